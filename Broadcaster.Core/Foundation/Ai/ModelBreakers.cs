using System.Collections.Concurrent;
using Polly;
using Polly.CircuitBreaker;

namespace Broadcaster.Core.Foundation.Ai;

/// <summary>A circuit breaker for each server: one that fails several times in a row is left alone for a while.</summary>
public sealed class ModelBreakers(TimeProvider clock)
{
    /// <summary>How long it is left alone.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, ResiliencePipeline> pipelines = new(StringComparer.OrdinalIgnoreCase);

    internal ResiliencePipeline Of(ModelChoice choice) => pipelines.GetOrAdd($"{choice.Address} {choice.Model}", _ => new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 0.8,
            MinimumThroughput = 5,
            SamplingDuration = TimeSpan.FromMinutes(2),
            BreakDuration = Pause,
            ShouldHandle = new PredicateBuilder().Handle<ModelDownException>(),
        })
        .Build());
}

/// <summary>A failure of the server itself, as the breaker counts it.</summary>
internal sealed class ModelDownException(ModelRefused refused, Exception cause) : Exception(refused.Message, cause)
{
    public ModelRefused Refused => refused;
}
