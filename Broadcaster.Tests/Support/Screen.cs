namespace Broadcaster.Tests.Support;

public enum Screen
{
    /// <summary>1440 × 900.</summary>
    Desktop,

    /// <summary>390 × 844, with touch.</summary>
    Phone,
}
