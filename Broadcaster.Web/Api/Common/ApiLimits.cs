using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Broadcaster.Web.Api.Common;

/// <summary>How much one client may ask: body sizes and requests a minute.</summary>
public static class ApiLimits
{
    public const string Policy = "api";

    public const long Body = 1024 * 1024;

    /// <summary>For imports.</summary>
    public const long LargeBody = 32 * 1024 * 1024;

    public static void Add(RateLimiterOptions limits)
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        limits.AddPolicy(Policy, context =>
        {
            var perMinute = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.RequestsPerMinute;
            return perMinute == 0
                ? RateLimitPartition.GetNoLimiter("")
                : RateLimitPartition.GetTokenBucketLimiter(ClientOf(context), _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = perMinute,
                    TokensPerPeriod = Math.Max(1, perMinute / 60),
                    ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60 / perMinute)),
                    QueueLimit = 0,
                });
        });
    }

    private static string ClientOf(HttpContext context)
    {
        // The token's hash: a partition's key stays in memory for a while.
        string? authorization = context.Request.Headers.Authorization;
        return !string.IsNullOrEmpty(authorization)
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(authorization)))
            : context.User.Identity?.Name ?? context.Connection.RemoteIpAddress?.ToString() ?? "";
    }
}
