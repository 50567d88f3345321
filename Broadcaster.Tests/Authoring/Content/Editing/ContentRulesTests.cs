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
        { "language", "no language" }, { "metadata", "many names" }, { "metadata.a", "long value" }, { "variants[1].channelId", "second variant" },
        { "variants[0].title", "long variant title" }, { "variants[0].channelId", "variant without channel" },
    };

    private static readonly Guid Channel = Guid.NewGuid();

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
        ["many names"] = new() { Title = "T", Metadata = Enumerable.Range(0, ContentLimits.MetadataKeys + 1).ToDictionary(i => $"k{i}", _ => (string?)"v") },
        ["long value"] = new() { Title = "T", Metadata = new Dictionary<string, string?> { ["a"] = new string('v', ContentLimits.MetadataValueBytes + 1) } },
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
            Title = " A  title ", Body = "a\r\nb\rc", Tags = ["#x", "X", "y "], Slug = "a-title", Metadata = new Dictionary<string, string?> { [" k "] = "v" },
            Variants = [new VariantInput { ChannelId = Channel, Tags = [] }],
        }).Value;

        var second = ContentRules.Read(ContentInput.Of(first)).Value;

        Assert.Equal(ContentHash.Of(first), ContentHash.Of(second));
        Assert.Equal("a\nb\nc", second.Body);
        Assert.Equal([], Assert.Single(second.Variants).Tags!);
    }

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
