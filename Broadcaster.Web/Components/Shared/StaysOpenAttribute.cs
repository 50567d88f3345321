namespace Broadcaster.Web.Components.Shared;

/// <summary>
/// A page with a list beside what is picked from it: it stays while another is picked, so it has to drop by itself what still
/// arrives about the one before.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StaysOpenAttribute : Attribute;
