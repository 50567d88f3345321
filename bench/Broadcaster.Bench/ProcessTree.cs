using System.Globalization;
using Npgsql;

namespace Broadcaster.Bench;

/// <summary>CPU time of a PostgreSQL server: its postmaster, the backends that live, and those that have ended.</summary>
internal static class ProcessTree
{
    private const double TicksPerSecond = 100;

    /// <param name="connectionString">Tells the server by the port in its command line.</param>
    public static double CpuSecondsOf(string name, string connectionString)
    {
        var port = new NpgsqlConnectionStringBuilder(connectionString).Port.ToString(CultureInfo.InvariantCulture);
        var postmaster = Directory.GetDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(id => int.TryParse(id, CultureInfo.InvariantCulture, out _))
            .FirstOrDefault(id => ReadOrEmpty($"/proc/{id}/cmdline").Split('\0') is { } words && words[0].EndsWith(name, StringComparison.Ordinal) && words.Contains(port));
        if (postmaster is null)
        {
            return 0;
        }

        var all = Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(id => int.TryParse(id, CultureInfo.InvariantCulture, out _));
        return all.Select(id => Stat(id!)).Where(s => s is not null && (s[0] == postmaster || s[3] == postmaster))
            .Sum(s => Sum(s!, own: true) + (s![0] == postmaster ? Sum(s, own: false) : 0));
    }

    // Fields of /proc/pid/stat from 1: 4 parent, 14 utime, 15 stime, 16 cutime, 17 cstime.
    private static string[]? Stat(string id)
    {
        var text = ReadOrEmpty($"/proc/{id}/stat");
        var end = text.LastIndexOf(')');
        return end < 0 ? null : [id, .. text[..end].Split('(', 2)[1..], .. text[(end + 2)..].Split(' ')];
    }

    private static double Sum(string[] stat, bool own) =>
        (double.Parse(stat[own ? 13 : 15], CultureInfo.InvariantCulture) + double.Parse(stat[own ? 14 : 16], CultureInfo.InvariantCulture)) / TicksPerSecond;

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }
}
