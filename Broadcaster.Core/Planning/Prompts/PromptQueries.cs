using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Planning.Prompts;

/// <summary>Reads prompts and their versions.</summary>
public sealed class PromptQueries(Database database)
{
    public async Task<IReadOnlyList<PromptView>> ListAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var versions = (await db.PromptVersions.OrderByDescending(v => v.Number).ToListAsync(ct)).ToLookup(v => v.Name, StringComparer.Ordinal);
        return [.. BuiltInPrompts.All.Select(p => PromptView.Of(p, [.. versions[p.Name]]))];
    }

    /// <summary>Null for a name that no prompt has.</summary>
    public async Task<PromptView?> GetAsync(Caller caller, string name, CancellationToken ct)
    {
        if (BuiltInPrompts.Find(name) is not { } prompt)
        {
            return null;
        }

        await using var db = database.Read(caller);
        return PromptView.Of(prompt, await db.PromptVersions.Where(v => v.Name == name).OrderByDescending(v => v.Number).ToListAsync(ct));
    }

    /// <summary>The texts that hold in the workspace, by name.</summary>
    internal static async Task<Dictionary<string, string>> CurrentAsync(BroadcasterDbContext db, CancellationToken ct)
    {
        var own = await db.PromptVersions.Where(v => !db.PromptVersions.Any(later => later.Name == v.Name && later.Number > v.Number)).Select(v => new { v.Name, v.Text }).ToListAsync(ct);
        var texts = BuiltInPrompts.All.ToDictionary(p => p.Name, p => p.Text, StringComparer.Ordinal);
        foreach (var version in own)
        {
            texts[version.Name] = version.Text;
        }

        return texts;
    }
}

/// <summary>A prompt as it stands in a workspace.</summary>
/// <param name="Version">0: the built-in text.</param>
public sealed record PromptView(
    string Name, string Label, string Description, IReadOnlyList<PromptVariable> Variables, string Text, int Version, string BuiltInText, IReadOnlyList<PromptVersionView> Versions)
{
    internal static PromptView Of(PromptDefinition prompt, IReadOnlyList<PromptVersion> versions) => new(
        prompt.Name,
        prompt.Label,
        prompt.Description,
        prompt.Variables,
        versions.Count > 0 ? versions[0].Text : prompt.Text,
        versions.Count > 0 ? versions[0].Number : 0,
        prompt.Text,
        [.. versions.Select(v => new PromptVersionView(v.Number, v.Text, v.Note, v.CreatedAt, v.CreatedByName))]);
}

/// <summary>One saved text of a prompt.</summary>
public sealed record PromptVersionView(int Number, string Text, string? Note, DateTimeOffset CreatedAt, string CreatedByName);
