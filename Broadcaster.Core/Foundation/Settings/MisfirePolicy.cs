namespace Broadcaster.Core.Foundation.Settings;

/// <summary>What becomes of a job that could not start at its time because the app was down.</summary>
public enum MisfirePolicy
{
    Publish,
    Skip,
    Ask,
}
