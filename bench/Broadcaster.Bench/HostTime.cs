using System.Globalization;

namespace Broadcaster.Bench;

/// <summary>What the kernel counted since the boot, in ticks: time that this machine wanted to work, and of it what its host gave to others.</summary>
internal sealed record HostTime(double Wanted, double Stolen)
{
    // The first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal.
    public static HostTime Read()
    {
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9].Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        return new HostTime(ticks.Sum() - ticks[3] - ticks[4], ticks[7]);
    }

    /// <summary>From 0 to 1. Above a few hundredths the figures say more about the neighbours than about the program.</summary>
    public double StolenSince(HostTime before) => Wanted > before.Wanted ? (Stolen - before.Stolen) / (Wanted - before.Wanted) : 0;
}
