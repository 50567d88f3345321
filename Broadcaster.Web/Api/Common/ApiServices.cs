using Broadcaster.Web.Api.Live;
using Broadcaster.Web.Api.OpenApi;
using Microsoft.AspNetCore.Http.Json;

namespace Broadcaster.Web.Api.Common;

/// <summary>The API's conventions: JSON, problems, correlation, limits, idempotency.</summary>
public static class ApiServices
{
    public const string BasePath = "/api/v1";

    public static void AddApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ApiOptions>().BindConfiguration("Api").ValidateDataAnnotations().ValidateOnStart();
        services.Configure<JsonOptions>(o => ApiJson.Configure(o.SerializerOptions));
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddAuthorization();
        services.AddAntiforgery();
        services.AddRateLimiter(ApiLimits.Add);
        services.AddSignalR().AddJsonProtocol(o => ApiJson.Configure(o.PayloadSerializerOptions));
        services.AddSingleton<LiveMessages>();
        services.AddSingleton<LiveAccess>();
        services.AddApiDocument();
    }

    /// <summary>Outermost: the correlation id of every request, and problem documents under /api.</summary>
    public static void UseApiProblems(this WebApplication app)
    {
        app.UseMiddleware<CorrelationId>();
        app.UseWhen(IsApi, api => api.UseMiddleware<ApiProblems>());
    }

    /// <summary>Behind authentication and authorization: they know whose limit it is, and whose idempotency key.</summary>
    public static void UseApiLimits(this WebApplication app)
    {
        app.UseRateLimiter();
        app.UseWhen(IsApi, api => api.UseMiddleware<QueryParameters>().UseMiddleware<IdempotencyKey>());
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments(BasePath, StringComparison.OrdinalIgnoreCase);
}
