using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Shared;

/// <summary>The present address with other filters.</summary>
public static class NavigationFilters
{
    /// <summary>Sets or (null, empty) removes parameters and goes back to the first page of the list.</summary>
    public static string Filtered(this NavigationManager navigation, params IEnumerable<(string Name, string? Value)> filters)
    {
        var parameters = new Dictionary<string, object?> { ["page"] = null };
        foreach (var (name, value) in filters)
        {
            parameters[name] = string.IsNullOrEmpty(value) ? null : value;
        }

        return navigation.GetUriWithQueryParameters(parameters);
    }

    /// <summary>The same list at another page.</summary>
    public static string AtPage(this NavigationManager navigation, int page) =>
        navigation.GetUriWithQueryParameter("page", page == 1 ? null : page);
}
