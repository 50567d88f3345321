using System.Globalization;
using Broadcaster.Core.Foundation.Accounts;
using Broadcaster.Core.Foundation.Common;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Shared;

/// <summary>Base of the pages that are plain forms, because they set or end the cookie: they see the request, and answer with its status.</summary>
public abstract class PlainPage : ComponentBase
{
    [CascadingParameter]
    public required HttpContext Http { get; set; }

    /// <summary>Why the form was not taken; each field shows what is wrong with it.</summary>
    protected Error? Refused { get; private set; }

    /// <summary>What stands above the form: what belongs to no field of it.</summary>
    protected string? Problem { get; private set; }

    protected string? Address => Http.Connection.RemoteIpAddress?.ToString();

    /// <param name="words">What stands above the form in place of the error's own sentence.</param>
    protected void Refuse(Error error, string? words = null)
    {
        Refused = error;
        Problem = words ?? (error.Fields.Count == 0 ? error.Message : null);
        Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        if (error is TooManySignIns many)
        {
            Http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(many.Wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }
    }
}
