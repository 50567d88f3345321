using System.Globalization;

namespace Broadcaster.Bench;

/// <summary>What to measure.</summary>
/// <param name="Program">A program that is there already; null: it is published first, as it is for a server.</param>
internal sealed record BenchOptions(IReadOnlyList<string> Measurements, IReadOnlyList<string> Databases, int Jobs, int Runs, string? Program)
{
    public const string Usage = """
        dotnet run -c Release --project bench/Broadcaster.Bench -- [measurement …] [--database sqlite|postgres|both] [--jobs 5000] [--runs 3] [--program path/to/Broadcaster.Web.dll]

        instant    5,000 jobs due at once, a sink that answers at once, and the bare floor beside it
        slow       the same with a sink that takes 50 ms, 64 in flight
        lateness   1,000 jobs spread over 20 s: due to arrival
        live       the outcome of a job to its row on an open page, in Chromium
        start      start-up to the first page, idle memory
        plans      100 plans with a model that answers at once: CPU of the pipeline
        plans-slow 200 plans with a model that takes 2 s: how far from the ideal with 8 calls at once
        """;

    private static readonly string[] All = ["instant", "slow", "lateness", "live", "start", "plans", "plans-slow"];

    public static BenchOptions? Parse(string[] args)
    {
        var options = new BenchOptions([], ["postgres"], 5_000, 1, null);
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--database":
                    options = options with { Databases = value == "both" ? ["postgres", "sqlite"] : [value] };
                    i++;
                    break;
                case "--jobs":
                    options = options with { Jobs = int.Parse(value, CultureInfo.InvariantCulture) };
                    i++;
                    break;
                case "--runs":
                    options = options with { Runs = int.Parse(value, CultureInfo.InvariantCulture) };
                    i++;
                    break;
                case "--program":
                    options = options with { Program = Path.GetFullPath(value) };
                    i++;
                    break;
                case var name when All.Contains(name):
                    options = options with { Measurements = [.. options.Measurements, name] };
                    break;
                default:
                    return null;
            }
        }

        return options.Measurements.Count == 0 ? options with { Measurements = All } : options;
    }
}
