using System.Diagnostics;
using System.Net;
using AngleSharp.Html.Parser;
using Broadcaster.Tests.Architecture;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.EndToEnd;

/// <summary>`dotnet publish` as docs/operations.md names it, on a machine that has built nothing and downloaded no package.</summary>
public sealed class PublishTests : IDisposable
{
    // It compiles everything. A loaded machine is slow, not wrong: the limit only ends what would never come.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Publish_FromNothing_MakesAProgramThatStartsOnAnEmptyFolder()
    {
        // Compiling ahead of time would take longer than the rest of it; the test below sees to what it needs.
        await DotnetAsync("publish", "-o", folder.Combine("program"), "-p:PublishReadyToRun=false", "-p:RunAnalyzers=false", "-p:BrotliCompressionLevel=Fastest");

        var data = Directory.CreateDirectory(folder.Combine("data")).FullName;
        await using var program = await BroadcasterProcess.StartAsync(data, program: folder.Combine("program", "Broadcaster.Web.dll"));
        using var client = new HttpClient { BaseAddress = program.Address };
        await Eventually.TrueAsync(async () => await StatusAsync(client, "/healthz/ready") == HttpStatusCode.OK, () => $"Not ready:\n{program.Log}");
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/signin"));
        var files = page.QuerySelectorAll("script[src], link[href]").Select(e => "/" + (e.GetAttribute("src") ?? e.GetAttribute("href"))).ToList();
        Assert.Contains(files, file => file.StartsWith("/_framework/blazor.web.", StringComparison.Ordinal));
        Assert.All(await Task.WhenAll(files.Select(async file => (file, Status: await StatusAsync(client, file)))), answer => Assert.Equal((answer.file, HttpStatusCode.OK), answer));
        // .NET 10's script, whose event it is.
        Assert.Contains("components-reconnect-state-changed", await client.GetStringAsync("/_framework/blazor.web.js"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_AheadOfTimeFromNothing_FindsWhatItNeeds()
    {
        // What of a publish asks for the runtime's packages and the compiler's.
        await DotnetAsync("build", "-p:_IsPublishing=true", "-t:ResolveFrameworkReferences;ResolveRuntimePackAssets;ResolveReadyToRunCompilers");
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        return answer.StatusCode;
    }

    // Everything that it writes is in the test's folder: neither the build under test nor another one is in its way.
    private async Task DotnetAsync(string command, params string[] arguments)
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var start = new ProcessStartInfo("dotnet",
        [
            command, Path.Combine(Repository.Root, "Broadcaster.Web"), "-c", "Release", "--nologo", "-v", "q",
            "--artifacts-path", folder.Combine("build"),
            // Whoever outlives the command would hold its output open.
            "--disable-build-servers",
            // What this machine has downloaded for the build under test need not be downloaded again.
            $"-p:RestoreAdditionalProjectSources={packages}",
            .. arguments,
        ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NUGET_PACKAGES"] = folder.Combine("packages"), ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        };
        // `dotnet test` says by these where its own build engine is.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var dotnet = Process.Start(start)!;
        try
        {
            var said = await Task.WhenAll(dotnet.StandardOutput.ReadToEndAsync(), dotnet.StandardError.ReadToEndAsync()).WaitAsync(Longest, TimeProvider.System);
            await dotnet.WaitForExitAsync();
            Assert.True(dotnet.ExitCode == 0, string.Concat(said));
        }
        finally
        {
            dotnet.Kill(entireProcessTree: true);
        }
    }
}
