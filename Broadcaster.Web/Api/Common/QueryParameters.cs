using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Broadcaster.Web.Api.Common;

/// <summary>
/// Refuses a query that an operation would read otherwise than it was meant, or not at all: a misspelt filter would give
/// everything. What an operation takes is what its description says, from which the OpenAPI document is made too. Names are
/// taken whatever their case, as members of a body are.
/// </summary>
internal sealed class QueryParameters(RequestDelegate next, IApiDescriptionGroupCollectionProvider descriptions)
{
    // Made at the first query: all routes are there by then.
    private readonly Lazy<Dictionary<(string Method, string Pattern), HashSet<string>>> declared = new(() => DeclaredBy(descriptions));

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Query.Count > 0 && context.GetEndpoint() is RouteEndpoint endpoint && Refuse(context.Request.Query, TakenBy(endpoint)) is { } refused)
        {
            throw refused;
        }

        return next(context);
    }

    private static BadRequest? Refuse(IQueryCollection query, HashSet<string> taken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (name, values) in query)
        {
            if (!taken.TryGetValue(name, out var declared))
            {
                errors[name] = [taken.Count == 0
                    ? "This operation takes no query parameters."
                    : $"This operation has no parameter \"{name}\". It takes: {string.Join(", ", taken.Order(StringComparer.Ordinal))}."];
            }
            else if (values.Count > 1)
            {
                errors[declared] = ["Give it once; where several values are taken, separate them with commas."];
            }
            else if (string.IsNullOrWhiteSpace(values.ToString()))
            {
                errors[declared] = ["It is empty. Give it a value, or leave it out."];
            }
        }

        return errors.Count == 0 ? null : new BadRequest("request.invalid", errors);
    }

    private HashSet<string> TakenBy(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        return methods.Count > 0 && declared.Value.TryGetValue((methods[0], PatternOf(endpoint.RoutePattern.RawText)), out var names) ? names : [];
    }

    private static Dictionary<(string Method, string Pattern), HashSet<string>> DeclaredBy(IApiDescriptionGroupCollectionProvider descriptions) =>
        descriptions.ApiDescriptionGroups.Items
            .SelectMany(group => group.Items)
            .GroupBy(d => (d.HttpMethod ?? "", PatternOf(d.RelativePath)))
            .ToDictionary(
                operation => operation.Key,
                operation => operation
                    .SelectMany(d => d.ParameterDescriptions)
                    .Where(p => p.Source == BindingSource.Query)
                    .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))
                    .ToHashSet(StringComparer.OrdinalIgnoreCase));

    private static string PatternOf(string? path) => (path ?? "").Trim('/');
}
