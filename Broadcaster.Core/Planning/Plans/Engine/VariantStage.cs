using System.Globalization;
using System.Text.Json;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Previews;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>The piece for each chosen channel, within its limits by the connector's own judgement. Each is committed by itself.</summary>
internal sealed class VariantStage(Database database, ConnectorRegistry connectors, ChannelSettingsReader settings)
{
    // Where this much fits the piece itself is read; where less does, a text of its own says more than a cut one.
    private const int ReadAsItIs = 5_000;

    public static string KeyOf(Guid channelId) => $"variant:{channelId:N}";

    public async Task RunAsync(PlanJournal journal, PlanSubject subject, PlanDraft draft, bool hasModel, CancellationToken ct)
    {
        var plan = journal.Plan;
        if (plan.ChannelIds.Count == 0)
        {
            return;
        }

        await using var db = database.Read(plan.WorkspaceId);
        var ids = plan.ChannelIds;
        var channels = await db.Channels.Where(c => ids.Contains(c.Id) && c.DeletedAt == null).ToListAsync(ct);
        var done = 0;
        foreach (var id in ids)
        {
            done++;
            if (journal.Find<PlanVariant>(KeyOf(id)) is not null)
            {
                continue;
            }

            if (channels.Find(c => c.Id == id) is not { } channel)
            {
                await journal.LogAsync(PlanLogLevel.Warning, "One of the chosen channels is not there any more; it gets no version.", ct);
                continue;
            }

            await journal.EnterAsync(PlanStage.Variants, 80 + (20 * (done - 1) / ids.Count), $"Fitting it to {channel.Name}", ct);
            var variant = await MakeAsync(journal, subject, draft, channel, hasModel, ct);
            await journal.SaveAsync(KeyOf(id), variant, ct);
            foreach (var note in variant.Notes.Concat(variant.Problems))
            {
                await journal.LogAsync(variant.Problems.Contains(note) ? PlanLogLevel.Warning : PlanLogLevel.Info, $"{channel.Name}: {note}", ct);
            }
        }
    }

    private async Task<PlanVariant> MakeAsync(PlanJournal journal, PlanSubject subject, PlanDraft draft, Channel channel, bool hasModel, CancellationToken ct)
    {
        var bound = settings.Read(channel);
        if (!bound.Ok || !connectors.TryGet(channel.Connector, out var connector))
        {
            return new PlanVariant(channel.Id, channel.Name, null, null, null, 0, null, [], [bound.Error?.Message ?? "Its connector is not installed."]);
        }

        var whole = ContentOf(journal, draft, channel);
        var isShort = connector.Descriptor.Limits.Body is { } limit && limit <= ReadAsItIs;
        if (!isShort && !TextErrors(connector, bound.Value, whole).Any())
        {
            return Variant(connector, bound.Value, channel, whole, whole, ["The piece itself fits."]);
        }

        var fitted = whole;
        var notes = new List<string>();
        if (hasModel && draft.Written)
        {
            try
            {
                (fitted, var removed) = await AskAsync(journal, subject, draft, channel, connector, bound.Value, whole, ct);
                notes.AddRange(removed.Select(address => $"It linked to {address}, which the piece does not: the link was taken out."));
            }
            catch (PlanStopped stopped) when (stopped.Error is CeilingReached)
            {
                notes.Add($"It gets no text of its own, the piece is cut for it: {stopped.Error.Message}");
            }
        }

        if (TextErrors(connector, bound.Value, fitted).Any() || fitted.Tags.Count > connector.Descriptor.Limits.Tags)
        {
            var (cut, done) = ChannelFit.Cut(connector, bound.Value, fitted);
            fitted = cut;
            notes.AddRange(done);
        }

        return Variant(connector, bound.Value, channel, whole, fitted, notes);
    }

    private static async Task<(ChannelContent Content, IReadOnlyList<string> Removed)> AskAsync(
        PlanJournal journal, PlanSubject subject, PlanDraft draft, Channel channel, IConnector connector, object bound, ChannelContent whole, CancellationToken ct)
    {
        var values = subject.Values(draft);
        values["channel"] = $"{channel.Name} ({connector.Descriptor.Name}: {connector.Descriptor.Description})";
        values["limits"] = LimitsOf(connector);
        var answer = await journal.AskAsync(
            KeyOf(channel.Id), AiTask.Variants, PlanForms.Variant, journal.Render("system", subject.Values()), journal.Render("variant", values),
            json => TextErrors(connector, bound, Lay(whole, json).Content).FirstOrDefault() is { } wrong
                ? new PlanFinding(ModelFault.Malformed, $"{wrong.Message} {wrong.Fix}", "It is cut by rule.", Bearable: true)
                : null,
            ct);
        return Lay(whole, answer.Json);
    }

    // A link that the piece does not have is invented here as it would be there.
    private static (ChannelContent Content, IReadOnlyList<string> Removed) Lay(ChannelContent whole, JsonElement json)
    {
        var title = json.GetProperty("title").GetString()!.Trim();
        var allowed = Citations.In(whole.Body).Append(whole.CanonicalUrl ?? "").Distinct(StringComparer.Ordinal).ToDictionary(a => a, _ => (string?)null, StringComparer.Ordinal);
        var tags = json.GetProperty("tags").Deserialize<List<string>>()!.Select(t => t.TrimStart('#').Trim()).Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var (body, _, removed) = Citations.Check(json.GetProperty("body").GetString()!, allowed);
        return (whole with { Title = title.Length > 0 ? title : whole.Title, Body = body.Trim(), Tags = tags }, removed);
    }

    private static List<string> LimitsOf(IConnector connector)
    {
        var limits = connector.Descriptor.Limits;
        var lines = new List<string>();
        if (limits.Body is { } body)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"The text: at most {body} {(limits.Unit == BodyUnit.Bytes ? "bytes" : "characters")}; stay a little below, tags and link included."));
        }

        if (limits.TitleCharacters is { } title)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"The title: at most {title} characters."));
        }

        if (limits.Tags is { } tags)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"At most {tags} tags."));
        }

        return lines;
    }

    private static IEnumerable<ContentProblem> TextErrors(IConnector connector, object bound, ChannelContent content) =>
        ChannelFit.Errors(connector, bound, content).Where(p => p.Field is "title" or "body" or "tags");

    private static PlanVariant Variant(IConnector connector, object bound, Channel channel, ChannelContent whole, ChannelContent fitted, IReadOnlyList<string> notes)
    {
        var rendered = connector.Render(fitted, bound);
        return new PlanVariant(
            channel.Id,
            channel.Name,
            fitted.Title == whole.Title ? null : fitted.Title,
            fitted.Body == whole.Body ? null : fitted.Body,
            fitted.Tags.SequenceEqual(whole.Tags, StringComparer.Ordinal) ? null : fitted.Tags,
            rendered.Length,
            rendered.Limit,
            notes,
            [.. ChannelFit.Errors(connector, bound, fitted).Select(p => $"{p.Message} {p.Fix}")]);
    }

    private static ChannelContent ContentOf(PlanJournal journal, PlanDraft draft, Channel channel) => ChannelContents.For(
        journal.Plan.Id,
        new ContentSnapshot(draft.Title, draft.Body, draft.MetaDescription, draft.Slug, draft.Tags, null, draft.Language, ContentMetadata.None, null, journal.Plan.ChannelIds, []),
        channel.Id,
        journal.Workspace,
        null);
}
