using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Editing;

namespace Broadcaster.Web.Api.Content;

/// <summary>A saved version of a piece.</summary>
/// <param name="Autosaved">Written by pauses in typing, not by a person's decision to save.</param>
/// <param name="Current">Whether the piece says this now.</param>
public sealed record RevisionResource(
    int Number, string Title, string ContentHash, DateTimeOffset CreatedAt, Guid? CreatedBy, string CreatedByName, bool Autosaved, bool Current)
{
    public static RevisionResource Of(RevisionSummary revision) => new(
        revision.Number, revision.Title, revision.Hash, revision.CreatedAt, revision.CreatedBy, revision.CreatedByName, revision.Autosaved, revision.IsCurrent);
}

/// <summary>A saved version of a piece with all that it said.</summary>
public sealed record RevisionDetailResource(
    int Number, string ContentHash, DateTimeOffset CreatedAt, Guid? CreatedBy, string CreatedByName, bool Autosaved, ContentSnapshot Content)
{
    public static RevisionDetailResource Of(RevisionDetail detail) => new(
        detail.Revision.Number,
        detail.Revision.Hash,
        detail.Revision.CreatedAt,
        detail.Revision.CreatedBy,
        detail.Revision.CreatedByName,
        detail.Revision.Autosaved,
        detail.Piece);
}
