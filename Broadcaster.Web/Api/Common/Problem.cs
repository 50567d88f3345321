using System.Diagnostics;
using Broadcaster.Core.Foundation.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Broadcaster.Web.Api.Common;

/// <summary>Makes the problem documents (RFC 9457) of the API: every answer of 400 and above has one.</summary>
public static class Problem
{
    public const string ContentType = "application/problem+json";

    public static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Malformed => StatusCodes.Status400BadRequest,
        ErrorKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Stale => StatusCodes.Status412PreconditionFailed,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
    };

    public static ProblemDetails Of(HttpContext context, Error error)
    {
        var problem = Of(context, StatusOf(error.Kind), error.Code, error.Message);
        if (error.Fields.Count > 0)
        {
            problem.Extensions["errors"] = error.Fields;
        }

        foreach (var (name, value) in error.Details)
        {
            problem.Extensions[name] = value;
        }

        return problem;
    }

    public static ProblemDetails Of(HttpContext context, int status, string code, string detail) => new()
    {
        Type = $"urn:broadcaster:problem:{code}",
        Title = ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Error",
        Status = status,
        Detail = detail,
        Extensions =
        {
            ["code"] = code,
            ["traceId"] = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier,
        },
    };

    public static Task WriteAsync(HttpContext context, ProblemDetails problem)
    {
        context.Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(problem, ApiJson.Options, ContentType, context.RequestAborted);
    }
}
