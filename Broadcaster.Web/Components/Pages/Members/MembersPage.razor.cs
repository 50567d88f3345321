using Broadcaster.Core.Foundation.Accounts;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Broadcaster.Web.Components.Pages.Members;

/// <summary>Who is in the workspace, with which role, and who is invited.</summary>
public sealed partial class MembersPage(
    MemberQueries queries, ChangeRole changeRole, RemoveMember removeMember, WithdrawInvitation withdraw, MakePasswordLink makePasswordLink, DialogService dialogs, Confirmations confirmations)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(400);

    private Page<MemberView>? members;
    private IReadOnlyList<InvitationView> invitations = [];
    private int refusals;

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    protected override Task OnParametersSetAsync() => AddressChanged() ? ReloadAsync() : Task.CompletedTask;

    private async Task ReloadAsync()
    {
        members = await queries.ListAsync(Caller, new PageRequest(PageNumber ?? 1), Gone);
        invitations = May(WorkspaceAction.ManageMembers) ? await queries.InvitationsAsync(Caller, Gone) : [];
    }

    private bool MayChange(MemberView member) =>
        May(WorkspaceAction.ManageMembers) && (member.Role != Role.Owner || May(WorkspaceAction.ManageOwners));

    private bool MayRemove(MemberView member) =>
        member.Id == Caller.MemberId || MayChange(member);

    private IEnumerable<Role> RolesFor(MemberView member) =>
        Enum.GetValues<Role>().Where(role => role != Role.Owner || member.Role == Role.Owner || May(WorkspaceAction.ManageOwners));

    private async Task ChangeAsync(MemberView member, ChangeEventArgs change)
    {
        if (Enum.TryParse<Role>(change.Value as string, out var role))
        {
            if (Succeeded(await changeRole.ExecuteAsync(Caller, member.Id, role, member.Version, Gone)))
            {
                Toasts.Done($"{member.Name} is {role.ToString().ToLowerInvariant()} now.");
            }
            else
            {
                // The list in the browser shows what was chosen; made anew, it shows what is.
                refusals++;
            }

            await ReloadAsync();
        }
    }

    private async Task RemoveAsync(MemberView member)
    {
        var leaving = member.Id == Caller.MemberId;
        var sure = await confirmations.AskAsync(
            leaving ? $"Leave {Workspace.Name}?" : $"Remove {member.Name}?",
            leaving ? "You lose access at once, and your API tokens stop working. What you wrote stays." : "They lose access at once, and their API tokens stop working. What they wrote stays.",
            leaving ? "Leave workspace" : "Remove member");
        if (!sure || !Succeeded(await removeMember.ExecuteAsync(Caller, member.Id, Gone)))
        {
            return;
        }

        if (leaving)
        {
            Navigation.NavigateTo(Urls.Start, forceLoad: true);
            return;
        }

        Toasts.Done($"{member.Name} is no longer a member.");
        await ReloadAsync();
    }

    private async Task InviteAsync()
    {
        await dialogs.OpenAsync<InviteDialog>(
            "Invite somebody",
            new Dictionary<string, object?> { [nameof(InviteDialog.Caller)] = Caller },
            new DialogOptions { Width = "480px", CloseDialogOnEsc = true, AutoFocusFirstElement = true });
        await ReloadAsync();
    }

    private async Task MakePasswordLinkAsync(MemberView member)
    {
        var sure = await confirmations.AskAsync(
            $"Make a password link for {member.Name}?", "Whoever has it can choose a new password and sign in as them. It works once, for a day.", "Make link", dangerous: false, otherwise: "Cancel");
        if (sure && await makePasswordLink.ExecuteAsync(Caller, member.Id, Gone) is var made && Succeeded(made))
        {
            await dialogs.OpenAsync<PasswordLinkDialog>(
                "Password link",
                new Dictionary<string, object?>
                {
                    [nameof(PasswordLinkDialog.Name)] = member.Name,
                    [nameof(PasswordLinkDialog.Link)] = Navigation.ToAbsoluteUri(Urls.Password(made.Value.Secret)).ToString(),
                },
                new DialogOptions { Width = "480px", CloseDialogOnEsc = true, AutoFocusFirstElement = true });
        }
    }

    private async Task WithdrawAsync(InvitationView invitation)
    {
        if (Succeeded(await withdraw.ExecuteAsync(Caller, invitation.Id, Gone)))
        {
            Toasts.Done($"The link for {invitation.Name} does not work any more.");
            await ReloadAsync();
        }
    }
}
