using System.Text.Json;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Contracts.Settings;
using Broadcaster.Tests.Publishing.Connectors.Samples;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Publishing.Connectors;

/// <summary>What every connector promises, whatever its platform: one test for all of them.</summary>
public sealed class ConnectorContractTests
{
    private static readonly JsonSerializerOptions Loose = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Connectors() => [.. ConnectorSample.All.Select(s => s.Id)];

    public static TheoryData<string, Trouble> Troubles()
    {
        var data = new TheoryData<string, Trouble>();
        foreach (var sample in ConnectorSample.All)
        {
            foreach (var trouble in sample.Outcomes.Keys)
            {
                data.Add(sample.Id, trouble);
            }
        }

        return data;
    }

    [Fact]
    public async Task Registry_EveryConnector_HasASample()
    {
        await using var app = await TestApp.StartAsync();
        var installed = app.Get<ConnectorRegistry>().All.Select(c => c.Descriptor.Id).Where(id => id != TestConnector.Id).Order();
        Assert.Equal(installed, ConnectorSample.All.Select(s => s.Id).Order());
    }

    [Theory]
    [MemberData(nameof(Connectors))]
    public async Task Descriptor_Complete(string id)
    {
        await using var harness = await ConnectorHarness.StartAsync();
        var connector = harness.Connector(id);
        var descriptor = connector.Descriptor;
        Assert.Matches("^[a-z][a-z0-9-]*$", descriptor.Id);
        Assert.NotEmpty(descriptor.Name);
        Assert.EndsWith(".", descriptor.Description);
        Assert.Matches("^#[0-9a-f]{6}$", descriptor.Color);
        Assert.NotEmpty(descriptor.Icon);
        Assert.NotEmpty(descriptor.Steps);
        Assert.Distinct(descriptor.Steps);
        Assert.True(descriptor.DefaultConcurrency > 0);
        foreach (var property in ConnectorSettings.PropertiesOf(connector.SettingsType))
        {
            var display = Attribute.GetCustomAttribute(property, typeof(System.ComponentModel.DataAnnotations.DisplayAttribute)) as System.ComponentModel.DataAnnotations.DisplayAttribute;
            Assert.True(display?.Name is { Length: > 0 } && display.GetOrder() is not null, $"{id}.{property.Name} has no [Display] with name and order.");
        }
    }

    [Theory]
    [MemberData(nameof(Connectors))]
    public async Task Options_TextsAndChoicesOfARecord_OthersRefused(string id)
    {
        await using var harness = await ConnectorHarness.StartAsync();
        var connector = harness.Connector(id);

        // A variant's options are texts by name, so that is all that the record can be read from.
        Assert.All(connector.OptionsType is { } type ? ConnectorSettings.PropertiesOf(type) : [], p =>
        {
            Assert.True(p.PropertyType == typeof(string) || Nullable.GetUnderlyingType(p.PropertyType)?.IsEnum == true, $"{id}: {p.Name} is neither a text nor a choice.");
            Assert.False(ConnectorSettings.IsSecret(p), $"{id}: {p.Name} is secret; options are shown.");
        });
        Assert.Empty(ConnectorOptions.Check(connector, new Dictionary<string, string>()));
        Assert.Equal(["nobody reads this"], ConnectorOptions.Check(connector, new Dictionary<string, string> { ["nobody reads this"] = "x" }).Keys);
    }

    [Theory]
    [MemberData(nameof(Connectors))]
    public async Task Validate_WithinAndOverTheLimits(string id)
    {
        await using var harness = await ConnectorHarness.StartAsync();
        await using var platform = Sample(id).Start(Trouble.None);
        var connector = harness.Connector(id);
        var settings = harness.Bind(id, platform.Settings);
        var limits = connector.Descriptor.Limits;

        Assert.DoesNotContain(connector.Validate(harness.Content(), settings), p => p.Severity == ProblemSeverity.Error);
        if (limits.TitleRequired)
        {
            Assert.Contains(connector.Validate(harness.Content(title: " "), settings), p => p is { Field: "title", Severity: ProblemSeverity.Error, Fix.Length: > 0 });
        }

        if (limits.BodyRequired)
        {
            Assert.Contains(connector.Validate(harness.Content(body: ""), settings), p => p is { Field: "body", Severity: ProblemSeverity.Error });
        }

        if (limits.TitleCharacters is { } title)
        {
            Assert.DoesNotContain(connector.Validate(harness.Content(title: new string('ä', title)), settings), p => p.Field == "title");
            Assert.Contains(connector.Validate(harness.Content(title: new string('ä', title + 1)), settings), p => p is { Field: "title", Severity: ProblemSeverity.Error });
        }

        if (limits.Body is { } body)
        {
            Assert.Contains(connector.Validate(harness.Content(body: new string('x', body + 1)), settings), p => p is { Field: "body", Severity: ProblemSeverity.Error });
        }
    }

