namespace Broadcaster.Tests.Architecture;

internal static class Rule
{
    /// <summary>Fails with the rule and every offender, one a line.</summary>
    public static void Holds(string rule, IEnumerable<object> offenders)
    {
        var found = offenders.Select(offender => offender.ToString()).ToList();
        Assert.True(found.Count == 0, $"{rule}{Environment.NewLine}{string.Join(Environment.NewLine, found)}");
    }
}
