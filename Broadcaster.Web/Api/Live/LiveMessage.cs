namespace Broadcaster.Web.Api.Live;

/// <summary>One thing that happened, as live clients get it.</summary>
/// <param name="Type">noun.created, noun.updated, noun.deleted or noun.progress; the nouns are job, content, channel, delivery, plan, member, workspace. And cost.warning.</param>
/// <param name="Data">The thing as the API shows it, trimmed; null where it is gone or not for showing.</param>
public sealed record LiveMessage(string Type, Guid Id, DateTimeOffset At, object? Data);
