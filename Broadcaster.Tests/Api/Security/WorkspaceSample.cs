using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Variants;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Prompts;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Publications;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Api.Security;

/// <summary>One of everything that a workspace can hold and the API can name.</summary>
internal sealed record WorkspaceSample(Channel Channel, ContentItem Content, Publication Publication, PublishJob Job, Guid MediaId, Guid MemberId, Guid TokenId, Guid InvitationId, Guid PlanId)
{
    /// <summary>In the name of everything, so that a leak shows.</summary>
    public const string Mark = "MARK-OF-THE-OTHER";

    public static async Task<WorkspaceSample> MakeAsync(TestApp app, Caller author, ContentState state, JobStatus status, string name, PlanStatus planStatus = PlanStatus.Draft)
    {
        var now = app.Clock.GetUtcNow();
        var home = author.WorkspaceId;
        var channel = new Channel { Id = app.Clock.NewId(), WorkspaceId = home, Connector = TestConnector.Id, Name = name, Settings = "{}", CreatedAt = now, UpdatedAt = now };
        await app.AddAsync(channel);
        var content = await app.AddContentAsync(name, state: state, author: author, channels: [channel], tags: [name]);
        var jobId = app.Clock.NewId();
        var publication = new Publication
        {
            Id = app.Clock.NewId(), WorkspaceId = home, ContentId = content.Id, ChannelId = channel.Id, Key = jobId, Generation = 1, CreatedAt = now,
            Certainty = status == JobStatus.Succeeded ? Certainty.Out : Certainty.NotOut, PublishedAt = status == JobStatus.Succeeded ? now : null,
            Evidence = status == JobStatus.Succeeded ? "sent" : null, Permalink = status == JobStatus.Succeeded ? $"https://x.example/{name}" : null,
        };
        var job = new PublishJob
        {
            Id = jobId,
            WorkspaceId = home,
            PublicationId = publication.Id,
            ContentId = content.Id,
            ChannelId = channel.Id,
            Connector = channel.Connector,
            RunAt = now,
            NextAttemptAt = status == JobStatus.Queued ? now.AddDays(1) : null,
            Status = status,
            Attempt = 1,
            MaxAttempts = 4,
            ContentHash = content.Hash,
            CorrelationId = name,
            CreatedAt = now,
        };
        var media = new MediaFile { Id = app.Clock.NewId(), WorkspaceId = home, FileName = $"{name}.png", ContentType = "image/png", Bytes = 1, Sha256 = Guid.NewGuid().ToString("N"), CreatedAt = now, CreatedBy = author.MemberId };
        var member = await app.AddMemberAsync(Role.Viewer, name, new Workspace { Id = home, Slug = author.WorkspaceSlug, Name = name, TimeZone = "UTC", CreatedAt = now });
        var token = new ApiToken { Id = app.Clock.NewId(), WorkspaceId = home, MemberId = member.MemberId!.Value, Name = name, Role = Role.Viewer, TokenHash = Guid.NewGuid().ToString("N"), Prefix = "brc_xxxx…", CreatedAt = now };
        var invitation = new Invitation { Id = app.Clock.NewId(), WorkspaceId = home, Email = $"{Guid.NewGuid():N}@example.test", Name = name, Role = Role.Viewer, SecretHash = Guid.NewGuid().ToString("N"), CreatedAt = now, ExpiresAt = now.AddDays(7) };
        var plan = new ContentPlan { Id = app.Clock.NewId(), WorkspaceId = home, Topic = name, Status = planStatus, Run = 1, QueuedAt = now, NextAttemptAt = now, CreatedAt = now, CreatedBy = author.MemberId, UpdatedAt = now };
        await app.AddAsync(
            plan,
            new PlanStep { Id = app.Clock.NewId(), WorkspaceId = home, PlanId = plan.Id, Generation = 1, Run = 1, Key = "titles", Accepted = true, Payload = $"[\"{name}\"]", At = now },
            new PlanRun { WorkspaceId = home, PlanId = plan.Id, Number = 1, QueuedAt = now, FromStage = PlanStage.Research },
            new PlanLogLine { Id = app.Clock.NewId(), WorkspaceId = home, PlanId = plan.Id, Run = 1, At = now, Stage = PlanStage.Research, Level = PlanLogLevel.Info, Message = name },
            new CostRecord { Id = app.Clock.NewId(), WorkspaceId = home, PlanId = plan.Id, Task = AiTask.Title, Provider = "openai", Model = name, At = now, Day = DateOnly.FromDateTime(now.UtcDateTime) },
            new CostTotal { WorkspaceId = home, Period = $"plan:{plan.Id:N}", Nanos = 1 },
            new PromptVersion { Id = app.Clock.NewId(), WorkspaceId = home, Name = $"prompt {plan.Id:N}", Number = 1, Text = name, CreatedAt = now, CreatedByName = name },
            publication,
            job,
            new PublishAttempt { WorkspaceId = home, JobId = job.Id, Number = 1, Node = "n", StartedAt = now, CorrelationId = name },
            new PublishJobEvent { Id = app.Clock.NewId(), WorkspaceId = home, JobId = job.Id, At = now, Message = name },
            new PublicationCheckpoint { WorkspaceId = home, PublicationId = publication.Id, Generation = 1, Key = "k", Value = name, At = now },
            new ContentVariant { Id = app.Clock.NewId(), WorkspaceId = home, ContentId = content.Id, ChannelId = channel.Id, Body = name, UpdatedAt = now },
            media,
            token,
            invitation);
        return new WorkspaceSample(channel, content, publication, job, media.Id, member.MemberId!.Value, token.Id, invitation.Id, plan.Id);
    }

    /// <summary>The id that stands for a route's parameter; null for a route that the samples do not cover.</summary>
    public string? IdFor(string route, string parameter) => (route, parameter) switch
    {
        (_, "channelId") => Channel.Id.ToString(),
        (_, "number") => route.StartsWith("/api/v1/prompts/", StringComparison.Ordinal) ? "0" : "1",
        (_, "name") => "draft",
        _ when route.StartsWith("/api/v1/plans/", StringComparison.Ordinal) => PlanId.ToString(),
        _ when route.StartsWith("/api/v1/connectors/", StringComparison.Ordinal) => TestConnector.Id,
        _ when route.StartsWith("/api/v1/channels/", StringComparison.Ordinal) => Channel.Id.ToString(),
        _ when route.StartsWith("/api/v1/content/", StringComparison.Ordinal) => Content.Id.ToString(),
        _ when route.StartsWith("/api/v1/jobs/", StringComparison.Ordinal) => Job.Id.ToString(),
        _ when route.StartsWith("/api/v1/deliveries/", StringComparison.Ordinal) => Publication.Id.ToString(),
        _ when route.StartsWith("/api/v1/publications/", StringComparison.Ordinal) => Publication.Id.ToString(),
        _ when route.StartsWith("/api/v1/media/", StringComparison.Ordinal) => MediaId.ToString(),
        _ when route.StartsWith("/api/v1/members/invitations/", StringComparison.Ordinal) => InvitationId.ToString(),
        _ when route.StartsWith("/api/v1/members/", StringComparison.Ordinal) => MemberId.ToString(),
        _ when route.StartsWith("/api/v1/tokens/", StringComparison.Ordinal) => TokenId.ToString(),
        _ => null,
    };
}
