using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcaster.Core.Foundation.Costs;

internal sealed class CostRecordConfiguration : IEntityTypeConfiguration<CostRecord>
{
    public void Configure(EntityTypeBuilder<CostRecord> record)
    {
        record.Property(r => r.Stage).HasMaxLength(80);
        record.Property(r => r.Provider).HasMaxLength(40);
        record.Property(r => r.Model).HasMaxLength(200);
        record.Property(r => r.Problem).HasMaxLength(60);
        record.HasIndex(r => new { r.WorkspaceId, r.At });
        record.HasIndex(r => new { r.WorkspaceId, r.PlanId });
        record.HasIndex(r => r.At).HasDatabaseName("ix_cost_records_open").HasFilter("outcome = 'reserved'");
    }
}

internal sealed class CostTotalConfiguration : IEntityTypeConfiguration<CostTotal>
{
    public void Configure(EntityTypeBuilder<CostTotal> total)
    {
        total.HasKey(t => new { t.WorkspaceId, t.Period });
        total.Property(t => t.Period).HasMaxLength(60);
    }
}
