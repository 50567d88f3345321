using Broadcaster.Core.Authoring.Content.Import;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.AspNetCore.Components.Forms;

namespace Broadcaster.Web.Components.Pages.Content;

/// <summary>Many pieces from a file: first what it would make, row by row, then the import.</summary>
public sealed partial class ImportPage(ImportContent import)
{
    // Enough to see whether the columns are the right ones; thousands of rows would only be slow to draw.
    private const int Shown = 100;

    private byte[] bytes = [];
    private ImportFormat format;
    private ImportPreview? preview;
    private ImportOutcome? outcome;
    private string? file, problem;
    private bool busy;

    private IReadOnlyList<RefusedRow> Refused => outcome?.Refused ?? preview?.Refused ?? [];

    private async Task ChooseAsync(InputFileChangeEventArgs chosen)
    {
        (file, preview, outcome, problem, bytes) = (chosen.File.Name, null, null, null, []);
        if (chosen.File.Size > ImportLimits.Bytes)
        {
            problem = new ImportTooLarge().Message;
            return;
        }

        busy = true;
        format = Path.GetExtension(chosen.File.Name).Equals(".csv", StringComparison.OrdinalIgnoreCase) || chosen.File.ContentType == "text/csv" ? ImportFormat.Csv : ImportFormat.JsonLines;
        await using (var sent = chosen.File.OpenReadStream(ImportLimits.Bytes, Gone))
        {
            using var copy = new MemoryStream();
            await sent.CopyToAsync(copy, Gone);
            bytes = copy.ToArray();
        }

        var read = await import.PreviewAsync(Caller, format, new MemoryStream(bytes), Gone);
        busy = false;
        problem = read.Error?.Message;
        preview = read.Ok ? read.Value : null;
    }

    private async Task ImportAsync()
    {
        if (!May(WorkspaceAction.WriteContent) || busy)
        {
            return;
        }

        busy = true;
        var made = await import.ExecuteAsync(Caller, format, new MemoryStream(bytes), Gone);
        busy = false;
        problem = made.Error?.Message;
        outcome = made.Ok ? made.Value : null;
        (preview, bytes) = made.Ok ? (null, []) : (preview, bytes);
    }
}
