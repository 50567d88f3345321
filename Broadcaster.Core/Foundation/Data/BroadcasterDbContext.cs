using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Variants;
using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Foundation.Auditing;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Idempotency;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Nodes;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Prompts;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Newsletter;
using Broadcaster.Core.Publishing.Publications;
using Broadcaster.Core.Publishing.Site;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Data;

/// <summary>The database. Opened for one operation at a time through <see cref="Database"/>, never injected into a page.</summary>
public abstract class BroadcasterDbContext(DbContextOptions options) : IdentityUserContext<User, Guid>(options)
{
    private const int MostTries = 3;

    /// <summary>The one workspace that queries see; empty sees none. See <see cref="Filters.Workspace"/>.</summary>
    public Guid WorkspaceId { get; internal init; }

    /// <summary>Set on contexts that may write: what is being done and by whom, for the audit trail.</summary>
    public Operation? Operation { get; internal init; }

    internal bool ReadOnly { get; init; }

    internal List<LiveEvent> UnsentEvents { get; } = [];

    public DbSet<Workspace> Workspaces => Set<Workspace>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<ContentItem> Contents => Set<ContentItem>();

    public DbSet<ContentTag> ContentTags => Set<ContentTag>();

    public DbSet<ContentTarget> ContentTargets => Set<ContentTarget>();

    public DbSet<ContentVariant> ContentVariants => Set<ContentVariant>();

    public DbSet<ContentRevision> ContentRevisions => Set<ContentRevision>();

    public DbSet<EditorDraft> EditorDrafts => Set<EditorDraft>();

    public DbSet<Approval> Approvals => Set<Approval>();

    public DbSet<Channel> Channels => Set<Channel>();

    public DbSet<MediaFile> MediaFiles => Set<MediaFile>();

    public DbSet<PublishJob> PublishJobs => Set<PublishJob>();

    public DbSet<PublishAttempt> PublishAttempts => Set<PublishAttempt>();

    public DbSet<PublishJobEvent> PublishJobEvents => Set<PublishJobEvent>();

    public DbSet<Publication> Publications => Set<Publication>();

    public DbSet<PublicationCheckpoint> PublicationCheckpoints => Set<PublicationCheckpoint>();

    public DbSet<EngineNode> EngineNodes => Set<EngineNode>();

    public DbSet<ContentPlan> Plans => Set<ContentPlan>();

    public DbSet<PlanStep> PlanSteps => Set<PlanStep>();

    public DbSet<PlanRun> PlanRuns => Set<PlanRun>();

    public DbSet<PlanLogLine> PlanLogLines => Set<PlanLogLine>();

    public DbSet<PromptVersion> PromptVersions => Set<PromptVersion>();

    public DbSet<CostRecord> CostRecords => Set<CostRecord>();

    public DbSet<CostTotal> CostTotals => Set<CostTotal>();

    public DbSet<SitePage> SitePages => Set<SitePage>();

    public DbSet<SitePageMedia> SitePageMedia => Set<SitePageMedia>();

    public DbSet<EmailSuppression> EmailSuppressions => Set<EmailSuppression>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    public DbSet<AuditHead> AuditHeads => Set<AuditHead>();

    /// <summary>Writes an audit entry by itself, for what happened and changed no row of the workspace: a sign-in, a new password.</summary>
    public async Task RecordAsync(string subject, Guid subjectId, CancellationToken ct)
    {
        await using var transaction = await Database.BeginTransactionAsync(ct);
        var entry = AuditRecorder.Of(Operation!, subject, subjectId, "[]");
        await AuditRecorder.AppendAsync(this, entry, ct);
        await RecordRequestAsync(entry, ct);
        await base.SaveChangesAsync(acceptAllChangesOnSuccess: true, ct);
        await transaction.CommitAsync(ct);
    }

    // In the same transaction: the work and the word that it is done cannot be parted.
    private Task RecordRequestAsync(AuditEntry entry, CancellationToken ct) =>
        Operation!.Caller.Request?.RecordAsync(this, entry.Subject, entry.SubjectId, ct) ?? Task.CompletedTask;

    /// <summary>Makes the database itself refuse to change or delete entries of the audit trail. May run again.</summary>
    protected internal abstract Task GuardAuditTrailAsync(CancellationToken ct);

    /// <summary>Puts a lock on one row of the model until the transaction ends; SQLite has one writer anyway.</summary>
    protected internal abstract Task LockAuditHeadAsync(Guid workspaceId, CancellationToken ct);

    /// <summary>
    /// Locks the jobs that this save changes, in the order in which the engine locks: the audit head, jobs, pieces, channels.
    /// EF would write the piece before its jobs, and the two would wait for each other.
    /// </summary>
    protected abstract Task LockJobsAsync(CancellationToken ct);

    /// <summary>Whether the database ended the transaction only for its order among others: the same again may well succeed.</summary>
    protected abstract bool MayTryAgain(Exception problem);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(BroadcasterDbContext).Assembly);
        ModelConventions.Apply(builder, this);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        ModelConventions.Apply(conventions);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save with SaveChangesAsync.");

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        SaveRules.Check(this);
        var entry = Operation is null ? null : AuditRecorder.Describe(this, Operation);
        LiveChanges.Collect(this);
        if (entry is null)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        for (var tries = 1; ; tries++)
        {
            await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
            try
            {
                await AuditRecorder.AppendAsync(this, entry, cancellationToken);
                await LockJobsAsync(cancellationToken);
                await RecordRequestAsync(entry, cancellationToken);
                var written = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
                if (own is not null)
                {
                    await own.CommitAsync(cancellationToken);
                }

                return written;
            }
            catch (Exception problem) when (own is not null && tries < MostTries && MayTryAgain(problem))
            {
                // Nothing was saved, and what is to be saved is still here; the entry takes a new place in the chain.
                await own.RollbackAsync(cancellationToken);
                Entry(entry).State = EntityState.Detached;
                LiveChanges.Collect(this);
            }
        }
    }
}
