using Broadcaster.Core.Authoring.Content.Lists;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Publishing.Navigation;

/// <summary>What the frame around every page shows.</summary>
public static class NavigationServices
{
    public static IServiceCollection AddNavigation(this IServiceCollection services) =>
        services.AddSingleton<WorkspacePulse>().AddSingleton<ContentByTitle>().AddSingleton<WaitingForMe>().AddSingleton<Authors>();
}
