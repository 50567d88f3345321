using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Publishing.Jobs;
using static Broadcaster.Core.Foundation.Workspaces.WorkspaceAction;

namespace Broadcaster.Tests.Api.Security;

/// <summary>
/// How to ask each endpoint, and which permission it takes. A new endpoint needs its line here: the isolation test and the
/// permission test walk the route table and fail without.
/// </summary>
/// <param name="Needs">Null: it is not the role in the workspace that decides.</param>
/// <param name="Body">JSON; {channel} stands for a channel's id, {name} for a name that is not taken.</param>
/// <param name="State">The state of the content that it is asked about.</param>
/// <param name="Status">The status of the job that it is asked about.</param>
/// <param name="Plan">The status of the plan that it is asked about.</param>
/// <param name="Hides">Says 404 where the role does not suffice: the caller may not even know of it.</param>
internal sealed record ApiCall(
    WorkspaceAction? Needs,
    string? Body = null,
    ContentState State = ContentState.Draft,
    JobStatus Status = JobStatus.Succeeded,
    string Query = "",
    string MediaType = "application/json",
    bool Hides = false,
    PlanStatus Plan = PlanStatus.Draft)
{
    public static readonly IReadOnlyDictionary<string, ApiCall> ByName = new Dictionary<string, ApiCall>
    {
        ["GetAntiforgeryToken"] = new(Needs: null),
        ["ListConnectors"] = new(View),
        ["GetConnector"] = new(View),
        ["ListChannels"] = new(View),
        ["CreateChannel"] = new(ManageChannels, """{ "connector": "test", "name": "{name}" }"""),
        ["TestChannelSettings"] = new(ManageChannels, """{ "connector": "test", "settings": {} }"""),
        ["GetChannel"] = new(View),
        ["UpdateChannel"] = new(ManageChannels, """{ "name": "{name}" }"""),
        ["DeleteChannel"] = new(ManageChannels),
        ["TestChannel"] = new(ManageChannels),
        ["PauseChannel"] = new(ManageChannels),
        ["ResumeChannel"] = new(ManageChannels),
        ["ReconnectChannel"] = new(ManageChannels),
        ["ListContent"] = new(View),
        ["CreateContent"] = new(WriteContent, """{ "title": "{name}", "body": "Text." }"""),
        ["ImportContent"] = new(WriteContent, """{ "title": "{name}", "body": "Text." }""", MediaType: "application/jsonl"),
        ["GetContent"] = new(View),
        ["SaveContent"] = new(EditAnyContent, """{ "title": "{name}", "body": "Text." }"""),
        ["DeleteContent"] = new(EditAnyContent),
        ["SetVariant"] = new(EditAnyContent, """{ "body": "Short." }"""),
        ["RemoveVariant"] = new(EditAnyContent),
        ["ListRevisions"] = new(View),
        ["GetRevision"] = new(View),
        ["CompareRevisions"] = new(View, Query: "?from=1&to=1"),
        ["RestoreRevision"] = new(EditAnyContent),
        ["ValidateContent"] = new(View, """{ "channelIds": ["{channel}"] }"""),
        ["PreviewContent"] = new(View, Query: "?channelId={channel}"),
        ["SubmitContent"] = new(EditAnyContent),
        ["WithdrawContent"] = new(EditAnyContent, State: ContentState.InReview),
        ["ReviseContent"] = new(EditAnyContent, State: ContentState.Published),
        ["ArchiveContent"] = new(EditAnyContent),
        ["ListPendingApprovals"] = new(View),
        ["ApproveContent"] = new(Review, "{}", ContentState.InReview),
        ["RejectContent"] = new(Review, """{ "comment": "Not yet." }""", ContentState.InReview),
        ["ScheduleContent"] = new(Publish, """{ "channelIds": ["{channel}"], "runAt": "2099-01-01T09:00:00Z" }""", ContentState.Approved),
        ["PublishContent"] = new(Publish, """{ "channelIds": ["{channel}"] }""", ContentState.Approved),
        ["UnscheduleContent"] = new(Publish, State: ContentState.Scheduled, Status: JobStatus.Queued),
        ["RetryFailedContent"] = new(Publish, State: ContentState.Failed, Status: JobStatus.Failed),
        ["ScoreText"] = new(View, """{ "body": "text" }"""),
        ["ListMedia"] = new(View),
        ["UploadMedia"] = new(WriteContent, "file", MediaType: "multipart/form-data"),
        ["GetMedia"] = new(View),
        ["GetMediaFile"] = new(View),
        ["DescribeMedia"] = new(EditAnyContent, """{ "altText": "A hill" }"""),
        ["ListJobs"] = new(View),
        ["GetJobStatistics"] = new(View),
        ["GetJob"] = new(View),
        ["GetJobLogs"] = new(View),
        ["RetryJob"] = new(Publish, State: ContentState.Failed, Status: JobStatus.Failed),
        ["CancelJob"] = new(Publish, State: ContentState.Scheduled, Status: JobStatus.Queued),
        ["ConfirmJob"] = new(Publish, State: ContentState.Publishing, Status: JobStatus.Unconfirmed),
        ["ListDeliveries"] = new(View),
        ["GetDelivery"] = new(View),
        ["GetDeliveryEngagement"] = new(View),
        ["GetDashboard"] = new(View),
        ["StreamLive"] = new(View),
        ["GetSettings"] = new(View),
        ["UpdateSettings"] = new(ManageSettings, """{ "site": { "title": "Site" } }"""),
        ["ListPlans"] = new(View),
        ["CreatePlan"] = new(WriteContent, """{ "topic": "{name}" }"""),
        ["GetPlan"] = new(View),
        ["UpdatePlan"] = new(EditAnyContent, """{ "topic": "{name}" }"""),
        ["DeletePlan"] = new(EditAnyContent),
        ["ProcessPlan"] = new(EditAnyContent),
        ["CancelPlan"] = new(EditAnyContent, Plan: PlanStatus.Queued),
        ["RetryPlan"] = new(EditAnyContent, Plan: PlanStatus.Failed),
        ["ApprovePlan"] = new(EditAnyContent, Plan: PlanStatus.Ready),
        ["ClonePlan"] = new(WriteContent),
        ["ArchivePlan"] = new(EditAnyContent),
        ["GetPlanResearch"] = new(View),
        ["ListPlanRefinements"] = new(View),
        ["GetPlanLogs"] = new(View),
        ["PlanBatch"] = new(WriteContent, """{ "period": "day", "start": "2099-01-05", "themes": ["{name}"], "dryRun": true }"""),
        ["GenerateSeoContent"] = new(WriteContent, """{ "topic": "{name}", "skipResearch": true }"""),
        ["ListPrompts"] = new(View),
        ["GetPrompt"] = new(View),
        ["SavePrompt"] = new(EditAnyContent, """{ "text": "Write on {{topic}}." }"""),
        ["PreviewPrompt"] = new(View, "{}"),
        ["RestorePrompt"] = new(EditAnyContent),
        ["TestConnection"] = new(ManageSettings, """{ "target": "ai" }"""),
        ["GetCostUsage"] = new(View),
        ["ListWorkspaces"] = new(Needs: null),
        ["CreateWorkspace"] = new(null, """{ "name": "{name}", "slug": "another" }"""),
        ["ListMembers"] = new(View),
        ["AddMember"] = new(ManageMembers, """{ "email": "new@example.test", "name": "New", "role": "viewer" }"""),
        ["GetMember"] = new(View),
        ["ChangeMember"] = new(ManageMembers, """{ "role": "author" }"""),
        ["MakePasswordLink"] = new(ManageMembers),
        ["RemoveMember"] = new(ManageMembers),
        ["ListInvitations"] = new(ManageMembers),
        ["WithdrawInvitation"] = new(ManageMembers),
        ["ListTokens"] = new(ManageOwnTokens),
        ["CreateToken"] = new(ManageOwnTokens, """{ "name": "{name}", "role": "viewer" }"""),
        ["RevokeToken"] = new(ManageMembers, Hides: true),
        ["ListAuditEntries"] = new(ViewAudit),
        ["VerifyAuditTrail"] = new(ViewAudit),
    };
}
