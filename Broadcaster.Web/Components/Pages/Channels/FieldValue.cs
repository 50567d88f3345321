namespace Broadcaster.Web.Components.Pages.Channels;

/// <summary>What stands in a field of the settings form.</summary>
public sealed class FieldValue(string text)
{
    public string Text { get; set; } = text;

    /// <summary>For a secret that is set: take it away.</summary>
    public bool Clear { get; set; }
}
