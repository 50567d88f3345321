using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Foundation.Auditing;

/// <summary>Who did what to what, and that nobody changed the record of it.</summary>
public static class AuditServices
{
    public static IServiceCollection AddAuditing(this IServiceCollection services) =>
        services.AddScoped<AuditQueries>().AddScoped<AuditSubjects>().AddScoped<VerifyAuditTrail>();
}
