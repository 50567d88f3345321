using System.ComponentModel;
using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Web.Api.Common;
using Microsoft.AspNetCore.Mvc;

namespace Broadcaster.Web.Api.Content;

/// <summary>The filters of the list of pieces.</summary>
public sealed record ContentQuery
{
    [FromQuery(Name = "state"), Description("Several are separated by commas.")]
    public string? State { get; init; }

    [FromQuery(Name = "search"), Description("Words that all have to be in the title, the body or a tag, whatever their case.")]
    public string? Search { get; init; }

    [FromQuery(Name = "tag")]
    public string? Tag { get; init; }

    [FromQuery(Name = "channelId"), Description("Meant for this channel, or sent to it.")]
    public Guid? ChannelId { get; init; }

    [FromQuery(Name = "authorId"), Description("Id of a member.")]
    public Guid? AuthorId { get; init; }

    [FromQuery(Name = "from"), Description("Created at this time or later.")]
    public UtcTime? From { get; init; }

    [FromQuery(Name = "to"), Description("Created before this time.")]
    public UtcTime? To { get; init; }

    public ContentFilter Read() => new()
    {
        States = QueryValues.Enums<ContentState>("state", State),
        Search = Search,
        Tag = Tag,
        ChannelId = ChannelId,
        AuthorId = AuthorId,
        From = From?.Value,
        To = To?.Value,
    };
}
