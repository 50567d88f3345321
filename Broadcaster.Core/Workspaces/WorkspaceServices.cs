using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Workspaces;

/// <summary>Workspaces, their members, invitations and tokens.</summary>
public static class WorkspaceServices
{
    public static IServiceCollection AddWorkspaces(this IServiceCollection services) =>
        services
            .AddSingleton<TokenDirectory>()
            .AddScoped<FindWorkspace>();
}
