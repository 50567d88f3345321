namespace Broadcaster.Core.Foundation.Common;

/// <summary>Input that is understood and wrong, with the messages by field.</summary>
public sealed record InvalidInput(IReadOnlyDictionary<string, string[]> Errors, string ErrorCode = "validation.failed")
    : Error(ErrorCode, FirstOf(Errors))
{
    public override ErrorKind Kind => ErrorKind.Invalid;

    public override IReadOnlyDictionary<string, string[]> Fields => Errors;

    public static InvalidInput Of(string field, string message, string code = "validation.failed") =>
        new(new Dictionary<string, string[]> { [field] = [message] }, code);

    private static string FirstOf(IReadOnlyDictionary<string, string[]> errors) =>
        errors.Values.FirstOrDefault()?.FirstOrDefault() ?? "Some of the input is not valid.";
}

/// <summary>Not there, or not in this workspace: the two are told apart to nobody.</summary>
public sealed record NotFound(string What) : Error($"{What}.not_found", $"There is no such {What} in this workspace.")
{
    public override ErrorKind Kind => ErrorKind.NotFound;
}

/// <summary>The caller's role does not allow the action.</summary>
public sealed record NotAllowed(string Message) : Error("permission.denied", Message)
{
    public override ErrorKind Kind => ErrorKind.Forbidden;
}

/// <summary>Somebody saved a newer version since the caller read it.</summary>
public sealed record StaleVersion(string What, int CurrentVersion)
    : Error($"{What}.stale", $"Somebody changed this {What} since you opened it. Load it again, compare, and save once more.")
{
    public override ErrorKind Kind => ErrorKind.Stale;

    public override IReadOnlyDictionary<string, object?> Details => new Dictionary<string, object?> { ["version"] = CurrentVersion };
}

/// <summary>A move that the workflow's table does not have.</summary>
public sealed record IllegalMove(string What, string Move, string State, IReadOnlyList<string> Allowed)
    : Error(
        $"{What}.illegal_move",
        Allowed.Count == 0
            ? $"This {What} is {State.Replace('_', ' ')}; nothing can be done with it from here."
            : $"This {What} is {State.Replace('_', ' ')}, and “{Move}” does not go from there. What does: {string.Join(", ", Allowed)}.")
{
    public override IReadOnlyDictionary<string, object?> Details =>
        new Dictionary<string, object?> { ["state"] = State, ["allowed"] = Allowed };
}
