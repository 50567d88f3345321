using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Planning.Prompts;

/// <summary>Gives a prompt a new text: the one before stays as a version.</summary>
public sealed class SavePrompt(Database database, TimeProvider clock)
{
    /// <param name="version">What the caller saw; null: whatever it is.</param>
    public async Task<Result<PromptVersion>> ExecuteAsync(Caller caller, string name, string? text, string? note, int? version, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.EditAnyContent) is { } refused)
        {
            return refused;
        }

        if (BuiltInPrompts.Find(name) is not { } prompt)
        {
            return new NotFound("prompt");
        }

        if (Check(prompt, text) is { } wrong)
        {
            return wrong;
        }

        if (note?.Length > 500)
        {
            return InvalidInput.Of("note", "The note has more than 500 characters.");
        }

        await using var db = database.Write(caller, "prompt.changed");
        var current = await db.PromptVersions.Where(v => v.Name == name).MaxAsync(v => (int?)v.Number, ct) ?? 0;
        if (version is { } seen && seen != current)
        {
            return new StaleVersion("prompt", current);
        }

        var saved = new PromptVersion
        {
            Id = clock.NewId(),
            WorkspaceId = caller.WorkspaceId,
            Name = name,
            Number = current + 1,
            Text = text!.ReplaceLineEndings("\n").Trim(),
            Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(),
            CreatedAt = clock.GetUtcNow(),
            CreatedBy = caller.MemberId,
            CreatedByName = caller.Name,
        };
        db.PromptVersions.Add(saved);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Two people saved at the same moment: the number is taken.
            return new StaleVersion("prompt", current + 1);
        }

        return saved;
    }

    /// <summary>Null for a text that can be rendered.</summary>
    internal static Error? Check(PromptDefinition prompt, string? text, string field = "text")
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > PromptTemplate.LongestText || text.Contains('\0', StringComparison.Ordinal))
        {
            return InvalidInput.Of(field, $"A prompt has 1 to {PromptTemplate.LongestText} characters.", "prompt.invalid");
        }

        return PromptTemplate.Parse(text, prompt.Variables).Error is InvalidInput wrong
            ? new InvalidInput(new Dictionary<string, string[]> { [field] = [.. wrong.Errors.Values.SelectMany(e => e)] }, "prompt.invalid")
            : null;
    }
}
