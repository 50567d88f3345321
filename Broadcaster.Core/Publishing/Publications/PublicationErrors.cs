using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Publishing.Publications;

/// <summary>There is nothing there to be changed, taken down or looked at.</summary>
public sealed record PublicationNotOut(string Channel, Certainty Certainty)
    : Error("publication.not_out", Certainty switch
    {
        Certainty.NotOut => $"It is not out on {Channel}.",
        Certainty.MaybeOut => $"Nobody knows yet whether it is out on {Channel}. Say so on its job first.",
        Certainty.PartlyOut => $"Only a part of it is out on {Channel}. Send the rest first.",
        Certainty.Removed => $"It has been taken down from {Channel}.",
        Certainty.Out => $"It is out on {Channel}.",
    })
{
    public override IReadOnlyDictionary<string, object?> Details => new Dictionary<string, object?> { ["state"] = SnakeCase.Of(Certainty), ["allowed"] = Array.Empty<string>() };
}

/// <summary>The platform does not let this be done.</summary>
public sealed record CannotDo(string Code, string Channel, string What)
    : Error(Code, $"{Channel} cannot {What}. Do it on the platform itself.")
{
    public override ErrorKind Kind => ErrorKind.Invalid;
}

/// <summary>Something of the same kind waits or runs already.</summary>
public sealed record CareUnderWay(string Channel, string What)
    : Error("publication.busy", $"{What} on {Channel} is under way already. Wait for it, or cancel it on the Jobs page.");
