using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcaster.Tests.Architecture;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Api.OpenApi;

/// <summary>
/// docs/openapi.json is what the program serves. To renew it: <c>UPDATE_OPENAPI=1 dotnet test Broadcaster.Tests --filter ApiDocument</c>.
/// </summary>
public sealed class ApiDocumentTests : IAsyncLifetime
{
    private static readonly string File = Path.Combine(Repository.Root, "docs", "openapi.json");
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];

    private ApiHost host = null!;
    private JsonObject document = null!;

    public async Task InitializeAsync()
    {
        host = await ApiHost.StartAsync();
        using var client = host.Anonymous();
        document = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!.AsObject();
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Document_CheckedIn_IsTheOneThatIsServed()
    {
        var served = Sorted(document)!.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            await System.IO.File.WriteAllTextAsync(File, served);
        }

        var kept = System.IO.File.Exists(File) ? (await System.IO.File.ReadAllTextAsync(File)).ReplaceLineEndings("\n") : "";

        Assert.True(served == kept, "docs/openapi.json is stale. Renew it with `UPDATE_OPENAPI=1 dotnet test Broadcaster.Tests --filter ApiDocument`, read the difference, and check it in.");
    }

    [Fact]
    public void Operations_EachHasNameSummaryAndProblems()
    {
        var names = new List<string>();
        foreach (var (path, method, operation) in Operations())
        {
            var where = $"{method} {path}";
            Assert.True(operation["operationId"] is not null, $"{where} has no name");
            Assert.True(operation["summary"] is not null, $"{where} has no summary");
            Assert.True(operation["tags"] is JsonArray { Count: > 0 }, $"{where} has no tag");
            Assert.True(operation["responses"]!["401"] is not null, $"{where} does not say what happens without a token");
            names.Add(operation["operationId"]!.GetValue<string>());
        }

        Assert.NotEmpty(names);
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public void Document_NamesNoServerAndHasTheBearerScheme()
    {
        Assert.True(document["servers"] is null or JsonArray { Count: 0 });
        Assert.Equal("bearer", document["components"]!["securitySchemes"]!["token"]!["scheme"]!.GetValue<string>());
        Assert.NotNull(document["components"]!["schemas"]!["Problem"]!["properties"]!["code"]);
    }

    [Fact]
    public async Task Explorer_IsServedWithItsOwnFiles()
    {
        using var client = host.Anonymous();

        var page = await client.GetStringAsync("/api/index.html");

        Assert.Contains("swagger-ui", page, StringComparison.Ordinal);
        Assert.DoesNotContain("//unpkg", page, StringComparison.Ordinal);
        Assert.DoesNotContain("//cdn", page, StringComparison.Ordinal);
    }

    private IEnumerable<(string Path, string Method, JsonObject Operation)> Operations() =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where Methods.Contains(operation.Key)
        select (path.Key, operation.Key, operation.Value!.AsObject());

    // Whatever order the endpoints are mapped in, the file stays the same.
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
