using System.Text.Json;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Tests.Authoring.Content.Editing;

public sealed class ContentRulesTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "title", "empty title" }, { "title", "long title" }, { "title", "NUL" }, { "title", "lone surrogate" }, { "body", "long body" }, { "summary", "long summary" },
        { "slug", "spaces in the slug" }, { "tags", "many tags" }, { "tags", "long tag" }, { "canonicalUrl", "relative address" }, { "canonicalUrl", "other scheme" },
        { "language", "no language" }, { "metadata", "large metadata" }, { "metadata.a.b[1].c", "NUL in metadata" }, { "metadata.a[0]", "lone surrogate in metadata" }, { "metadata.a", "lone surrogate in a name" },
        { "metadata.a", "name twice" }, { "metadata" + DeepPath, "deep metadata" }, { "variants[0].options", "many options" }, { "variants[0].options.a", "long option" }, { "variants[1].channelId", "second variant" },
        { "variants[0].title", "long variant title" }, { "variants[0].channelId", "variant without channel" },
    };

    private static readonly Guid Channel = Guid.NewGuid();

    private static string DeepPath => ".a" + string.Concat(Enumerable.Repeat("[0]", ContentLimits.MetadataDepth - 1));

    private static readonly Dictionary<string, ContentInput> Inputs = new()
    {
        ["empty title"] = new() { Title = " \n " },
        ["long title"] = new() { Title = new string('t', ContentLimits.TitleCharacters + 1) },
        ["NUL"] = new() { Title = "a\0b" },
        ["lone surrogate"] = new() { Title = "a\ud83d" },
        ["long body"] = new() { Title = "T", Body = new string('ä', (ContentLimits.BodyBytes / 2) + 1) },
        ["long summary"] = new() { Title = "T", Summary = new string('s', ContentLimits.SummaryCharacters + 1) },
        ["spaces in the slug"] = new() { Title = "T", Slug = "My Slug" },
        ["many tags"] = new() { Title = "T", Tags = [.. Enumerable.Range(0, ContentLimits.Tags + 1).Select(i => $"t{i}")] },
        ["long tag"] = new() { Title = "T", Tags = [new string('t', ContentLimits.TagCharacters + 1)] },
        ["relative address"] = new() { Title = "T", CanonicalUrl = "/x" },
        ["other scheme"] = new() { Title = "T", CanonicalUrl = "javascript:alert(1)" },
        ["no language"] = new() { Title = "T", Language = "not a language" },
        ["large metadata"] = new() { Title = "T", Metadata = Metadata($$"""{ "a": "{{new string('v', ContentLimits.MetadataBytes)}}" }""") },
        ["NUL in metadata"] = new() { Title = "T", Metadata = Metadata("""{ "a": { "b": [1, { "c": "x\u0000" }] } }""") },
        ["lone surrogate in metadata"] = new() { Title = "T", Metadata = Metadata("""{ "a": ["\ud83d"] }""") },
        ["lone surrogate in a name"] = new() { Title = "T", Metadata = Metadata("""{ "a": { "\ud83d": 1 } }""") },
        ["name twice"] = new() { Title = "T", Metadata = Metadata("""{ "a": { "b": 1, "b": 2 } }""") },
        ["deep metadata"] = new() { Title = "T", Metadata = Nested(ContentLimits.MetadataDepth + 1) },
        ["many options"] = WithOptions(Enumerable.Range(0, ContentLimits.Options + 1).ToDictionary(i => $"k{i}", _ => (string?)"v")),
        ["long option"] = WithOptions(new Dictionary<string, string?> { ["a"] = new string('v', ContentLimits.OptionValueBytes + 1) }),
        ["second variant"] = new() { Title = "T", Variants = [new() { ChannelId = Channel, Title = "a" }, new() { ChannelId = Channel, Title = "b" }] },
        ["long variant title"] = new() { Title = "T", Variants = [new() { ChannelId = Channel, Title = new string('t', ContentLimits.TitleCharacters + 1) }] },
        ["variant without channel"] = new() { Title = "T", Variants = [new() { Title = "a" }] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Read_WrongInput_NamesTheField(string field, string what)
    {
        var read = ContentRules.Read(Inputs[what]);

        Assert.Equal([field], read.Error!.Fields.Keys);
        Assert.All(read.Error.Fields[field], message => Assert.EndsWith(".", message, StringComparison.Ordinal));
        Assert.Equal(what == "long body" ? ErrorKind.TooLarge : ErrorKind.Invalid, read.Error.Kind);
    }

    [Fact]
    public void Read_SeveralWrongFields_NamesThemAll()
    {
        var read = ContentRules.Read(new ContentInput { Title = "", Slug = "?", Language = "!" });

        Assert.Equal(["language", "slug", "title"], read.Error!.Fields.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_AtTheLimits_IsFine()
    {
        var read = ContentRules.Read(new ContentInput
        {
            Title = new string('t', ContentLimits.TitleCharacters),
            Body = new string('x', ContentLimits.BodyBytes),
            Tags = [.. Enumerable.Range(0, ContentLimits.Tags).Select(i => $"t{i}")],
            Language = "zh-Hant-TW",
            Metadata = new Dictionary<string, JsonElement>(Nested(ContentLimits.MetadataDepth)) { ["big"] = ContentMetadata.Text(new string('x', ContentLimits.MetadataBytes - 100)) },
            Variants = [new VariantInput { ChannelId = Channel }],
        });

        Assert.True(read.Ok, read.Error?.Message);
        Assert.Empty(read.Value.Variants);
    }

    [Fact]
    public void Read_WhatWasReadBefore_IsTheSame()
    {
        var first = ContentRules.Read(new ContentInput
        {
            Title = " A  title ", Body = "a\r\nb\rc", Tags = ["#x", "X", "y "], Slug = "a-title", Metadata = Metadata("""{ " k ": "v", "": 1.0 }"""),
            Variants = [new VariantInput { ChannelId = Channel, Tags = [] }],
        }).Value;

        var second = ContentRules.Read(ContentInput.Of(first)).Value;

        Assert.Equal(ContentHash.Of(first), ContentHash.Of(second));
        Assert.Equal("a\nb\nc", second.Body);
        Assert.Equal([], Assert.Single(second.Variants).Tags!);
    }

    [Fact]
    public void Read_Metadata_StaysAsItCame()
    {
        var metadata = Metadata("""{ "z": [1.0, 12345678901234567890.10, "\ufffe"], " a ": null }""");

        Assert.Equal(JsonSerializer.Serialize(metadata), JsonSerializer.Serialize(ContentRules.Read(new ContentInput { Title = "T", Metadata = metadata }).Value.Metadata));
    }

    private static Dictionary<string, JsonElement> Metadata(string json) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!;

    private static Dictionary<string, JsonElement> Nested(int levels) => Metadata($$"""{ "a": {{new string('[', levels - 1)}}{{new string(']', levels - 1)}} }""");

    private static ContentInput WithOptions(Dictionary<string, string?> options) => new() { Title = "T", Variants = [new() { ChannelId = Channel, Title = "V", Options = options }] };

    [Theory]
    [InlineData("Hello, World!", "hello-world")]
    [InlineData("  Ärger über Öl & Äpfel ", "arger-uber-ol-apfel")]
    [InlineData("Straße nach Łódź", "strasse-nach-lodz")]
    [InlineData("It’s Ada's", "its-adas")]
    [InlineData("IĞDIR İstanbul", "igdir-istanbul")]
    [InlineData("日本語", "")]
    [InlineData("C# 14 & .NET 10", "c-14-net-10")]
    public void Slugs_Of_FoldsToAscii(string title, string slug) => Assert.Equal(slug, Slugs.Of(title));

    [Fact]
    public void Slugs_Of_LongTitle_EndsAtAWord()
    {
        var slug = Slugs.Of(string.Join(' ', Enumerable.Repeat("wonderful", 20)));

        Assert.True(slug.Length <= 80);
        Assert.EndsWith("wonderful", slug, StringComparison.Ordinal);
    }
}
