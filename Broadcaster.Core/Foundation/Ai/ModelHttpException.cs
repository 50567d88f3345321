using System.Net;

namespace Broadcaster.Core.Foundation.Ai;

/// <summary>A provider's answer that is an error, or no connection: carries it through the package to where it is judged.</summary>
internal sealed class ModelHttpException(HttpStatusCode? status, string body, DateTimeOffset? retryAt, Exception? cause = null)
    : Exception(status is null ? "The model's server cannot be reached." : $"The model's server answered {(int)status}.", cause)
{
    /// <summary>Null: there was no connection, and nothing was sent.</summary>
    public HttpStatusCode? Status => status;

    public string Body => body;

    public DateTimeOffset? RetryAt => retryAt;
}
