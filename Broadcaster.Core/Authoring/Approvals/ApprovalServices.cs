using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Authoring.Approvals;

/// <summary>Review and its decisions.</summary>
public static class ApprovalServices
{
    public static IServiceCollection AddApprovals(this IServiceCollection services) => services
        .AddScoped<ApproveContent>()
        .AddScoped<RejectContent>()
        .AddScoped<ApprovalPolicy>()
        .AddScoped<PendingApprovals>();
}
