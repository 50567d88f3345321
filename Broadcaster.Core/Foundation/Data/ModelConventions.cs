using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Broadcaster.Core.Foundation.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Broadcaster.Core.Foundation.Data;

/// <summary>What holds for every entity: snake_case names and enums, the workspace filter, version tokens, no cascade but within a piece.</summary>
internal static class ModelConventions
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    private static readonly MethodInfo SetFilter =
        typeof(ModelConventions).GetMethod(nameof(FilterByWorkspace), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static void Apply(ModelConfigurationBuilder conventions)
    {
        foreach (var type in typeof(ModelConventions).Assembly.GetTypes().Where(t => t.IsEnum && !t.IsDefined(typeof(FlagsAttribute))))
        {
            conventions.Properties(type).HaveConversion(typeof(SnakeCaseConverter<>).MakeGenericType(type)).HaveMaxLength(40);
        }
    }

    public static void Apply(ModelBuilder builder, BroadcasterDbContext db)
    {
        foreach (var entity in builder.Model.GetEntityTypes().ToList())
        {
            entity.SetTableName(SnakeCase.Of(entity.GetTableName()!.Replace("AspNet", "", StringComparison.Ordinal)));
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase.Of(property.Name));
            }

            foreach (var key in entity.GetKeys())
            {
                key.SetName(SnakeCase.Of(key.GetName()!));
            }

            foreach (var index in entity.GetIndexes())
            {
                index.SetDatabaseName(SnakeCase.Of(index.GetDatabaseName()!));
            }

            foreach (var foreignKey in entity.GetForeignKeys())
            {
                foreignKey.SetConstraintName(SnakeCase.Of(foreignKey.GetConstraintName()!));
            }

            if (typeof(IVersioned).IsAssignableFrom(entity.ClrType))
            {
                entity.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
            }

            if (typeof(IWorkspaceOwned).IsAssignableFrom(entity.ClrType))
            {
                SetFilter.MakeGenericMethod(entity.ClrType).Invoke(null, [builder, db]);
            }
        }
    }

    /// <summary>A property that is kept as one JSON text; compared by that text.</summary>
    public static void KeptAsJson<T>(this Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder<T> property)
        where T : class?
    {
        property.HasConversion(
            new ValueConverter<T, string>(v => JsonSerializer.Serialize(v, Json), v => JsonSerializer.Deserialize<T>(v, Json)!),
            new ValueComparer<T>(
                (a, b) => JsonSerializer.Serialize(a, Json) == JsonSerializer.Serialize(b, Json),
                v => JsonSerializer.Serialize(v, Json).GetHashCode(StringComparison.Ordinal),
                v => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(v, Json), Json)!));
    }

    private static void FilterByWorkspace<T>(ModelBuilder builder, BroadcasterDbContext db)
        where T : class, IWorkspaceOwned
    {
        Expression<Func<T, bool>> inWorkspace = row => row.WorkspaceId == db.WorkspaceId;
        builder.Entity<T>().HasQueryFilter(Filters.Workspace, inWorkspace);
    }

    internal sealed class SnakeCaseConverter<TEnum>() : ValueConverter<TEnum, string>(v => SnakeCase.Of(v), v => SnakeCase.Parse<TEnum>(v))
        where TEnum : struct, Enum;
}
