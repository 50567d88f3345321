namespace Broadcaster.Core.Foundation.Ai;

/// <summary>Why a model gave no usable answer.</summary>
public enum ModelFault
{
    /// <summary>No provider, no key or no model is set.</summary>
    NotConfigured,

    /// <summary>The key is refused (401, 403).</summary>
    KeyRefused,

    /// <summary>Too many requests (429); it passes.</summary>
    RateLimited,

    /// <summary>The account has no credit left (429 insufficient_quota, 402); it does not pass by itself.</summary>
    OutOfQuota,

    /// <summary>The provider does not have the model (404).</summary>
    ModelNotFound,

    /// <summary>The request is not understood (400, 422).</summary>
    BadRequest,

    /// <summary>The prompt is longer than the model takes.</summary>
    PromptTooLong,

    /// <summary>The provider failed on it (500, 502, 504): it may have been billed.</summary>
    ServerFailed,

    /// <summary>The provider takes nothing now (503, 529).</summary>
    Unavailable,

    /// <summary>No connection: nothing was sent.</summary>
    Unreachable,

    /// <summary>The address is one that requests may not reach.</summary>
    AddressRefused,

    /// <summary>No whole answer within the time: it may be billed.</summary>
    TimedOut,

    /// <summary>The connection broke before the end of the answer: it may be billed.</summary>
    Interrupted,

    /// <summary>The model declined.</summary>
    Refused,

    /// <summary>The provider's filter stopped it.</summary>
    ContentFiltered,

    /// <summary>The answer reached the token limit and is not whole.</summary>
    CutOff,

    /// <summary>An answer without a text.</summary>
    Empty,

    /// <summary>The answer is not of the form that was asked for.</summary>
    Malformed,

    /// <summary>The answer is in another language.</summary>
    WrongLanguage,

    /// <summary>It failed several times in a row and is left alone for a while.</summary>
    Paused,
}
