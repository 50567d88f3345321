using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcaster.Core.Planning.Prompts;

/// <summary>A text that a workspace gave a prompt. The highest number holds; none: the built-in text.</summary>
public sealed class PromptVersion : IWorkspaceOwned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    /// <summary>Of a <see cref="PromptDefinition"/>.</summary>
    public required string Name { get; init; }

    /// <summary>1, 2, 3, …</summary>
    public required int Number { get; init; }

    public required string Text { get; init; }

    /// <summary>What was changed, in the words of whoever did.</summary>
    public string? Note { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public Guid? CreatedBy { get; init; }

    public required string CreatedByName { get; init; }
}

internal sealed class PromptVersionConfiguration : IEntityTypeConfiguration<PromptVersion>
{
    public void Configure(EntityTypeBuilder<PromptVersion> version)
    {
        version.Property(v => v.Name).HasMaxLength(40);
        version.Property(v => v.Note).HasMaxLength(500);
        version.Property(v => v.CreatedByName).HasMaxLength(200);
        version.HasIndex(v => new { v.WorkspaceId, v.Name, v.Number }).IsUnique();
    }
}
