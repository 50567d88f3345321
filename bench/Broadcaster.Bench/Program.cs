using Broadcaster.Bench;

// The first three measurements of the design's section on speed, against the real program: its HTTP API, its webhook
// channel, everything on this machine. Usage: see README.md beside this file.
if (await TextMeasurements.TryRunAsync(args))
{
    return 0;
}

var options = BenchOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

var table = new ResultTable();
var program = options.Program ?? await PublishedProgram.MakeAsync();
try
{
    foreach (var database in options.Databases)
    {
        foreach (var measurement in options.Measurements)
        {
            for (var run = 1; run <= options.Runs; run++)
            {
                table.Add(await Measurements.RunAsync(measurement, database, program, options.Jobs, run));
            }
        }
    }
}
finally
{
    Application.DeleteFolders();
}

table.Print(Console.Out);
return 0;
