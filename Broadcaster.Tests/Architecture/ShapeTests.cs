using System.Reflection;
using System.Runtime.CompilerServices;
using Broadcaster.Core;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Broadcaster.Tests.Architecture;

/// <summary>How types look and are called.</summary>
public sealed class ShapeTests
{
    private static readonly string[] _projects = ["Broadcaster.Core", "Broadcaster.Web", "Broadcaster.Tests", "bench"];

    [Fact]
    public void Types_Named_ByWhatTheyDo() => Rule.Holds(
        "Helper, Manager and Utils say nothing: a type is named by what it is or does.",
        Code().Where(line => line.Mentions(@"\b(class|record|struct|interface|enum) \w*(Helper|Manager|Util|Utilitie)s?\b")));

    [Fact]
    public void Core_PublicClass_IsSealedAbstractOrStatic() => Rule.Holds(
        "A public class of Core is sealed, abstract or static: what may be inherited is decided, not left open.",
        from type in typeof(CoreServices).Assembly.GetExportedTypes()
        where type.IsClass && !type.IsSealed && !type.IsAbstract
        where !IsRecord(type) && !IsGenerated(type)
        select type.FullName);

    [Fact]
    public void Code_AnyFile_HasNoRegions() => Rule.Holds(
        "A file that wants regions wants splitting.",
        Code().Where(line => line.Mentions("^#region")));

    private static IEnumerable<SourceLine> Code() => _projects.SelectMany(Repository.CodeIn);

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.Instance) is not null;

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute)) || typeof(Migration).IsAssignableFrom(type);
}
