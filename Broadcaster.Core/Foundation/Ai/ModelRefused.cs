using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Foundation.Ai;

/// <summary>A model gave no usable answer: why, what to do, and when it may be asked again.</summary>
/// <param name="RetryAt">Set where waiting helps.</param>
public sealed record ModelRefused(ModelFault Fault, string What, string Hint, DateTimeOffset? RetryAt = null)
    : Error($"ai.{SnakeCase.Of(Fault)}", $"{What} {Hint}")
{
    /// <summary>Whether it was asked and no bill comes of it for sure; false: nobody knows, or there is one.</summary>
    public bool Unbilled => Fault is ModelFault.NotConfigured or ModelFault.KeyRefused or ModelFault.RateLimited or ModelFault.OutOfQuota or ModelFault.ModelNotFound
        or ModelFault.BadRequest or ModelFault.PromptTooLong or ModelFault.Unavailable or ModelFault.Unreachable or ModelFault.AddressRefused or ModelFault.Paused;

    /// <summary>Whether asking once more at once, or at <see cref="RetryAt"/>, is right: nothing was billed and it may pass.</summary>
    public bool MayPass => Fault is ModelFault.RateLimited or ModelFault.Unavailable or ModelFault.Unreachable or ModelFault.Paused;

    public override IReadOnlyDictionary<string, object?> Details =>
        RetryAt is null ? base.Details : new Dictionary<string, object?> { ["retryAt"] = RetryAt };
}
