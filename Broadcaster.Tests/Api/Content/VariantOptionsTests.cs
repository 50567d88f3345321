using System.Net.Http.Json;
using System.Text;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Tests.Api.Common;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Api.Content;

/// <summary>An option that no connector reads is refused on every way that a variant comes in by.</summary>
public sealed class VariantOptionsTests : IAsyncLifetime
{
    private ApiHost host = null!;
    private HttpClient client = null!;
    private Channel test = null!;
    private Channel site = null!;

    public async Task InitializeAsync()
    {
        host = await ApiHost.StartAsync();
        client = host.ClientAs();
        test = await host.Core.AddChannelAsync();
        site = await host.Core.AddChannelAsync("site");
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Post_OptionThatNobodyReads_NamesItWhereItStands()
    {
        // Not in the order of their ids: what is sent first is variants[0].
        using var response = await client.PostAsJsonAsync("/api/v1/content", Piece(Variant(site, "foo", "1"), Variant(test, "category", "News")));

        var problem = await response.ProblemAsync(422, "validation.failed");
        var (field, messages) = Assert.Single(problem["errors"]!.AsObject());
        Assert.Equal("variants[0].options.foo", field);
        Assert.Contains("reads no options", messages![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other", "News", "It reads: category.")]
    [InlineData("category", "More than twenty characters", "at most 20 characters")]
    public async Task Post_OptionThatTheConnectorRefuses_SaysWhatItTakes(string name, string value, string reason)
    {
        using var response = await client.PostAsJsonAsync("/api/v1/content", Piece(Variant(test, name, value)));

        var problem = await response.ProblemAsync(422, "validation.failed");
        Assert.Contains(reason, problem["errors"]![$"variants[0].options.{name}"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutAndVariantAndImport_OptionThatNobodyReads_AreRefusedToo()
    {
        var item = await host.Core.AddContentAsync();

        using var put = await client.PutAsJsonAsync($"/api/v1/content/{item.Id}", Piece(Variant(test, "category", "News"), Variant(site, "foo", "1")));
        using var variant = await client.PutAsJsonAsync($"/api/v1/content/{item.Id}/variants/{site.Id}", new { title = "V", options = new { foo = "1" } });
        using var lines = new StringContent($$"""{ "title": "T", "variants": [{ "channelId": "{{site.Id}}", "options": { "foo": "1" } }] }""", Encoding.UTF8, "application/x-ndjson");
        using var import = await client.PostAsync("/api/v1/content/import", lines);

        Assert.NotNull((await put.ProblemAsync(422, "validation.failed"))["errors"]!["variants[1].options.foo"]);
        Assert.NotNull((await variant.ProblemAsync(422, "validation.failed"))["errors"]!["options.foo"]);
        Assert.NotNull((await import.JsonAsync())["refused"]![0]!["errors"]!["variants[0].options.foo"]);
        Assert.Equal(item.Hash, (await host.Core.FindContentAsync(item.Id))!.Hash);
    }

    [Fact]
    public async Task Put_OptionThatTheConnectorReads_IsKept()
    {
        var item = await host.Core.AddContentAsync();

        using var response = await client.PutAsJsonAsync($"/api/v1/content/{item.Id}/variants/{test.Id}", new { options = new { category = "News" } });

        Assert.Equal("News", (await response.JsonAsync())["variants"]![0]!["options"]!["category"]!.GetValue<string>());
    }

    [Fact]
    public async Task Variant_ForAChannelThatIsNotThere_IsNamedWhereItStands()
    {
        // Above every id that there is, so that it would be sorted behind.
        var gone = new { channelId = new Guid("ffffffff-ffff-7fff-bfff-ffffffffffff"), title = "V" };
        using var response = await client.PostAsJsonAsync("/api/v1/content", Piece(gone, Variant(test, "category", "News")));

        Assert.Equal(["variants[0].channelId"], (await response.ProblemAsync(422, "validation.failed"))["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task Connectors_SayWhatOptionsTheyRead()
    {
        var wordPress = await (await client.GetAsync("/api/v1/connectors/wordpress")).JsonAsync();
        var webhook = await (await client.GetAsync("/api/v1/connectors/webhook")).JsonAsync();

        Assert.Equal(["status", "categories"], wordPress["optionsSchema"]!["properties"]!.AsObject().Select(p => p.Key));
        Assert.True(webhook.ContainsKey("optionsSchema"));
        Assert.Null(webhook["optionsSchema"]);
    }

    private static object Piece(params object[] variants) => new { title = "T", body = "B", variants };

    private static object Variant(Channel channel, string name, string value) => new { channelId = channel.Id, options = new Dictionary<string, string> { [name] = value } };
}
