using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Broadcaster.Core;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Web.Api;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Broadcaster.Tests.Support;

/// <summary>
/// The API and nothing else of the program, over the database of a <see cref="TestApp"/>. Its callers are the members of
/// that: no token is checked, so that a test of the conventions does not depend on how people sign in.
/// </summary>
public sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication program;

    private readonly bool ownsCore;

    private ApiHost(TestApp core, WebApplication web, bool ownsCore) => (Core, program, this.ownsCore) = (core, web, ownsCore);

    public TestApp Core { get; }

    public IServiceProvider Services => program.Services;

    /// <summary>Where it listens; only with a real server.</summary>
    public Uri Address => new(program.Urls.First());

    /// <param name="routes">More endpoints, under /api/v1 and with its conventions.</param>
    /// <param name="realServer">Kestrel on a loopback port instead of the server without a socket.</param>
    /// <param name="over">The database of another host: the program after its restart. Not disposed with this one.</param>
    public static async Task<ApiHost> StartAsync(
        Action<RouteGroupBuilder>? routes = null,
        Dictionary<string, string?>? configuration = null,
        bool realServer = false,
        Action<IServiceCollection>? services = null,
        DatabaseProvider provider = DatabaseProvider.Sqlite,
        TestApp? over = null)
    {
        var core = over ?? await TestApp.StartAsync(provider, TimeProvider.System);
        var database = core.Get<Microsoft.Extensions.Configuration.IConfiguration>();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.Sources.Clear();
        Microsoft.Extensions.Configuration.MemoryConfigurationBuilderExtensions.AddInMemoryCollection(
            builder.Configuration,
            new Dictionary<string, string?>(configuration ?? [])
            {
                ["Storage:Root"] = core.Folder.FullPath,
                ["Database:Provider"] = database["Database:Provider"],
                ["Database:ConnectionString"] = database["Database:ConnectionString"],
            });
        builder.Logging.ClearProviders();
        if (realServer)
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
        }
        else
        {
            builder.WebHost.UseTestServer();
        }

        builder.Services.AddBroadcasterCore();
        builder.Services.AddSingleton<TestConnector>();
        builder.Services.AddSingleton<IConnector>(sp => sp.GetRequiredService<TestConnector>());
        RemoveHostedServicesOfCore(builder.Services);
        builder.AddApi();
        builder.Services.AddSingleton(core);
        builder.Services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, Authentication>("Test", null);
        services?.Invoke(builder.Services);

        var web = builder.Build();
        web.UseApiProblems();
        web.UseRouting();
        web.UseAuthentication();
        web.UseAuthorization();
        web.UseApiLimits();
        web.MapApi();
        routes?.Invoke(web.MapApiGroup());
        await web.StartAsync();
        return new ApiHost(core, web, over is null);
    }

    /// <summary>A client that asks as the member with this role.</summary>
    public HttpClient ClientAs(Role role = Role.Owner)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", role.ToString());
        return client;
    }

    /// <summary>A client that is signed in by cookie.</summary>
    public HttpClient ClientByCookie(Role role = Role.Owner)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Add("Cookie", $"role={role}");
        return client;
    }

    public HttpClient Anonymous() => program.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>() is TestServer server
        ? server.CreateClient()
        : new HttpClient { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        await program.StopAsync();
        await program.DisposeAsync();
        if (ownsCore)
        {
            await Core.DisposeAsync();
        }
    }

    // No engine: nothing moves unless the test moves it.
    private static void RemoveHostedServicesOfCore(IServiceCollection services)
    {
        foreach (var hosted in services.Where(s => s.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService)).ToList())
        {
            services.Remove(hosted);
        }
    }

    private sealed class Authentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, TestApp core)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var authorization = Request.Headers.Authorization.ToString();
            var name = authorization.StartsWith("Bearer ", StringComparison.Ordinal) ? authorization["Bearer ".Length..]
                : Request.Query["access_token"].FirstOrDefault() ?? Request.Cookies["role"];
            if (!Enum.TryParse<Role>(name, out var role))
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            CurrentCaller.Set(Context, core.CallerAs(role) with { CorrelationId = CorrelationId.Of(Context), Via = "api" });
            var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, role.ToString())], Scheme.Name);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
        }
    }
}
