namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>The order of the roles.</summary>
public static class Roles
{
    // The enum lists them from the most powerful down. Author and Reviewer are not comparable as sets, but a token
    // of one for the other would gain what the member lacks, so that pair meets at what both may: to look.
    public static Role Lower(Role a, Role b) => (a, b) switch
    {
        (Role.Author, Role.Reviewer) or (Role.Reviewer, Role.Author) => Role.Viewer,
        _ => a > b ? a : b,
    };

    /// <summary>Whether a token with <paramref name="wanted"/> may be given to a member with <paramref name="held"/>.</summary>
    public static bool AtMost(Role wanted, Role held) => Lower(wanted, held) == wanted;
}
