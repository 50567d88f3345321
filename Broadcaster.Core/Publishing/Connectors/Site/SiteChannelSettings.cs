namespace Broadcaster.Core.Publishing.Connectors.Site;

/// <summary>The built-in site needs nothing: its heading and address are settings of the workspace.</summary>
public sealed record SiteChannelSettings;
