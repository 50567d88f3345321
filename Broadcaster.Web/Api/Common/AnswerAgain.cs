using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.Metadata;

namespace Broadcaster.Web.Api.Common;

/// <summary>
/// What a repeated request is answered whose first run committed its work and stopped before it had an answer: what the
/// resource is now. An endpoint whose answer is something else says so with <see cref="WithAnswerAgain"/>, one that is made
/// to be run again with <see cref="GoingOn"/>.
/// </summary>
internal static class AnswerAgain
{
    private const string Id = "/{id:guid}";
    private static readonly string[] OfThePost = ["If-Match", "If-None-Match", "Content-Type", "Content-Length"];

    /// <summary>The answer, or null: the handler runs again.</summary>
    public static RouteHandlerBuilder WithAnswerAgain(this RouteHandlerBuilder route, Func<HttpContext, Caller, KeyedRequest, CancellationToken, Task<IResult?>> answer) =>
        route.WithMetadata(new Own(answer));

    /// <summary>The handler runs again: it does what is not done yet, and nothing twice.</summary>
    public static RouteHandlerBuilder GoingOn(this RouteHandlerBuilder route) => route.WithAnswerAgain((_, _, _, _) => Task.FromResult<IResult?>(null));

    /// <summary>False: nothing was written, the handler is to run.</summary>
    public static async Task<bool> WriteAsync(HttpContext context, KeyedRequest request)
    {
        if (context.GetEndpoint() is not RouteEndpoint post)
        {
            return false;
        }

        if (post.Metadata.GetMetadata<Own>() is { } own)
        {
            if (await own.Answer(context, CurrentCaller.Find(context)!, request, context.RequestAborted) is not { } result)
            {
                return false;
            }

            context.Response.Headers[IdempotencyKey.Replayed] = "true";
            await result.ExecuteAsync(context);
            return true;
        }

        context.Response.Headers[IdempotencyKey.Replayed] = "true";
        await ShowAsync(context, post, request);
        return true;
    }

    private static async Task ShowAsync(HttpContext context, RouteEndpoint post, KeyedRequest request)
    {
        var pattern = "/" + post.RoutePattern.RawText!.Trim('/');
        var resource = pattern.IndexOf('}', StringComparison.Ordinal) is var end and >= 0 ? pattern[..(end + 1)] : pattern + Id;
        var get = context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .FirstOrDefault(e => "/" + e.RoutePattern.RawText!.Trim('/') == resource && e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true);
        var isMade = post.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>().Any(p => p.StatusCode == StatusCodes.Status201Created);
        var made = request.Earlier.FirstOrDefault(w => w.Created) ?? request.Earlier[0];
        if (get?.RequestDelegate is { } show)
        {
            if (isMade)
            {
                context.Request.RouteValues["id"] = made.Id.ToString();
            }

            await ShowAsync(context, get, show);
        }

        var response = context.Response;
        if (get is null || response.StatusCode == StatusCodes.Status404NotFound)
        {
            response.Body.SetLength(0);
            await Problem.WriteAsync(context, Problem.Of(
                context, StatusCodes.Status409Conflict, "idempotency.answer_lost",
                $"The first request with this Idempotency-Key was carried out ({made.Kind} {made.Id}), but the program stopped before its answer, and there is nothing to answer from any more. To have it done again, use a new key."));
        }
        else if (isMade && response.StatusCode == StatusCodes.Status200OK)
        {
            response.StatusCode = StatusCodes.Status201Created;
            response.Headers.Location = resource.Replace("{id:guid}", made.Id.ToString(), StringComparison.Ordinal);
        }
    }

    // As if it had been asked for, with what the request itself is put back afterwards: the log and the problems name it.
    private static async Task ShowAsync(HttpContext context, RouteEndpoint get, RequestDelegate show)
    {
        var request = context.Request;
        var (method, query, endpoint, body) = (request.Method, request.QueryString, context.GetEndpoint(), request.Body);
        foreach (var header in OfThePost)
        {
            request.Headers.Remove(header);
        }

        (request.Method, request.QueryString, request.Body) = (HttpMethods.Get, QueryString.Empty, Stream.Null);
        context.SetEndpoint(get);
        try
        {
            await show(context);
        }
        finally
        {
            (request.Method, request.QueryString, request.Body) = (method, query, body);
            context.SetEndpoint(endpoint);
        }
    }

    private sealed record Own(Func<HttpContext, Caller, KeyedRequest, CancellationToken, Task<IResult?>> Answer);
}
