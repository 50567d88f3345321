namespace Broadcaster.Core.Authoring.Content.Lists;

/// <summary>A whole piece with what a page about it needs besides.</summary>
/// <param name="Names">The people in it.</param>
/// <param name="Moves">What this caller may do with it now, by the workflow's names and the workspace's approval settings.</param>
/// <param name="ParentTitle">Of the piece that this one revises.</param>
/// <param name="Revisions">How many there are.</param>
public sealed record ContentDetail(ContentItem Content, MemberNames Names, IReadOnlyList<string> Moves, string? ParentTitle, int Revisions);
