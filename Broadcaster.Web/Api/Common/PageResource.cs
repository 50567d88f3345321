using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Web.Api.Common;

/// <summary>One page of a list, as the API writes it.</summary>
public sealed record PageResource<T>(IReadOnlyList<T> Items, int Page, int PageSize, int Total);

public static class PageResource
{
    public static PageResource<TResource> Of<T, TResource>(Page<T> page, Func<T, TResource> resource) =>
        new([.. page.Items.Select(resource)], page.Number, page.PageSize, page.Total);
}
