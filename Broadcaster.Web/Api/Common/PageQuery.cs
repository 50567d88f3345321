using System.ComponentModel;
using Broadcaster.Core.Foundation.Common;
using Microsoft.AspNetCore.Mvc;

namespace Broadcaster.Web.Api.Common;

/// <summary>The paging of every list: take it with <c>[AsParameters]</c> and read it with <see cref="Read"/>.</summary>
public sealed record PageQuery
{
    [FromQuery(Name = "page"), Description("1 is the first.")]
    public int? Page { get; init; }

    [FromQuery(Name = "pageSize"), Description("1 to 200, 50 by default.")]
    public int? PageSize { get; init; }

    [FromQuery(Name = "sort"), Description("A field, with a minus for descending: -createdAt.")]
    public string? Sort { get; init; }

    /// <summary>The page that is asked for; a 400 that names what is wrong otherwise.</summary>
    /// <param name="sortable">The fields that the list sorts by; the first is the default, with its sign (<c>-createdAt</c>).</param>
    public PageRequest Read(params string[] sortable)
    {
        var errors = new Dictionary<string, string[]>();
        if (Page is < 1 or > 1_000_000)
        {
            errors["page"] = ["A page is 1 or more."];
        }

        if (PageSize is < 1 or > PageRequest.MaxSize)
        {
            errors["pageSize"] = [$"A page holds 1 to {PageRequest.MaxSize} rows."];
        }

        var names = sortable.Select(s => s.TrimStart('-')).ToList();
        var sort = string.IsNullOrWhiteSpace(Sort) ? null : Sort.Trim();
        if (sort is not null && !names.Contains(sort.TrimStart('-', '+'), StringComparer.Ordinal))
        {
            errors["sort"] = [names.Count == 0 ? "This list cannot be sorted." : $"'{sort}' cannot be sorted by. Use one of: {string.Join(", ", names)}, with a minus for descending."];
        }

        return errors.Count > 0
            ? throw new BadRequest("request.invalid", errors)
            : new PageRequest(Page ?? 1, PageSize ?? 50, sort ?? sortable.FirstOrDefault());
    }
}
