namespace Broadcaster.Web.Api.Common;

/// <summary>
/// Input that cannot be read, found while binding a request: becomes a 400 with the messages by field. For the edge only;
/// use cases return errors.
/// </summary>
public sealed class BadRequest(string code, IReadOnlyDictionary<string, string[]> errors)
    : Exception(errors.Values.FirstOrDefault()?.FirstOrDefault() ?? "The request cannot be read.")
{
    public string Code => code;

    public IReadOnlyDictionary<string, string[]> Errors => errors;

    public static BadRequest Of(string field, string message, string code = "request.invalid") =>
        new(code, new Dictionary<string, string[]> { [field] = [message] });
}
