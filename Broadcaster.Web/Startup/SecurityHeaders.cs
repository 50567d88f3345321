using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Broadcaster.Web.Startup;

/// <summary>What every answer tells the browser to refuse, and which proxies are believed.</summary>
internal static class SecurityHeaders
{
    // Blazor and Radzen set styles on elements; scripts come from our own files only. The circuit's socket is 'self'.
    // Pictures of a piece may lie anywhere on the web.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https: http:; font-src 'self' data:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Section <c>Network:TrustedProxies</c>: addresses or ranges whose X-Forwarded-* headers count; none by default.</summary>
    public static void AddProxies(this WebApplicationBuilder builder)
    {
        var trusted = builder.Configuration.GetSection("Network:TrustedProxies").Get<string[]>() ?? [];
        builder.Services.AddOptions<ForwardedHeadersOptions>().ValidateOnStart().Configure(o =>
        {
            o.ForwardedHeaders = trusted.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            o.KnownProxies.Clear();
            o.KnownIPNetworks.Clear();
            foreach (var proxy in trusted)
            {
                if (IPAddress.TryParse(proxy, out var address))
                {
                    o.KnownProxies.Add(address);
                }
                else if (System.Net.IPNetwork.TryParse(proxy, out var range))
                {
                    o.KnownIPNetworks.Add(range);
                }
                else
                {
                    throw new OptionsValidationException("Network:TrustedProxies", typeof(ForwardedHeadersOptions), [$"Network:TrustedProxies: '{proxy}' is no address and no range. Use e.g. 10.0.0.5 or 10.0.0.0/8."]);
                }
            }
        });
        builder.Services.AddHsts(o => o.MaxAge = TimeSpan.FromDays(365));
    }

    public static void UseSecurityHeaders(this WebApplication app)
    {
        app.UseForwardedHeaders();

        // Says so over https only, and never for localhost.
        app.UseHsts();
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;

                // Replaces the one that Blazor adds by itself; an endpoint may have set a stricter one for what it serves.
                if (headers.ContentSecurityPolicy.Count == 0 || headers.ContentSecurityPolicy == "frame-ancestors 'self'")
                {
                    headers.ContentSecurityPolicy = Policy;
                }

                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                return Task.CompletedTask;
            });
            return next(context);
        });
    }
}
