using Broadcaster.Core.Authoring.Content.Import;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Broadcaster.Web.Api.Content;

/// <summary>/content/import: many pieces at once.</summary>
internal static class ImportEndpoints
{
    private const string Csv = "text/csv";
    private static readonly string[] JsonLines = ["application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines", "application/json-lines", "application/json", "text/plain"];

    public static void MapImport(this RouteGroupBuilder content) =>
        content.MapPost("/import", Import).WithName("ImportContent")
            .WithSummary("Makes drafts of the rows of a CSV file (text/csv) or of JSON lines (application/x-ndjson), each accepted or refused by itself; row 1 is the first row of data")
            .WithMetadata(new RequestSizeLimitAttribute(ApiLimits.LargeBody))
            .Accepts<string>(Csv, JsonLines)
            .GoingOn();

    private static async Task<Results<Ok<ImportResource>, Refusal>> Import(HttpContext context, ImportContent importContent, CurrentCaller caller, CancellationToken ct)
    {
        if (context.Request.ContentLength > ImportLimits.Bytes)
        {
            return new Refusal(new ImportTooLarge());
        }

        return (await importContent.ExecuteAsync(caller.Value, FormatOf(context.Request.ContentType), context.Request.Body, ct)).ToOk(ImportResource.Of);
    }

    private static ImportFormat FormatOf(string? contentType)
    {
        var type = MediaTypeHeaderValue.TryParse(contentType, out var parsed) ? parsed.MediaType.Value?.ToLowerInvariant() : null;
        return type == Csv ? ImportFormat.Csv
            : JsonLines.Contains(type, StringComparer.Ordinal) ? ImportFormat.JsonLines
            : throw Common.BadRequest.Of("Content-Type", "Send text/csv, or application/x-ndjson for JSON lines.", "import.unknown_format");
    }
}
