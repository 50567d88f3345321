using System.Text.Json.Serialization.Metadata;
using Broadcaster.Web.Api.Common;
using Microsoft.AspNetCore.OpenApi;

namespace Broadcaster.Web.Api.OpenApi;

/// <summary>The names of the document's schemas: what the API calls a thing, without the suffix that the code gives it.</summary>
internal static class SchemaNames
{
    private const string Suffix = "Resource";

    public static string? Of(JsonTypeInfo type)
    {
        var clr = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        if (clr.IsGenericType && clr.GetGenericTypeDefinition() == typeof(PageResource<>))
        {
            return $"{Short(clr.GetGenericArguments()[0].Name)}Page";
        }

        return OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } name ? Short(name) : null;
    }

    private static string Short(string name) => name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Suffix.Length ? name[..^Suffix.Length] : name;
}
