using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Authoring.Content;

/// <summary>The edit would void an approval or a schedule, and nobody said that this is meant.</summary>
public sealed record ConfirmationRequired(ContentState State)
    : Error(
        "content.confirmation_required",
        State == ContentState.Scheduled
            ? "This piece is scheduled. Changing it cancels its jobs and voids the approval. Save with confirm=true if that is meant."
            : "This piece is approved. Changing it voids the approval. Save with confirm=true if that is meant.")
{
    public override IReadOnlyDictionary<string, object?> Details => new Dictionary<string, object?>
    {
        ["state"] = SnakeCase.Of(State),
        ["allowed"] = ContentWorkflow.MovesFrom(State).Select(m => m.Name).ToArray(),
    };
}

/// <summary>A text is over the limit that this installation has for it.</summary>
public sealed record ContentTooLarge(IReadOnlyDictionary<string, string[]> Errors)
    : Error("content.too_large", Errors.Values.First()[0])
{
    public override ErrorKind Kind => ErrorKind.TooLarge;

    public override IReadOnlyDictionary<string, string[]> Fields => Errors;
}

/// <summary>The workspace works without review.</summary>
public sealed record NoReviewHere()
    : Error("content.no_review", "This workspace works without review: schedule or publish the piece at once, or turn approvals on in the settings.");

/// <summary>What went out stays on record.</summary>
public sealed record ContentHasHistory()
    : Error("content.has_history", "This piece was published, or somebody tried to: the record of that is kept, so the piece stays in the archive.");
