using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Web.Api.Common;

/// <summary>A use case's error as an answer: its problem document.</summary>
public sealed class Refusal(Error error) : IResult
{
    public Error Error => error;

    public Task ExecuteAsync(HttpContext httpContext) => Problem.WriteAsync(httpContext, Problem.Of(httpContext, error));
}
