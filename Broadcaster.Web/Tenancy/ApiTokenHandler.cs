using System.Security.Claims;
using System.Text.Encodings.Web;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Api.Common;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Broadcaster.Web.Tenancy;

/// <summary>Authenticates <c>Authorization: Bearer brc_…</c>, and for the live hub, which a browser cannot give headers, <c>?access_token=</c>.</summary>
internal sealed class ApiTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, TokenDirectory tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "ApiToken";
    private const string Bearer = "Bearer ";

    public static bool IsMeant(HttpRequest request) =>
        !string.IsNullOrEmpty(request.Headers.Authorization) || (request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal) && request.Query.ContainsKey("access_token"));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? header = Request.Headers.Authorization;
        var token = header is null ? Request.Query["access_token"].ToString()
            : header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : "";
        var caller = await tokens.FindAsync(token, Context.RequestAborted);
        if (caller is null)
        {
            return AuthenticateResult.Fail("The token is unknown, expired or revoked.");
        }

        CurrentCaller.Set(Context, caller with { IpAddress = Context.Connection.RemoteIpAddress?.ToString(), CorrelationId = CorrelationId.Of(Context) });
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, caller.UserId!.Value.ToString()), new Claim(ClaimTypes.Name, caller.Name)], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }
}
