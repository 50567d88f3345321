using System.Text.Json.Nodes;
using Broadcaster.Web.Api.Common;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Broadcaster.Web.Api.OpenApi;

/// <summary>Says of our own converters what the generator cannot see.</summary>
internal static class SchemaConventions
{
    public static Task ApplyAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset) || type == typeof(UtcTime))
        {
            schema.Type = type == context.JsonTypeInfo.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = "date-time";
            schema.Properties?.Clear();
        }
        else if (type == typeof(JsonObject))
        {
            schema.Type = JsonSchemaType.Object;
        }

        return Task.CompletedTask;
    }
}
