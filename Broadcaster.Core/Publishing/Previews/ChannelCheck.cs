using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Previews;

/// <summary>Whether a channel would take the piece.</summary>
/// <param name="ChannelName">Null for a channel that is not there.</param>
/// <param name="Problems">Errors first.</param>
/// <param name="Length">Of the text as the channel would get it, in <paramref name="Unit"/>; null where it cannot be rendered.</param>
/// <param name="Limit">Null: the channel has none.</param>
public sealed record ChannelCheck(
    Guid ChannelId, string? ChannelName, string? Connector, IReadOnlyList<ContentProblem> Problems, int? Length = null, int? Limit = null, BodyUnit Unit = BodyUnit.Characters)
{
    /// <summary>Warnings do not keep a piece from going out.</summary>
    public bool Valid => !Problems.Any(p => p.Severity == ProblemSeverity.Error);
}
