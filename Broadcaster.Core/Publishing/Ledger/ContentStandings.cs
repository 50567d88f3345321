using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Publishing.Publications;

namespace Broadcaster.Core.Publishing.Ledger;

/// <summary>What the ledger read of one piece, and the state that the fold makes of it.</summary>
internal sealed class ContentStandings(Guid contentId, ContentState state, bool approved)
{
    private readonly List<Standing> publications = [];

    public Guid ContentId => contentId;

    public bool Out => publications.Exists(p => p.Certainty is Certainty.Out or Certainty.PartlyOut);

    public void Add(Standing publication) => publications.Add(publication);

    /// <summary>Null when the piece is where it should be.</summary>
    public ContentState? Move()
    {
        var derived = ContentProgress.Of(publications) ?? (approved ? ContentState.Approved : ContentState.Draft);
        return derived == state ? null : derived;
    }
}
