using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Previews;

/// <summary>Asks the connectors whether their channels would take the piece. Writes nothing and sends nothing.</summary>
public sealed class ValidateContent(ChannelPieces pieces)
{
    /// <param name="channelIds">Empty: the channels that the piece is meant for.</param>
    public async Task<Result<List<ChannelCheck>>> ExecuteAsync(Caller caller, Guid contentId, IReadOnlyList<Guid> channelIds, CancellationToken ct)
    {
        var piece = await pieces.SavedAsync(caller, contentId, ct);
        if (!piece.Ok)
        {
            return piece.Error;
        }

        var asked = channelIds.Count > 0 ? channelIds : piece.Value.ChannelIds;
        return (await CheckAsync(caller, contentId, piece.Value, asked, ct)).ToList();
    }

    /// <summary>For what is typed and not saved: the counters and problems beside the editor.</summary>
    /// <param name="contentId">Of the piece that it is typed into; empty for a new one.</param>
    public async Task<IReadOnlyList<ChannelCheck>> CheckAsync(Caller caller, Guid contentId, ContentSnapshot typed, IReadOnlyList<Guid> channelIds, CancellationToken ct) =>
        [.. (await pieces.ReadAsync(caller, contentId, typed, channelIds, ct)).Select(Check)];

    private static ChannelCheck Check(ChannelPiece piece)
    {
        if (piece is not { Connector: { } connector, Settings: { } settings, Content: { } content, Channel: { } channel })
        {
            return new ChannelCheck(piece.ChannelId, piece.Channel?.Name, piece.Channel?.Connector, [MissingProblem(piece)]);
        }

        var rendered = connector.Render(content, settings);
        var problems = ChannelProblems(piece).Concat(connector.Validate(content, settings)).OrderBy(p => p.Severity).ToList();
        return new ChannelCheck(channel.Id, channel.Name, channel.Connector, problems, rendered.Length, rendered.Limit, connector.Descriptor.Limits.Unit);
    }

    private static ContentProblem MissingProblem(ChannelPiece piece) => piece.Missing is NotFound or null
        ? ContentProblem.Error("channel", "There is no such channel in this workspace.", "Choose another channel, or add it on the Channels page.")
        : ContentProblem.Error("channel", piece.Missing.Message, "Open the channel on the Channels page and mend its settings.");

    private static IEnumerable<ContentProblem> ChannelProblems(ChannelPiece piece)
    {
        if (piece.Channel!.Paused)
        {
            yield return ContentProblem.Error("channel", $"{piece.Channel.Name} is paused.", "Resume it on the Channels page.");
        }

        if (piece.Channel.NeedsReconnect)
        {
            yield return ContentProblem.Error("channel", $"{piece.Channel.Name} has to be reconnected: its credentials were refused.", "Enter them again on the Channels page.");
        }
    }
}
