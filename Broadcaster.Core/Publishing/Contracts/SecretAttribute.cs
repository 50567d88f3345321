namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>Marks a setting that is encrypted at rest, never sent back, and masked wherever it appears.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
