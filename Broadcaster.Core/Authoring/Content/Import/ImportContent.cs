using System.Text;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Variants;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Import;

/// <summary>Makes drafts of the rows of a file. Each row is accepted or refused by itself.</summary>
public sealed class ImportContent(Database database, DraftFiles files, IVariantOptions options, TimeProvider clock)
{
    // As many as one audit entry shows in full.
    private const int Together = 50;

    /// <summary>What would become of each row; makes nothing.</summary>
    public async Task<Result<ImportPreview>> PreviewAsync(Caller caller, ImportFormat format, Stream file, CancellationToken ct)
    {
        var read = await RowsAsync(caller, format, file, ct);
        if (!read.Ok)
        {
            return read.Error;
        }

        await using var db = database.Read(caller);
        var planned = new List<PlannedRow>();
        var turnedDown = new List<RefusedRow>();
        foreach (var row in read.Value.Rows)
        {
            var piece = await CheckAsync(db, row, ct);
            if (piece.Ok)
            {
                planned.Add(new PlannedRow(row.Number, piece.Value.Title));
            }
            else
            {
                turnedDown.Add(TurnedDown(row, piece.Error));
            }
        }

        return new ImportPreview(planned, turnedDown, read.Value.IgnoredColumns);
    }

    public async Task<Result<ImportOutcome>> ExecuteAsync(Caller caller, ImportFormat format, Stream file, CancellationToken ct)
    {
        var read = await RowsAsync(caller, format, file, ct);
        if (!read.Ok)
        {
            return read.Error;
        }

        // What a run of this very request made before the program stopped is not made again; the rows behind it are.
        var earlier = caller.Request?.Earlier.Where(w => w is { Kind: "content", Row: not null }).ToDictionary(w => w.Row!.Value, w => w.Id) ?? [];
        var created = earlier.Select(e => new AcceptedRow(e.Key, e.Value)).ToList();
        var turnedDown = new List<RefusedRow>();
        foreach (var rows in read.Value.Rows.Where(r => !earlier.ContainsKey(r.Number)).Chunk(Together))
        {
            await AddAsync(caller with { Via = "import" }, rows, created, turnedDown, ct);
        }

        return new ImportOutcome([.. created.OrderBy(c => c.Row)], turnedDown, read.Value.IgnoredColumns);
    }

    private static async Task<Result<ImportedRows>> RowsAsync(Caller caller, ImportFormat format, Stream file, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.WriteContent) is { } refused)
        {
            return refused;
        }

        var text = await ReadAsync(file, ct);
        return !text.Ok ? text.Error : format switch
        {
            ImportFormat.Csv => CsvRows.Read(text.Value),
            ImportFormat.JsonLines => JsonRows.Read(text.Value),
        };
    }

    private static RefusedRow TurnedDown(ImportRow row, Error error) =>
        new(row.Number, error.Fields.Count > 0 ? error.Fields : new Dictionary<string, string[]> { ["row"] = [error.Message] });

    private static async Task<Result<string>> ReadAsync(Stream file, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        while (await file.ReadAsync(buffer, ct) is var count and > 0)
        {
            if (bytes.Length + count > ImportLimits.Bytes)
            {
                return new ImportTooLarge();
            }

            await bytes.WriteAsync(buffer.AsMemory(0, count), ct);
        }

        bytes.Position = 0;
        try
        {
            // A byte order mark says which Unicode it is; without one it has to be UTF-8.
            using var reader = new StreamReader(bytes, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return await reader.ReadToEndAsync(ct);
        }
        catch (DecoderFallbackException)
        {
            return InvalidInput.Of("file", "The file is not UTF-8 text. Save it as UTF-8 (in Excel: \"CSV UTF-8\") and send it again.", "import.not_utf8");
        }
    }

    private async Task AddAsync(Caller caller, ImportRow[] rows, List<AcceptedRow> created, List<RefusedRow> refused, CancellationToken ct)
    {
        await using var db = database.Write(caller, "content.imported");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var slugs = new HashSet<string>(StringComparer.Ordinal);
        var items = new List<ContentItem>();
        foreach (var row in rows)
        {
            var piece = await CheckAsync(db, row, ct);
            if (piece.Error is { } error)
            {
                refused.Add(TurnedDown(row, error));
                continue;
            }

            var id = clock.NewId();
            var slug = await SlugAllocator.FreeAsync(db, piece.Value.Title, piece.Value.Slug, id, slugs, ct);
            slugs.Add(slug);
            var now = clock.GetUtcNow();
            var item = ContentChanges.NewItem(id, caller, piece.Value with { Slug = slug }, null, now);
            db.Contents.Add(item);
            await Revisions.WriteAsync(db, caller, item, null, autosaved: false, now, ct);
            caller.Request?.Tag(id, row.Number);
            items.Add(item);
            created.Add(new AcceptedRow(row.Number, id));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        foreach (var item in items)
        {
            await files.WriteAsync(caller.WorkspaceSlug, item);
        }
    }

    private async Task<Result<ContentSnapshot>> CheckAsync(BroadcasterDbContext db, ImportRow row, CancellationToken ct)
    {
        if (row.Input is null)
        {
            return new InvalidInput(row.Errors);
        }

        var piece = ContentRules.Read(row.Input);
        if (row.Errors.Count > 0)
        {
            return new InvalidInput((piece.Error?.Fields ?? row.Errors).Concat(row.Errors).DistinctBy(e => e.Key).ToDictionary(e => e.Key, e => e.Value));
        }

        return piece.Ok && await ContentReferences.CheckAsync(db, options, row.Input, piece.Value, null, ct) is { } missing ? missing : piece;
    }
}
