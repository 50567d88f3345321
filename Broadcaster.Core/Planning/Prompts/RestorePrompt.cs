using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Planning.Prompts;

/// <summary>Makes an earlier text hold again, as a new version; number 0 is the built-in one.</summary>
public sealed class RestorePrompt(Database database, SavePrompt savePrompt)
{
    public async Task<Result<PromptVersion>> ExecuteAsync(Caller caller, string name, int number, CancellationToken ct)
    {
        if (BuiltInPrompts.Find(name) is not { } prompt)
        {
            return new NotFound("prompt");
        }

        string? text;
        await using (var db = database.Read(caller))
        {
            text = number == 0 ? prompt.Text : await db.PromptVersions.Where(v => v.Name == name && v.Number == number).Select(v => v.Text).FirstOrDefaultAsync(ct);
        }

        return text is null
            ? new NotFound("prompt")
            : await savePrompt.ExecuteAsync(caller, name, text, number == 0 ? "The built-in text" : $"Version {number} again", null, ct);
    }
}
