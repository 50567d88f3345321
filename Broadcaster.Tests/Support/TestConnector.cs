using System.ComponentModel.DataAnnotations;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Tests.Support;

/// <summary>A platform that takes 280 characters, for tests that need some channel and not a particular one.</summary>
public sealed class TestConnector : Connector<TestConnectorSettings>
{
    public const string Id = "test";
    public const int Limit = 280;

    /// <summary>What publishing answers; by default that it is out.</summary>
    public Func<PublishRequest, PublishOutcome> OnPublish { get; set; } = request => new PublishOutcome.Succeeded(request.JobId.ToString(), "https://test.example/" + request.Content.Slug);

    public override ConnectorDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Name = "Test",
        Description = "Publishes nowhere.",
        Guarantee = Guarantee.IdempotentKey,
        Limits = new ConnectorLimits { Body = Limit, TitleCharacters = 100, Tags = 5 },
        Steps = ["Preparing", "Publishing"],
    };

    public override Type OptionsType => typeof(TestConnectorOptions);

    protected override RenderedContent Render(ChannelContent content, TestConnectorSettings settings)
    {
        var body = content.Body + settings.Signature;
        return new RenderedContent
        {
            Title = content.Title,
            Body = body,
            Html = $"<p>{System.Net.WebUtility.HtmlEncode(body)}</p>",
            Tags = content.Tags,
            Length = Descriptor.Limits.Measure(body),
            Limit = Limit,
        };
    }

    protected override Task<PublishOutcome> PublishAsync(PublishRequest request, TestConnectorSettings settings, CancellationToken ct)
    {
        request.Steps.Begin("Publishing");
        return Task.FromResult(OnPublish(request));
    }

    protected override Task<ConnectionTest> TestAsync(ConnectorContext context, TestConnectorSettings settings, CancellationToken ct) =>
        Task.FromResult(new ConnectionTest(true, "test"));
}

public sealed record TestConnectorOptions
{
    [StringLength(20, ErrorMessage = "A category has at most 20 characters."), Display(Name = "Category", Order = 1)]
    public string? Category { get; init; }
}

public sealed record TestConnectorSettings
{
    [Display(Name = "Signature")]
    public string? Signature { get; init; }

    [Secret, Display(Name = "Token")]
    public string? Token { get; init; }
}
