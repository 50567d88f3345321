using System.Globalization;

namespace Broadcaster.Bench;

/// <summary>One measured figure.</summary>
internal sealed record Figure(string Measurement, string Database, string Name, double Value, string Unit);

/// <summary>The figures, as a Markdown table with the median over the runs.</summary>
internal sealed class ResultTable
{
    private readonly List<Figure> figures = [];

    public void Add(IEnumerable<Figure> more) => figures.AddRange(more);

    public void Print(TextWriter writer)
    {
        writer.WriteLine();
        writer.WriteLine("| measurement | database | figure | median | all runs |");
        writer.WriteLine("|---|---|---|---:|---|");
        foreach (var group in figures.GroupBy(f => (f.Measurement, f.Database, f.Name, f.Unit)))
        {
            var values = group.Select(f => f.Value).Order().ToList();
            var median = values.Count % 2 == 1 ? values[values.Count / 2] : (values[(values.Count / 2) - 1] + values[values.Count / 2]) / 2;
            var all = string.Join(", ", group.Select(f => Number(f.Value)));
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {group.Key.Measurement} | {group.Key.Database} | {group.Key.Name} | {Number(median)} {group.Key.Unit} | {all} |"));
        }
    }

    private static string Number(double value) => value.ToString(value >= 100 ? "0" : "0.00", CultureInfo.InvariantCulture);
}
