using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace Broadcaster.Web.Api.Common;

/// <summary>
/// The one place where an exception, or a bare status code (401, 403, 404, 405, 415, 429), under the API becomes a problem
/// document. Never a stack trace.
/// </summary>
internal sealed class ApiProblems(RequestDelegate next, ILogger<ApiProblems> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // A page that the browser shows for an error is not for API clients.
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        try
        {
            await next(context);
            await ExplainStatusAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody reads an answer.
        }
        catch (Exception problem) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            CorrelationId.Echo(context);
            await ExplainAsync(context, problem);
        }
    }

    private Task ExplainAsync(HttpContext context, Exception problem)
    {
        switch (problem)
        {
            case BadRequest bad:
                return WriteAsync(context, bad);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return WriteAsync(context, StatusCodes.Status413PayloadTooLarge);
            case BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType }:
                return WriteAsync(context, StatusCodes.Status415UnsupportedMediaType);
            case BadHttpRequestException http:
                return JsonProblems.Explain(http) is { } explained
                    ? WriteAsync(context, explained)
                    : Problem.WriteAsync(context, Problem.Of(context, http.StatusCode, "request.malformed", "The request cannot be read."));
            case JsonException json:
                return WriteAsync(context, JsonProblems.Explain(json));
            case InvalidDataException data:
                // Forms and multipart bodies beyond their limits, or cut off.
                return Problem.WriteAsync(context, Problem.Of(context, StatusCodes.Status400BadRequest, "request.malformed", data.Message));
            default:
                var document = Problem.Of(context, StatusCodes.Status500InternalServerError, "internal", "The server failed on this request. It is in the server's log under this traceId.");
                ApiLog.Failed(log, context.Request.Method, context.Request.Path, problem);
                return Problem.WriteAsync(context, document);
        }
    }

    private static Task WriteAsync(HttpContext context, BadRequest bad)
    {
        var document = Problem.Of(context, bad.Status, bad.Code, bad.Message);
        document.Extensions["errors"] = bad.Errors;
        return Problem.WriteAsync(context, document);
    }

    private static Task ExplainStatusAsync(HttpContext context)
    {
        var response = context.Response;
        var bare = !response.HasStarted && response.StatusCode >= 400 && response.ContentLength is null && string.IsNullOrEmpty(response.ContentType);
        return bare ? WriteAsync(context, response.StatusCode) : Task.CompletedTask;
    }

    private static Task WriteAsync(HttpContext context, int status)
    {
        var (code, detail) = status switch
        {
            StatusCodes.Status401Unauthorized => ("auth.required", "Send a token: Authorization: Bearer brc_…. A token that was sent is unknown, expired or revoked."),
            StatusCodes.Status403Forbidden => ("permission.denied", "Your role may not do this."),
            StatusCodes.Status404NotFound => ("route.not_found", $"There is nothing at {context.Request.Path}."),
            StatusCodes.Status405MethodNotAllowed => ("method.not_allowed", $"{context.Request.Method} is not allowed here. Allowed: {context.Response.Headers.Allow}."),
            StatusCodes.Status413PayloadTooLarge => ("request.too_large", "The body is larger than this endpoint takes."),
            StatusCodes.Status415UnsupportedMediaType => ("request.media_type", $"'{context.Request.ContentType}' is not taken here. Send application/json."),
            StatusCodes.Status429TooManyRequests => ("rate_limited", "Too many requests with this token. Retry-After says when to go on."),
            _ => ("request.failed", "The request was refused."),
        };
        return Problem.WriteAsync(context, Problem.Of(context, status, code, detail));
    }
}
