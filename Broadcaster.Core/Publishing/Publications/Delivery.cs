namespace Broadcaster.Core.Publishing.Publications;

/// <summary>The proof that a publication is out, or was.</summary>
/// <param name="ExternalId">The platform's own id.</param>
/// <param name="Permalink">Where people see it, absolute.</param>
/// <param name="Response">What the platform answered, cut.</param>
/// <param name="Evidence">How we know: <c>sent</c>, <c>checked</c>, <c>found</c>, or <c>confirmed</c> by a person.</param>
/// <param name="LastSeenAt">When it was last looked at; null: never.</param>
/// <param name="StillThere">What that look said.</param>
public sealed record Delivery(string? ExternalId, string? Permalink, string? Response, DateTimeOffset At, string Evidence, DateTimeOffset? LastSeenAt = null, bool? StillThere = null);
