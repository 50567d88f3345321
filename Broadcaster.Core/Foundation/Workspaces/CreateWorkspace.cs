using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>Makes a workspace with its maker as the owner. For instance administrators; a token of theirs needs the role Owner.</summary>
public sealed class CreateWorkspace(Database database, TimeProvider clock)
{
    public async Task<Result<CreatedWorkspace>> ExecuteAsync(Caller caller, WorkspaceInput input, CancellationToken ct)
    {
        await using var unscoped = database.OpenUnscoped();
        var user = await unscoped.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == caller.UserId, ct);
        if (user is not { IsInstanceAdmin: true } || (caller.Via == "api" && !caller.May(WorkspaceAction.ManageOwners)))
        {
            return new NotAllowed("Only administrators of this installation make workspaces.");
        }

        var slug = string.IsNullOrWhiteSpace(input.Slug) ? WorkspaceSlug.From(input.Name ?? "") : input.Slug.Trim();
        var timeZone = string.IsNullOrWhiteSpace(input.TimeZone) ? "UTC" : input.TimeZone;
        if (Check(input.Name, slug, timeZone) is { } wrong)
        {
            return wrong;
        }

        if (caller.Request?.Made("workspace") is [var made, ..] && await unscoped.Workspaces.AsNoTracking().FirstOrDefaultAsync(w => w.Id == made, ct) is { } there)
        {
            return await AgainAsync(caller, there, input.WithToken, ct);
        }

        if (await unscoped.Workspaces.AnyAsync(w => w.Slug == slug, ct))
        {
            return new SlugTaken(slug);
        }

        var owner = caller with { WorkspaceId = clock.NewId(), WorkspaceSlug = slug, MemberId = clock.NewId(), Role = Role.Owner, Name = user.DisplayName };
        var token = input.WithToken ? TokenSecret.New() : null;
        await using var db = database.Write(owner, "workspace.created");
        var workspace = NewWorkspace.AddTo(db, owner, input.Name!.Trim(), timeZone, clock.GetUtcNow(), token);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            if (await unscoped.Workspaces.AnyAsync(w => w.Slug == slug, ct))
            {
                return new SlugTaken(slug);
            }

            throw;
        }

        return new CreatedWorkspace(new WorkspaceView(workspace.Id, slug, workspace.Name, timeZone, workspace.CreatedAt), token);
    }

    // A run of this very request made it and stopped before its answer. Nobody has seen the token that it made: another takes
    // its place.
    private async Task<Result<CreatedWorkspace>> AgainAsync(Caller caller, Workspace made, bool withToken, CancellationToken ct)
    {
        var view = new WorkspaceView(made.Id, made.Slug, made.Name, made.TimeZone, made.CreatedAt);
        if (!withToken)
        {
            return new CreatedWorkspace(view, null);
        }

        await using var db = database.Write(caller with { WorkspaceId = made.Id, WorkspaceSlug = made.Slug }, "token.created");
        var lost = caller.Request!.Made("token");
        db.ApiTokens.RemoveRange(await db.ApiTokens.Where(t => lost.Contains(t.Id)).ToListAsync(ct));
        var token = TokenSecret.New();
        db.ApiTokens.Add(NewWorkspace.FirstToken(made.Id, caller.Request.Made("member")[0], token, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        return new CreatedWorkspace(view, token);
    }

    private static InvalidInput? Check(string? name, string slug, string timeZone)
    {
        var errors = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > 200)
        {
            errors["name"] = ["Enter a name of at most 200 characters."];
        }

        if (!WorkspaceSlug.IsValid(slug))
        {
            errors["slug"] = [WorkspaceSlug.Rule];
        }

        if (!TimeZones.IsKnown(timeZone))
        {
            errors["timeZone"] = [$"'{timeZone}' is no known time zone. Use an IANA name, e.g. Europe/Berlin."];
        }

        return errors.Count > 0 ? new InvalidInput(errors) : null;
    }
}
