using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Broadcaster.Web.Api.Common;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Broadcaster.Web.Api.OpenApi;

/// <summary>What holds for every operation: its problems, and the headers that the conventions give it.</summary>
internal static class OperationConventions
{
    public static Task ApplyAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var method = context.Description.HttpMethod ?? "GET";
        operation.Responses ??= [];
        foreach (var status in ProblemsOf(operation, method))
        {
            operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponseReference("Problem", context.Document));
        }

        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Query && p.Name is not null))
        {
            // Filters are records: their members' names are the code's.
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        }

        NameFormFields(operation, context);
        if (method == HttpMethods.Post)
        {
            operation.Parameters.Add(Header(IdempotencyKey.Header, "The same key and body within 24 hours gives the first answer again."));
        }

        var handler = context.Description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().FirstOrDefault();
        if (handler?.GetParameters().Any(p => p.ParameterType == typeof(IfMatch)) == true)
        {
            operation.Parameters.Add(Header("If-Match", "The ETag of the version that the change was made from; a stale one is a 412."));
        }

        return Task.CompletedTask;
    }

    // A text beside a file stands in the form's schema without its name where the compiler made the endpoint.
    private static void NameFormFields(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (operation.RequestBody?.Content?.TryGetValue("multipart/form-data", out var form) != true || form?.Schema?.AllOf is not { } parts)
        {
            return;
        }

        var names = new Queue<string>(context.Description.ParameterDescriptions.Where(p => p.Type == typeof(string) && (p.Source == BindingSource.Form || p.Source == BindingSource.FormFile)).Select(p => p.Name));
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i] is OpenApiSchema { Properties: null or { Count: 0 } } text && names.TryDequeue(out var name))
            {
                parts[i] = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { [name] = text } };
            }
        }
    }

    private static IEnumerable<int> ProblemsOf(OpenApiOperation operation, string method)
    {
        yield return StatusCodes.Status400BadRequest;
        yield return StatusCodes.Status401Unauthorized;
        yield return StatusCodes.Status403Forbidden;
        if (operation.Parameters?.Any(p => p.In == ParameterLocation.Path) == true)
        {
            yield return StatusCodes.Status404NotFound;
        }

        if (method != HttpMethods.Get)
        {
            yield return StatusCodes.Status409Conflict;
            yield return StatusCodes.Status422UnprocessableEntity;
        }

        if (method == HttpMethods.Put)
        {
            yield return StatusCodes.Status412PreconditionFailed;
        }

        if (operation.RequestBody is not null)
        {
            yield return StatusCodes.Status413PayloadTooLarge;
            yield return StatusCodes.Status415UnsupportedMediaType;
        }

        yield return StatusCodes.Status429TooManyRequests;
        yield return StatusCodes.Status500InternalServerError;
    }

    private static OpenApiParameter Header(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
