using System.Data;
using System.Data.Common;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Accounts;

/// <summary>Makes the first user, an instance administrator, and the first workspace. Works once: of two at the same time one wins.</summary>
public sealed class SetUpInstance(Database database, NewUser newUser, InstanceState state, TimeProvider clock)
{
    private const int Tries = 3;

    public async Task<Result<Caller>> ExecuteAsync(SetUpRequest request, CancellationToken ct)
    {
        if (Check(request) is { } wrong)
        {
            return wrong;
        }

        if (await state.HasUsersAsync(ct))
        {
            return new AlreadySetUp();
        }

        for (var tries = 1; ; tries++)
        {
            try
            {
                return await MakeAsync(request, ct);
            }
            catch (Exception problem) when (problem is DbUpdateException or DbException or InvalidOperationException { InnerException: DbUpdateException or DbException })
            {
                if (await state.HasUsersAsync(ct))
                {
                    return new AlreadySetUp();
                }

                if (tries == Tries)
                {
                    throw;
                }
            }
        }
    }

    private async Task<Result<Caller>> MakeAsync(SetUpRequest request, CancellationToken ct)
    {
        var user = newUser.Make(request.Email, request.Name, request.Password, isInstanceAdmin: true);
        var owner = new Caller(
            clock.NewId(), request.Slug ?? WorkspaceSlug.From(request.WorkspaceName), user.Id, clock.NewId(), Role.Owner, user.DisplayName,
            request.IpAddress, request.CorrelationId, request.Via);
        await using var db = database.Write(owner, "workspace.created");

        // Serializable: two set-ups that both saw no user cannot both commit; the other one is told so by an exception.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, ct);
        if (await db.Users.AnyAsync(ct))
        {
            return new AlreadySetUp();
        }

        db.Users.Add(user);
        NewWorkspace.AddTo(db, owner, request.WorkspaceName.Trim(), request.TimeZone, clock.GetUtcNow(), request.ApiToken);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        state.NoteUser();
        return owner;
    }

    private static InvalidInput? Check(SetUpRequest request)
    {
        var errors = new Dictionary<string, string[]>();
        NewUser.Check(errors, request.Email, request.Name);
        if (PasswordRules.Problem(request.Password, request.Email, request.Name) is { } weak)
        {
            errors["password"] = [weak];
        }

        if (string.IsNullOrWhiteSpace(request.WorkspaceName) || request.WorkspaceName.Trim().Length > 200)
        {
            errors["workspaceName"] = ["Enter a name of at most 200 characters, e.g. the name of your team."];
        }

        if (request.Slug is not null && !WorkspaceSlug.IsValid(request.Slug))
        {
            errors["slug"] = [WorkspaceSlug.Rule];
        }

        if (!TimeZones.IsKnown(request.TimeZone))
        {
            errors["timeZone"] = [$"'{request.TimeZone}' is no known time zone. Choose one from the list, e.g. Europe/Berlin."];
        }

        if (request.ApiToken is not null && !TokenSecret.LooksRight(request.ApiToken))
        {
            errors["apiToken"] = [$"A token starts with {TokenSecret.Prefix} and holds at least {TokenSecret.ShortestBody} more letters and digits."];
        }

        return errors.Count > 0 ? new InvalidInput(errors) : null;
    }
}

/// <summary>What the first start needs to know.</summary>
/// <param name="Slug">Null: derived from the workspace's name.</param>
/// <param name="ApiToken">Becomes an Owner token of the workspace.</param>
public sealed record SetUpRequest(
    string Email,
    string Name,
    string Password,
    string WorkspaceName,
    string TimeZone,
    string? Slug = null,
    string? ApiToken = null,
    string? IpAddress = null,
    string? CorrelationId = null,
    string Via = "page");

/// <summary>Somebody else was first.</summary>
public sealed record AlreadySetUp() : Error("setup.done", "Broadcaster is set up already. Sign in instead.");
