using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Web.Tenancy;

/// <summary>
/// The caller of a request, as an endpoint's parameter. Whoever authenticates the request puts it there with
/// <see cref="Set"/>; an endpoint behind the API's authorization always finds one.
/// </summary>
public sealed class CurrentCaller(Caller value)
{
    public Caller Value => value;

    public static void Set(HttpContext context, Caller caller) => context.Features.Set(new CurrentCaller(caller));

    /// <summary>Null where nobody is signed in, or no workspace was chosen.</summary>
    public static Caller? Find(HttpContext context) => context.Features.Get<CurrentCaller>()?.Value;

    public static ValueTask<CurrentCaller> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<CurrentCaller>()
            ?? throw new InvalidOperationException("No caller was resolved for this request; the endpoint is outside the API's authorization."));
}
