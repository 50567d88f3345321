using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>A stage cannot go on. Never leaves the engine.</summary>
internal sealed class PlanStopped(Error error) : Exception(error.Message)
{
    public Error Error => error;
}

/// <summary>The plan is not ours any more: nothing may be written. Never leaves the engine.</summary>
internal sealed class PlanLost : Exception;
