using Broadcaster.Core.Planning.Plans.Engine;

namespace Broadcaster.Tests.Planning.Plans.Engine;

public sealed class CitationsTests
{
    private static readonly Dictionary<string, string?> Given = new() { ["https://given.example/guide"] = "Guide", ["https://given.example/Foo_(bar)"] = "Foo", ["https://given.example/?a=1&b=2"] = null };

    [Theory]
    [InlineData("See [the study](https://invented.example/1).", "See the study.")]
    [InlineData("See [the study](https://invented.example/1 'as told').", "See the study.")]
    [InlineData("See [the study](https://invented.example/1 \"as told\").", "See the study.")]
    [InlineData("See [the study](<https://invented.example/1 2>).", "See the study.")]
    [InlineData("See [the **new** study](https://invented.example/1_(2)).", "See the **new** study.")]
    [InlineData("See <https://invented.example/1>.", "See .")]
    [InlineData("See (https://invented.example/1).", "See ().")]
    [InlineData("See \"https://invented.example/1\".", "See \"\".")]
    [InlineData("See 'https://invented.example/1'.", "See ''.")]
    [InlineData("See https://invented.example/1.", "See .")]
    [InlineData("See www.invented.example/1 now.", "See  now.")]
    [InlineData("See <a href=\"https://invented.example/1\">the study</a>.", "See the study.")]
    [InlineData("See <a class=x href=https://invented.example/1>the study</a>.", "See the study.")]
    [InlineData("See <a href='//invented.example/1'>the study</a> and [it](//invented.example/1).", "See <a href='//invented.example/1'>the study</a> and it.")]
    [InlineData("See ![a hive](https://invented.example/1.png).", "See .")]
    [InlineData("See [![a hive](https://invented.example/1.png)](https://invented.example/1).", "See .")]
    [InlineData("See [the study][1].\n\n[1]: https://invented.example/1 'as told'\n", "See the study.\n\n\n")]
    [InlineData("- [one](https://invented.example/1)\n  - two https://invented.example/2\n", "- one\n  - two \n")]
    [InlineData("`curl https://invented.example/1`", "`curl `")]
    public void Check_NobodyGaveIt_TakenOutAndItsWordsStay(string body, string expected)
    {
        var (text, kept, removed) = Citations.Check(body, Given);

        Assert.Equal(expected, text);
        Assert.Empty(kept);
        Assert.All(removed, r => Assert.Contains("invented.example", r, StringComparison.Ordinal));
        Assert.NotEmpty(removed);
    }

    [Theory]
    [InlineData("See [the guide](https://given.example/guide 'A title').")]
    [InlineData("See [the guide](https://given.example/Foo_(bar)).")]
    [InlineData("See https://given.example/Foo_(bar).")]
    [InlineData("See (https://given.example/Foo_(bar)).")]
    [InlineData("See <https://given.example/guide>, <a href=\"https://www.given.example/guide/\">here</a>.")]
    [InlineData("See [it](https://given.example/?a=1&amp;b=2).")]
    [InlineData("See [the guide][1].\n\n[1]: https://given.example/guide \"A title\"\n")]
    [InlineData("| a | b |\n|---|---|\n| [x](https://given.example/guide) | https://given.example/guide |\n")]
    public void Check_Given_StaysAsItStands(string body)
    {
        var (text, kept, removed) = Citations.Check(body, Given);

        Assert.Equal(body, text);
        Assert.Empty(removed);
        Assert.Single(kept);
    }

    [Theory]
    [InlineData("See [below](#costs), [about us](/about), <mailto:bees@given.example>, bees@given.example.")]
    [InlineData("2 < 3, a = b, and no address at all.")]
    [InlineData("")]
    public void Check_PlacesWithin_AreNoSources(string body)
    {
        var (text, kept, removed) = Citations.Check(body, Given);

        Assert.Equal((body, 0, 0), (text, kept.Count, removed.Count));
    }

    [Fact]
    public void Check_NestedDeeperThanTheParserGoes_IsJudgedAllTheSame()
    {
        var (text, _, removed) = Citations.Check($"{new string('[', 20_000)} https://invented.example/1", Given);

        Assert.DoesNotContain("invented", text, StringComparison.Ordinal);
        Assert.Equal("https://invented.example/1", Assert.Single(removed));
    }

    [Fact]
    public void In_HoweverWritten_FindsEachOnce()
    {
        const string text = "[a](https://a.example/x 't'), <https://b.example/>, (https://c.example/Foo_(bar)), https://d.example/d. <a href=\"https://e.example/e\">e</a>\n\n[f]: https://f.example/f\n\nhttps://a.example/x";

        Assert.Equal(
            ["https://a.example/x", "https://b.example/", "https://c.example/Foo_(bar)", "https://d.example/d", "https://e.example/e", "https://f.example/f"],
            Citations.In(text).Order(StringComparer.Ordinal));
        Assert.Empty(Citations.In(null));
    }
}
