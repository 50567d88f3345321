using Broadcaster.Core.Foundation.Accounts;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Members;

/// <summary>/members: who is in the workspace, and who is invited.</summary>
internal static class MemberEndpoints
{
    public static void MapMembers(this RouteGroupBuilder api)
    {
        var members = api.MapGroup("/members").WithTags("Members");
        members.MapGet("", List).WithName("ListMembers").WithSummary("The members, by name");
        members.MapPost("", Add).WithName("AddMember").WithSummary("Invites somebody by a link; with a password the account is made at once")
            .WithAnswerAgain(AddedAsync);
        members.MapGet("/{id:guid}", Get).WithName("GetMember").WithSummary("One member");
        members.MapPut("/{id:guid}", Change).WithName("ChangeMember").WithSummary("Gives a member another role");
        members.MapDelete("/{id:guid}", Remove).WithName("RemoveMember").WithSummary("Takes a member out of the workspace, with their tokens");
        members.MapPost("/{id:guid}/password-link", MakePasswordLink).WithName("MakePasswordLink").WithSummary("Makes a link by which the member chooses a new password; works once, for a day").GoingOn();
        members.MapGet("/invitations", Invitations).WithName("ListInvitations").WithSummary("The invitations that nobody has accepted yet");
        members.MapDelete("/invitations/{id:guid}", Withdraw).WithName("WithdrawInvitation").WithSummary("Makes an invitation's link stop working");
    }

    private static async Task<Results<Ok<PageResource<MemberResource>>, Refusal>> List(
        MemberQueries members, CurrentCaller caller, [AsParameters] PageQuery page, CancellationToken ct) =>
        (await members.ListAsync(caller.Value, page.Read("name", "createdAt"), ct)).ToOk(MemberResource.Of);

    private static async Task<Results<Created<MemberResource>, Refusal>> Add(
        MemberBody body, AddMember addMember, HttpContext context, CurrentCaller caller, CancellationToken ct) =>
        (await addMember.ExecuteAsync(caller.Value, body.ToInput(), ct)).ToCreated(
            added => MemberResource.Of(added, $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}"),
            made => $"{ApiServices.BasePath}/members/{(made.Status == MemberStatus.Active ? made.Id : "invitations")}");

    // An invitation is made anew: nobody has seen the link of the first, and a new one replaces it.
    private static async Task<IResult?> AddedAsync(HttpContext context, Caller caller, KeyedRequest request, CancellationToken ct) =>
        request.Made("member") is [var id, ..] && await context.RequestServices.GetRequiredService<MemberQueries>().GetAsync(caller, id, ct) is { } member
            ? TypedResults.Created($"{ApiServices.BasePath}/members/{id}", MemberResource.Of(member))
            : null;

    private static async Task<Results<Ok<MemberResource>, Refusal>> Get(Guid id, MemberQueries members, CurrentCaller caller, CancellationToken ct) =>
        (await members.GetAsync(caller.Value, id, ct)).ToOkOrNotFound("member", MemberResource.Of);

    private static async Task<Results<Ok<MemberResource>, Refusal>> Change(
        Guid id, MemberRoleBody body, IfMatch ifMatch, ChangeRole changeRole, MemberQueries members, CurrentCaller caller, CancellationToken ct)
    {
        if (body.Role is not { } role)
        {
            return new Refusal(InvalidInput.Of("role", "Choose a role: owner, admin, editor, author, reviewer or viewer."));
        }

        var changed = await changeRole.ExecuteAsync(caller.Value, id, role, ifMatch.Version, ct);
        return changed.Ok ? (await members.GetAsync(caller.Value, id, ct)).ToOkOrNotFound("member", MemberResource.Of) : new Refusal(changed.Error);
    }

    private static async Task<Results<NoContent, Refusal>> Remove(Guid id, RemoveMember removeMember, CurrentCaller caller, CancellationToken ct) =>
        (await removeMember.ExecuteAsync(caller.Value, id, ct)).ToNoContent();

    private static async Task<Results<Ok<PasswordLinkResource>, Refusal>> MakePasswordLink(
        Guid id, MakePasswordLink make, HttpContext context, CurrentCaller caller, CancellationToken ct) =>
        (await make.ExecuteAsync(caller.Value, id, ct)).ToOk(
            link => new PasswordLinkResource($"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}{Urls.Password(link.Secret)}", link.ExpiresAt));

    private static async Task<Results<Ok<PageResource<MemberResource>>, Refusal>> Invitations(MemberQueries members, CurrentCaller caller, CancellationToken ct)
    {
        if (caller.Value.Refuse(WorkspaceAction.ManageMembers) is { } refused)
        {
            return new Refusal(refused);
        }

        var invitations = await members.InvitationsAsync(caller.Value, ct);
        return TypedResults.Ok(new PageResource<MemberResource>([.. invitations.Select(i => MemberResource.Of(i, null))], 1, Math.Max(1, invitations.Count), invitations.Count));
    }

    private static async Task<Results<NoContent, Refusal>> Withdraw(Guid id, WithdrawInvitation withdraw, CurrentCaller caller, CancellationToken ct) =>
        (await withdraw.ExecuteAsync(caller.Value, id, ct)).ToNoContent();
}
