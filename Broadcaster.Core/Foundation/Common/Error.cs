namespace Broadcaster.Core.Foundation.Common;

/// <summary>A refusal with a stable code: something the caller can mend. Bugs are exceptions instead.</summary>
/// <param name="Code">Stable, dotted, snake_case: <c>content.not_approved</c>. Clients may switch on it.</param>
/// <param name="Message">One plain sentence: what is wrong and what to do about it.</param>
public abstract record Error(string Code, string Message)
{
    private static readonly IReadOnlyDictionary<string, string[]> NoFields = new Dictionary<string, string[]>();
    private static readonly IReadOnlyDictionary<string, object?> NoDetails = new Dictionary<string, object?>();

    /// <summary>What sort of refusal this is; the edge turns it into a status code.</summary>
    public virtual ErrorKind Kind => ErrorKind.Conflict;

    /// <summary>The messages by field (camelCase, as in the request body), for invalid input.</summary>
    public virtual IReadOnlyDictionary<string, string[]> Fields => NoFields;

    /// <summary>What is wrong with a field, in a sentence; null where nothing is.</summary>
    public string? At(string field) => Fields.TryGetValue(field, out var messages) && messages.Length > 0 ? messages[0] : null;

    /// <summary>More members of the problem document, e.g. <c>state</c> and <c>allowed</c>.</summary>
    public virtual IReadOnlyDictionary<string, object?> Details => NoDetails;
}
