using System.Text.Json;
using Broadcaster.Core.Authoring.Content;
using FsCheck;
using FsCheck.Fluent;

namespace Broadcaster.Tests.Authoring.Content;

public sealed class ContentHashTests
{
    private static readonly Guid ChannelA = new("0195c3a0-0000-7000-8000-00000000000a");
    private static readonly Guid ChannelB = new("0195c3a0-0000-7000-8000-00000000000b");

    private static readonly string[] MetadataThatDiffers =
    [
        """{"a":"b"}""", """{"b":"a"}""", """{"ab":""}""", """{"a":1}""", """{"a":1.0}""", """{"a":"1"}""", """{"a":null}""", """{"a":false}""", """{"a":[]}""", """{"a":{}}""",
        """{"a":["b","c"]}""", """{"a":["c","b"]}""", """{"a":{"b":"c"}}""", """{"a":[["b"],"c"]}""", """{"a":{"b":1},"c":1}""", """{"a":{"b":1,"c":1}}""",
    ];

    [Fact]
    public void Of_SamePieceTwice_IsTheSame() =>
        Prop.ForAll(Pieces(), piece => ContentHash.Of(piece) == ContentHash.Of(piece with { Metadata = piece.Metadata.Reverse().ToDictionary(p => p.Key, p => p.Value) }))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Of_TwoPieces_AreTheSameOnlyIfTheirTextsAre() =>
        Prop.ForAll(Pieces(), Pieces(), (a, b) => (ContentHash.Of(a) == ContentHash.Of(b)) == (Canonical(a) == Canonical(b)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Of_TextMovedFromOneFieldToTheNext_Differs() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<NonEmptyString>(), (start, rest) =>
                ContentHash.Of(Piece() with { Title = start.Get + rest.Get, Body = "" }) != ContentHash.Of(Piece() with { Title = start.Get, Body = rest.Get }))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Of_EachFieldChangedAlone_Differs()
    {
        var piece = Piece();
        ContentSnapshot[] changed =
        [
            piece with { Title = "x" }, piece with { Body = "x" }, piece with { Summary = "" }, piece with { Summary = "x" }, piece with { Slug = "x" },
            piece with { Tags = ["a"] }, piece with { Tags = ["a", "b"] }, piece with { Tags = ["b", "a"] }, piece with { Tags = ["ab"] }, piece with { Tags = ["a", ""] },
            piece with { CanonicalUrl = "x" }, piece with { Language = "x" },
            .. MetadataThatDiffers.Select(json => piece with { Metadata = Metadata(json) }),
            piece with { FeaturedMediaId = ChannelA }, piece with { FeaturedMediaId = ChannelB }, piece with { ChannelIds = [ChannelA] }, piece with { ChannelIds = [ChannelA, ChannelB] },
            piece with { Variants = [Variant()] }, piece with { Variants = [Variant() with { ChannelId = ChannelB }] }, piece with { Variants = [Variant() with { Title = "x" }] }, piece with { Variants = [Variant() with { Body = "x" }] },
            piece with { Variants = [Variant() with { Tags = [] }] }, piece with { Variants = [Variant() with { Tags = ["x"] }] }, piece with { Variants = [Variant() with { Options = new Dictionary<string, string> { ["x"] = "y" } }] },
        ];

        Assert.Equal(changed.Length + 1, changed.Append(piece).Select(ContentHash.Of).Distinct().Count());
    }

    [Fact]
    public void Of_OrderOfChannelsAndVariants_DoesNotMatter() =>
        Assert.Equal(
            ContentHash.Of(Piece() with { ChannelIds = [ChannelA, ChannelB], Variants = [Variant(), Variant() with { ChannelId = ChannelB, Title = "x" }] }),
            ContentHash.Of(Piece() with { ChannelIds = [ChannelB, ChannelA], Variants = [Variant() with { ChannelId = ChannelB, Title = "x" }, Variant()] }));

    [Theory]
    [InlineData("""{ "a": 1, "b": { "c": [1, { "x": null, "y": "é" }], "d": true } }""", """{"b":{"d":true,"c":[1,{"y":"\u00e9","x":null}]},"a":1}""")]
    [InlineData("""{ "": {}, "B": [], "a": "/" }""", """{"a":"\/","B":[],"":{}}""")]
    public void Of_SameMetadataWrittenAnotherWay_IsTheSame(string one, string other) =>
        Assert.Equal(ContentHash.Of(Piece() with { Metadata = Metadata(one) }), ContentHash.Of(Piece() with { Metadata = Metadata(other) }));

    // Few letters, so that different pieces collide as often as a naive joining of their fields would let them.
    private static Arbitrary<ContentSnapshot> Pieces()
    {
        var text = Gen.Elements("", "a", "b", "ab", "aa", "a\0", "\u001f");
        var tags = Gen.ListOf(text, 2).Select(l => (IReadOnlyList<string>)[.. l]);
        var pairs = Gen.ListOf(Gen.Zip(text, text), 2).Select(l => (IReadOnlyDictionary<string, JsonElement>)l.DistinctBy(p => p.Item1).ToDictionary(p => p.Item1, p => ContentMetadata.Text(p.Item2)));
        var pieces =
            from title in text
            from body in text
            from summary in Gen.OneOf(text.Select(t => (string?)t), Gen.Constant<string?>(null))
            from slug in text
            from tag in tags
            from pair in pairs
            from variantTitle in Gen.OneOf(text.Select(t => (string?)t), Gen.Constant<string?>(null))
            from hasVariant in Gen.Elements(true, false)
            select Piece() with
            {
                Title = title,
                Body = body,
                Summary = summary,
                Slug = slug,
                Tags = tag,
                Metadata = pair,
                Variants = hasVariant ? [Variant() with { Title = variantTitle }] : [],
            };
        return pieces.ToArbitrary();
    }

    private static string Canonical(ContentSnapshot piece) => JsonSerializer.Serialize(
        piece with { Metadata = new SortedDictionary<string, JsonElement>(piece.Metadata.ToDictionary(p => p.Key, p => p.Value), StringComparer.Ordinal) });

    private static Dictionary<string, JsonElement> Metadata(string json) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!;

    private static ContentSnapshot Piece() => new("", "", null, "", [], null, "", ContentMetadata.None, null, [], []);

    private static VariantSnapshot Variant() => new(ChannelA, null, null, null, new Dictionary<string, string>());
}
