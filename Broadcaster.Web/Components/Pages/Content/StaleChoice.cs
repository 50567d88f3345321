namespace Broadcaster.Web.Components.Pages.Content;

/// <summary>What becomes of two texts of the same piece.</summary>
public enum StaleChoice
{
    Mine,
    Theirs,
    Merge,
}
