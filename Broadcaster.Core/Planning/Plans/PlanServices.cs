using Broadcaster.Core.Planning.Batches;
using Broadcaster.Core.Planning.Plans.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>Planning: from an idea to a draft.</summary>
public static class PlanServices
{
    /// <summary>What people do with plans; nothing runs in the background by this but what somebody waits for.</summary>
    public static IServiceCollection AddPlans(this IServiceCollection services)
    {
        services.AddOptions<PlanningOptions>().BindConfiguration("Planning").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<PlanSignal>()
            .AddSingleton<RunningPlans>()
            .AddSingleton<PlanTexts>()
            .AddSingleton<PlanQueue>()
            .AddSingleton<ResearchStage>()
            .AddSingleton<GenerateStage>()
            .AddSingleton<RefineStage>()
            .AddSingleton<VariantStage>()
            .AddSingleton<PlanRunner>()
            .AddSingleton(sp => new PlanServer(
                sp.GetRequiredService<PlanQueue>(), sp.GetRequiredService<PlanRunner>(), sp.GetRequiredService<RunningPlans>(), sp.GetRequiredService<PlanSignal>(), sp.GetRequiredService<ILogger<PlanServer>>()))
            .AddHostedService(sp => sp.GetRequiredService<PlanServer>())
            .AddSingleton<PlanStore>()
            .AddSingleton<PlanQueries>()
            .AddSingleton<CreatePlan>()
            .AddSingleton<UpdatePlan>()
            .AddSingleton<DeletePlan>()
            .AddSingleton<ProcessPlan>()
            .AddSingleton<CancelPlan>()
            .AddSingleton<ArchivePlan>()
            .AddSingleton<WaitForPlan>()
            .AddSingleton<PreviewPrompt>()
            .AddSingleton<IBatchSourceReader, MarkdownSource>()
            .AddSingleton<IBatchSourceReader, UrlSource>()
            .AddSingleton<PlanBatch>()
            .AddScoped<ApprovePlan>();
    }

    /// <summary>The engine itself: works on plans as long as the host runs, apart from publishing.</summary>
    public static IServiceCollection AddPlanEngine(this IServiceCollection services) => services.AddHostedService<PlanEngine>();
}
