using Broadcaster.Web.Api.Common;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Broadcaster.Web.Api.OpenApi;

/// <summary>What stands around the operations: title, how to sign in, the shape of problems.</summary>
internal static class DocumentFrame
{
    public const string Bearer = "token";

    private const string Description =
        """
        Write content, have it approved, schedule it, publish it, and see it go out.

        Send `Authorization: Bearer brc_…`: a token belongs to one workspace and one role. Lists take `page`, `pageSize` and
        `sort`. Every error is a problem document (RFC 9457) with a stable `code`. Send `Idempotency-Key` with a POST that may
        be repeated: the same key and body within 24 hours gives the first answer again.
        """;

    public static Task ApplyAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo { Title = "Broadcaster", Version = "1", Description = Description };

        // The address is whoever's runs it.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API token: brc_…" },
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas["Problem"] = ProblemSchema();
        document.Components.Responses = new Dictionary<string, IOpenApiResponse>
        {
            ["Problem"] = new OpenApiResponse
            {
                Description = "A problem document.",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Problem.ContentType] = new() { Schema = new OpenApiSchemaReference("Problem", document) },
                },
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
        return Task.CompletedTask;
    }

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457. An illegal move also has state and allowed; a stale version has version.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "code", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("A URI that names the kind of problem."),
            ["title"] = Text("The status in words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = Text("What is wrong and what to do."),
            ["code"] = Text("Stable: content.not_approved."),
            ["traceId"] = Text("Finds the request in the server's log."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "The messages by field, for 400 and 422.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
            ["state"] = Text("For an illegal move: where the thing stands."),
            ["allowed"] = new OpenApiSchema { Type = JsonSchemaType.Array, Description = "For an illegal move: the legal ones.", Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            ["version"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "For a stale version: the current one." },
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
