namespace Broadcaster.Core.Foundation.Common;

/// <summary>The sorts of refusal, each with its HTTP status at the API.</summary>
public enum ErrorKind
{
    /// <summary>The request cannot be read (400).</summary>
    Malformed,

    /// <summary>The request is understood and its content is wrong (422).</summary>
    Invalid,

    /// <summary>Not there, or another workspace's (404).</summary>
    NotFound,

    /// <summary>The caller's role may not do this (403).</summary>
    Forbidden,

    /// <summary>The thing is in a state that does not allow it (409).</summary>
    Conflict,

    /// <summary>Somebody changed it since the caller read it (412).</summary>
    Stale,

    /// <summary>Too large (413).</summary>
    TooLarge,
}
