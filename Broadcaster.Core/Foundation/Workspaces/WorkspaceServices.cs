using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>Workspaces, their members, invitations and tokens.</summary>
public static class WorkspaceServices
{
    public static IServiceCollection AddWorkspaces(this IServiceCollection services) =>
        services
            .AddSingleton<TokenDirectory>()
            .AddSingleton<CallerStanding>()
            .AddScoped<FindWorkspace>()
            .AddScoped<WorkspaceQueries>()
            .AddScoped<CreateWorkspace>()
            .AddScoped<MemberQueries>()
            .AddScoped<AddMember>()
            .AddScoped<ChangeRole>()
            .AddScoped<RemoveMember>()
            .AddScoped<FindInvitation>()
            .AddScoped<AcceptInvitation>()
            .AddScoped<WithdrawInvitation>()
            .AddScoped<TokenQueries>()
            .AddScoped<CreateToken>()
            .AddScoped<RevokeToken>();
}
