using System.Text.RegularExpressions;

namespace Broadcaster.Tests.Architecture;

/// <summary>Who may know whom: Web → Core, and inside Core the arrows of docs/architecture.md.</summary>
public sealed class LayerTests
{
    private static readonly string[] _whatConnectorsMaySee = ["Publishing.Contracts", "Authoring.Media", "Foundation.Common", "Publishing.Connectors"];

    [Fact]
    public void Core_AnyFile_KnowsNoPage() => Rule.Holds(
        "Core has no Blazor and no Radzen: it must run without a dashboard.",
        Repository.CodeIn("Broadcaster.Core").Where(line => line.Mentions(@"\bRadzen\b|Microsoft\.AspNetCore\.Components|Microsoft\.JSInterop")));

    [Fact]
    public void Core_AnyFile_KnowsNoEndpoint() => Rule.Holds(
        "Core has no endpoint: what a request is called and how it is answered is Web's.",
        Repository.CodeIn("Broadcaster.Core").Where(line => line.Mentions(@"Microsoft\.AspNetCore\.(Builder|Routing|Mvc)|\bIEndpointRouteBuilder\b|\bHttpContext\b|\bMap(Get|Post|Put|Patch|Delete)\(")));

    [Fact]
    public void Quartz_OutsideJobsAndScheduling_IsUnknown() => Rule.Holds(
        "Quartz decides when to look, in *Job.cs and Scheduling/ only; everything else is a use case that runs without it.",
        Repository.CodeIn("Broadcaster.Core").Concat(Repository.CodeIn("Broadcaster.Web"))
            .Where(line => line.Mentions(@"\bQuartz\b"))
            .Where(line => !line.IsIn("Broadcaster.Core/Foundation/Scheduling") && !line.FileName.EndsWith("Job.cs", StringComparison.Ordinal)));

    [Fact]
    public void Connectors_AnyFile_SeeOnlyContractsMediaAndCommon() => Rule.Holds(
        $"A connector sees only {string.Join(", ", _whatConnectorsMaySee)}: it can then be added, and read, alone.",
        from line in Repository.CodeIn("Broadcaster.Core/Publishing/Connectors")
        from Match match in Regex.Matches(line.Text, @"\bBroadcaster\.Core\.([\w.]+)")
        where !_whatConnectorsMaySee.Any(allowed => $"{match.Groups[1].Value}.".StartsWith(allowed + ".", StringComparison.Ordinal))
        select line);

    [Fact]
    public void Connectors_OfOnePlatform_DoNotSeeAnother() => Rule.Holds(
        "A connector's folder knows no other connector's folder.",
        from line in Repository.CodeIn("Broadcaster.Core/Publishing/Connectors")
        where line.File.Split('/').Length > 4
        from Match match in Regex.Matches(line.Text, @"\bBroadcaster\.Core\.Publishing\.Connectors\.(\w+)")
        let other = match.Groups[1].Value
        where Directory.Exists(Path.Combine(Repository.Root, "Broadcaster.Core/Publishing/Connectors", other)) && !line.IsIn($"Broadcaster.Core/Publishing/Connectors/{other}")
        where IsPlatform(other)
        select line);

    [Fact]
    public void Web_PagesAndEndpoints_OpenNoDatabase() => Rule.Holds(
        "Pages and endpoints call use cases; only Startup/ knows that there is a database.",
        Repository.CodeIn("Broadcaster.Web")
            .Where(line => !line.IsIn("Broadcaster.Web/Startup"))
            .Where(line => line.Mentions(@"DbContext|Microsoft\.EntityFrameworkCore|\bDatabase [a-z]\w*[,)]|@inject Database\b")));

    // A folder below Connectors/ that holds a *Connector.cs is a platform; the others are what platforms share.
    private static bool IsPlatform(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "Broadcaster.Core/Publishing/Connectors", folder), "*Connector.cs").Any();
}