    [Theory]
    [MemberData(nameof(Connectors))]
    public async Task Render_Twice_IsTheSameAndSafe(string id)
    {
        await using var harness = await ConnectorHarness.StartAsync();
        await using var platform = Sample(id).Start(Trouble.None);
        var settings = harness.Bind(id, platform.Settings);
        var content = harness.Content(body: "# Head\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) <b onclick=\"x()\">bold</b> 👩‍🚀");
        var first = harness.Connector(id).Render(content, settings);
        harness.App.Time.Advance(TimeSpan.FromDays(1));
        var second = harness.Connector(id).Render(content, settings);

        Assert.Equal(JsonSerializer.Serialize(first), JsonSerializer.Serialize(second));
        Assert.DoesNotContain("<script", first.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("onclick", first.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("javascript:", first.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(harness.Connector(id).Descriptor.Limits.Measure(first.Body), first.Length);
    }

    [Theory]
    [MemberData(nameof(Connectors))]
    public async Task Publish_PlatformWell_Succeeds(string id)
    {
        await using var harness = await ConnectorHarness.StartAsync();
        var sample = Sample(id);
        await using var platform = sample.Start(Trouble.None);
        var settings = harness.Bind(id, platform.Settings);
        var outcome = await harness.PublishAsync(id, settings);

        Assert.IsType<PublishOutcome.Succeeded>(outcome);
        Assert.NotEmpty(harness.Wire.Captures);
        var known = harness.Connector(id).Descriptor.Steps;
        Assert.All(harness.Steps.Begun, step => Assert.Contains(step, known));
        Assert.Equal(harness.Steps.Begun.OrderBy(s => known.ToList().IndexOf(s)), harness.Steps.Begun);
        AssertNoSecret(sample, harness, outcome);
    }

    [Theory]
    [MemberData(nameof(Connectors))]
    public async Task Publish_DryRun_RecordsAndSendsNothing(string id)
    {
        await using var harness = await ConnectorHarness.StartAsync();
        var sample = Sample(id);
        await using var platform = sample.Start(Trouble.None);
        var settings = harness.Bind(id, platform.Settings);
        var outcome = await harness.PublishAsync(id, settings, dryRun: true);

        Assert.IsType<PublishOutcome.Succeeded>(outcome);
        Assert.Equal(0, platform.Connections);
        Assert.NotEmpty(harness.Wire.Captures);
        Assert.All(harness.Wire.Captures, c => Assert.Contains("Dry run", c.Problem));
        await using var db = harness.App.Database.Read(harness.App.Workspace.Id);
        Assert.Equal(0, await db.SitePages.CountAsync());
        AssertNoSecret(sample, harness, outcome);
    }

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Publish_Trouble_IsNamedForWhatItIs(string id, Trouble trouble)
    {
        await using var harness = await ConnectorHarness.StartAsync();
        var sample = Sample(id);
        await using var platform = sample.Start(trouble);
        var settings = harness.Bind(id, platform.Settings);
        var outcome = await harness.PublishAsync(id, settings, timeout: TimeSpan.FromMilliseconds(trouble == Trouble.Silence ? 400 : 20_000));

        Assert.IsType(sample.Outcomes[trouble], outcome);
        Assert.NotEmpty(OutcomeText.FaultOf(outcome)!.Message);
        if (outcome is PublishOutcome.RateLimited limited)
        {
            Assert.Equal(harness.App.Clock.GetUtcNow().AddSeconds(7), limited.Until);
        }

        AssertNoSecret(sample, harness, outcome);
    }

    [Theory]
    [MemberData(nameof(Connectors))]
    public async Task Test_PlatformWell_SaysWhoWithoutPublishing(string id)
    {
        await using var harness = await ConnectorHarness.StartAsync();
        var sample = Sample(id);
        await using var platform = sample.Start(Trouble.None);
        var settings = harness.Bind(id, platform.Settings);
        var test = await harness.Connector(id).TestAsync(harness.Context(settings), CancellationToken.None);

        Assert.True(test.Ok, test.Problem);
        Assert.NotNull(test.Account);
        Assert.All(harness.Wire.Captures, c => Assert.Contains(c.Method, (string[])["GET", "HEAD", "CONNECT"]));
    }

    private static ConnectorSample Sample(string id) => ConnectorSample.All.Single(s => s.Id == id);

    private static void AssertNoSecret(ConnectorSample sample, ConnectorHarness harness, PublishOutcome outcome)
    {
        var seen = string.Join('\n', JsonSerializer.Serialize(harness.Wire.Captures), JsonSerializer.Serialize(harness.Wire.Captures, Loose), harness.Steps.Messages, outcome.ToString(), harness.Log);
        Assert.All(sample.Secrets, secret =>
        {
            Assert.DoesNotContain(secret, seen, StringComparison.Ordinal);
            Assert.DoesNotContain(JsonSerializer.Serialize(secret).Trim('"'), seen, StringComparison.Ordinal);
        });
    }
}
