using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.WordPress;

/// <summary>What a call gave, or the outcome that it means.</summary>
/// <param name="Code">WordPress's own error code, e.g. rest_cannot_publish.</param>
/// <param name="TermId">The existing term, where one was to be created that is there already.</param>
internal readonly record struct WordPressAnswer<T>(T? Value, PublishOutcome? Failure, int? Status, string? Code = null, long? TermId = null)
{
    public bool Ok => Failure is null;

    public static implicit operator WordPressAnswer<T>(T value) => new(value, null, 200);

    public static implicit operator WordPressAnswer<T>(PublishOutcome failure) => new(default, failure, null);
}
