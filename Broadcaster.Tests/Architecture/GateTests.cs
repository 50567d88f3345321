namespace Broadcaster.Tests.Architecture;

/// <summary>The build refuses most of this already; here it is refused where an analyser does not look, and so are the ways round the build.</summary>
public sealed class GateTests
{
    private static readonly string[] _shipped = ["Broadcaster.Core", "Broadcaster.Web"];

    [Fact]
    public void Code_ReadsTheClock_ThroughTimeProvider() => Rule.Holds(
        "Time comes from TimeProvider.",
        Shipped().Where(line => line.Mentions(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b|\bEnvironment\.TickCount|\bStopwatch\.(StartNew|GetTimestamp)")));

    [Fact]
    public void Code_NeverBlocksAThread() => Rule.Holds(
        "Await: a blocked thread is one that nobody else can use.",
        Shipped().Where(line => line.Mentions(@"\bThread\.Sleep\b|\.GetAwaiter\(\)\.GetResult\(\)|\.Wait\(\)|\bTask\.Wait(All|Any)\(")));

    [Fact]
    public void BannedSymbols_AreStillBanned()
    {
        var banned = File.ReadAllText(Path.Combine(Repository.Root, "BannedSymbols.txt"));
        string[] expected =
        [
            "P:System.DateTime.Now;", "P:System.DateTime.UtcNow;", "P:System.DateTime.Today;",
            "P:System.DateTimeOffset.Now;", "P:System.DateTimeOffset.UtcNow;",
            "P:System.Threading.Tasks.Task`1.Result;", "M:System.Threading.Tasks.Task.Wait;", "M:System.Threading.Thread.Sleep(System.Int32);",
        ];

        Rule.Holds("BannedSymbols.txt lacks:", expected.Where(symbol => !banned.Contains(symbol, StringComparison.Ordinal)));
    }

    [Fact]
    public void Suppressions_SayWhy() => Rule.Holds(
        "A suppression carries its reason: `#pragma warning disable X // why`, or Justification = \"why\".",
        Shipped().Where(line =>
            line.Mentions("^#pragma warning disable (?!.*//)")
            || (line.Mentions("SuppressMessage") && !line.Mentions("Justification = \"[^\"]+\"|using static"))));

    [Fact]
    public void Tests_AreNeverSkipped() => Rule.Holds(
        "A skipped test is a promise that nobody checks: mend it or delete it.",
        Repository.CodeIn("Broadcaster.Tests").Where(line => line.Mentions(@"\[(Fact|Theory)\(.*\bSkip\b")));

    private static IEnumerable<SourceLine> Shipped() => _shipped.SelectMany(Repository.CodeIn);
}
