using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Publishing.Jobs.Queries;

/// <summary>What people see of publishing.</summary>
public static class QueryServices
{
    public static IServiceCollection AddPublishingQueries(this IServiceCollection services) => services
        .AddScoped<JobQueries>()
        .AddScoped<DeliveryQueries>()
        .AddScoped<JobFigures>()
        .AddScoped<GetJobStatistics>()
        .AddScoped<DashboardQuery>();
}
