namespace Broadcaster.Web.Tenancy;

/// <summary>A workspace that somebody can switch to.</summary>
public sealed record WorkspaceLink(string Slug, string Name);
