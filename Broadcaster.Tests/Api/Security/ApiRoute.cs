using System.Net.Http.Headers;
using System.Text;
using Broadcaster.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Api.Security;

/// <summary>One endpoint of the route table.</summary>
internal sealed record ApiRoute(string Name, string Method, string Pattern, IReadOnlyList<string> Parameters)
{
    /// <summary>Whether it names something of a workspace: a connector belongs to none, and a prompt is named, not numbered.</summary>
    public bool NamesAThing => Parameters.Count > 0 && !Pattern.StartsWith("/api/v1/connectors/", StringComparison.Ordinal) && !Pattern.StartsWith("/api/v1/prompts/", StringComparison.Ordinal);

    public static IReadOnlyList<ApiRoute> AllOf(ApiHost host) =>
    [
        .. from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           let pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/')
           where pattern.StartsWith("/api/v1/", StringComparison.Ordinal)
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
           select new ApiRoute(
               endpoint.Metadata.GetMetadata<EndpointNameMetadata>()?.EndpointName ?? $"{method} {pattern}",
               method,
               pattern,
               [.. endpoint.RoutePattern.Parameters.Select(p => p.Name)]),
    ];

    public HttpRequestMessage Request(ApiCall call, WorkspaceSample sample)
    {
        var path = Pattern;
        foreach (var parameter in Parameters)
        {
            var id = sample.IdFor(Pattern, parameter);
            Assert.True(id is not null, $"{Name}: WorkspaceSample has no id for {{{parameter}}} of {Pattern}");
            path = System.Text.RegularExpressions.Regex.Replace(path, $@"\{{{parameter}(:\w+)?\}}", id);
        }

        var request = new HttpRequestMessage(new HttpMethod(Method), path + Fill(call.Query, sample));
        if (call.MediaType == "multipart/form-data")
        {
            var picture = new ByteArrayContent(Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
            picture.Headers.ContentType = new MediaTypeHeaderValue("image/png");
            request.Content = new MultipartFormDataContent { { picture, "file", "a.png" } };
        }
        else if (call.Body is { } body)
        {
            request.Content = new StringContent(Fill(body, sample), Encoding.UTF8, call.MediaType);
        }

        return request;
    }

    private static string Fill(string text, WorkspaceSample sample) => text
        .Replace("{channel}", sample.Channel.Id.ToString(), StringComparison.Ordinal)
        .Replace("{name}", $"Name {Guid.NewGuid():N}", StringComparison.Ordinal);
}
