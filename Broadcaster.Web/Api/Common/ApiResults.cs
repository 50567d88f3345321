using Broadcaster.Core.Foundation.Common;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Common;

/// <summary>Turns what a use case answered into what the client gets.</summary>
public static class ApiResults
{
    public static Results<Ok<TResource>, Refusal> ToOk<T, TResource>(this Result<T> result, Func<T, TResource> resource) =>
        result.Ok ? TypedResults.Ok(resource(result.Value)) : new Refusal(result.Error);

    public static Results<Ok<T>, Refusal> ToOk<T>(this Result<T> result) => result.ToOk(value => value);

    /// <param name="location">The path of the new resource, from its value: <c>/api/v1/content/…</c>.</param>
    public static Results<Created<TResource>, Refusal> ToCreated<T, TResource>(this Result<T> result, Func<T, TResource> resource, Func<TResource, string> location)
    {
        if (!result.Ok)
        {
            return new Refusal(result.Error);
        }

        var made = resource(result.Value);
        return TypedResults.Created(location(made), made);
    }

    public static Results<Accepted<TResource>, Refusal> ToAccepted<T, TResource>(this Result<T> result, Func<T, TResource> resource, Func<TResource, string>? location = null)
    {
        if (!result.Ok)
        {
            return new Refusal(result.Error);
        }

        var value = resource(result.Value);
        return TypedResults.Accepted(location?.Invoke(value), value);
    }

    public static Results<NoContent, Refusal> ToNoContent(this Result result) =>
        result.Ok ? TypedResults.NoContent() : new Refusal(result.Error);

    /// <summary>For a use case whose value the answer does not carry.</summary>
    public static Results<NoContent, Refusal> ToNoContent<T>(this Result<T> result) =>
        result.Ok ? TypedResults.NoContent() : new Refusal(result.Error);

    /// <summary>For a query that finds one thing or nothing: null is a 404.</summary>
    /// <param name="what">The noun of the 404: content, job, channel.</param>
    public static Results<Ok<TResource>, Refusal> ToOkOrNotFound<T, TResource>(this T? found, string what, Func<T, TResource> resource)
        where T : class =>
        found is null ? new Refusal(new Broadcaster.Core.Foundation.Common.NotFound(what)) : TypedResults.Ok(resource(found));

    public static Ok<PageResource<TResource>> ToOk<T, TResource>(this Page<T> page, Func<T, TResource> resource) =>
        TypedResults.Ok(PageResource.Of(page, resource));
}
