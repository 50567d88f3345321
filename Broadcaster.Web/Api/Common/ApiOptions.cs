using System.ComponentModel.DataAnnotations;

namespace Broadcaster.Web.Api.Common;

/// <summary>The API. Section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    /// <summary>Requests a minute for one token or signed-in user; 0: no limit.</summary>
    [Range(0, 10_000_000, ErrorMessage = "Api:RequestsPerMinute is 0 (no limit) to 10,000,000.")]
    public int RequestsPerMinute { get; set; } = 6_000;
}
