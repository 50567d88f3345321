namespace Broadcaster.Web.Api.Common;

/// <summary>
/// Input that cannot be taken, found while binding a request: becomes a 400, or the status given, with the messages by field. For the edge only;
/// use cases return errors.
/// </summary>
public sealed class BadRequest(string code, IReadOnlyDictionary<string, string[]> errors, int status = StatusCodes.Status400BadRequest)
    : Exception(errors.Values.FirstOrDefault()?.FirstOrDefault() ?? "The request cannot be read.")
{
    public string Code => code;

    public int Status => status;

    public IReadOnlyDictionary<string, string[]> Errors => errors;

    public static BadRequest Of(string field, string message, string code = "request.invalid", int status = StatusCodes.Status400BadRequest) =>
        new(code, new Dictionary<string, string[]> { [field] = [message] }, status);
}
