using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcaster.Core.Planning.Plans;

internal sealed class ContentPlanConfiguration : IEntityTypeConfiguration<ContentPlan>
{
    public void Configure(EntityTypeBuilder<ContentPlan> plan)
    {
        plan.ToTable("Plans");
        plan.Property(p => p.Topic).HasMaxLength(PlanLimits.TopicCharacters);
        plan.Property(p => p.Audience).HasMaxLength(PlanLimits.LineCharacters);
        plan.Property(p => p.Tone).HasMaxLength(PlanLimits.LineCharacters);
        plan.Property(p => p.Language).HasMaxLength(35);
        plan.Property(p => p.Model).HasMaxLength(200);
        plan.Property(p => p.Theme).HasMaxLength(200);
        plan.Property(p => p.Format).HasMaxLength(60);
        plan.Property(p => p.Node).HasMaxLength(200);
        plan.Property(p => p.Keywords).KeptAsJson();
        plan.Property(p => p.CompetitorUrls).KeptAsJson();
        plan.Property(p => p.ChannelIds).KeptAsJson();
        plan.Property(p => p.Prompts).KeptAsJson();
        plan.Property(p => p.Problem).KeptAsJson();

        // Whoever changes a plan must have seen where it stands: a claim in between makes the save fail.
        plan.Property(p => p.Status).IsConcurrencyToken();
        plan.Property(p => p.Attempt).IsConcurrencyToken();
        plan.HasIndex(p => p.QueuedAt).HasDatabaseName("ix_plans_due").HasFilter("status = 'queued'");
        plan.HasIndex(p => p.LeaseUntil).HasDatabaseName("ix_plans_lease").HasFilter("status IN ('researching', 'generating', 'refining')");
        plan.HasIndex(p => new { p.WorkspaceId, p.Status, p.UpdatedAt });
        plan.HasIndex(p => new { p.WorkspaceId, p.CreatedAt });
        plan.HasIndex(p => new { p.WorkspaceId, p.BatchId });
    }
}

internal sealed class PlanStepConfiguration : IEntityTypeConfiguration<PlanStep>
{
    public void Configure(EntityTypeBuilder<PlanStep> step)
    {
        step.Property(s => s.Key).HasMaxLength(120);
        step.HasOne<ContentPlan>().WithMany().HasForeignKey(s => s.PlanId);
        step.HasIndex(s => new { s.PlanId, s.Generation, s.Key, s.Run }).IsUnique();
    }
}

internal sealed class PlanRunConfiguration : IEntityTypeConfiguration<PlanRun>
{
    public void Configure(EntityTypeBuilder<PlanRun> run)
    {
        run.HasKey(r => new { r.PlanId, r.Number });
        run.HasOne<ContentPlan>().WithMany().HasForeignKey(r => r.PlanId);
    }
}

internal sealed class PlanLogLineConfiguration : IEntityTypeConfiguration<PlanLogLine>
{
    public void Configure(EntityTypeBuilder<PlanLogLine> line)
    {
        line.HasOne<ContentPlan>().WithMany().HasForeignKey(l => l.PlanId);
        line.HasIndex(l => new { l.PlanId, l.At });
    }
}
