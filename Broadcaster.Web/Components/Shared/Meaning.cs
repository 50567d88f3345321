namespace Broadcaster.Web.Components.Shared;

/// <summary>What a colour means here; used for nothing else.</summary>
public enum Meaning
{
    Neutral,
    Info,
    Working,
    Good,
    Needs,
    Bad,
}
