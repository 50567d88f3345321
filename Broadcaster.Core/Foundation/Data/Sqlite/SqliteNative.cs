using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Broadcaster.Core.Foundation.Data.Sqlite;

/// <summary>Makes the native SQLite library ready before the first connection opens.</summary>
internal static class SqliteNative
{
    // EF Core is compiled against a newer SQLitePCLRaw than some feeds carry, and the runtime refuses a lower
    // assembly version on its own. Where the versions match, Resolving is never raised.
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "It has to run before any use of SQLite, in the program, in tests and in design-time tools alike.")]
    internal static void Initialise()
    {
        AssemblyLoadContext.Default.Resolving += ResolveShippedVersion;
        SQLitePCL.Batteries_V2.Init();
    }

    private static Assembly? ResolveShippedVersion(AssemblyLoadContext context, AssemblyName name)
    {
        if (name.Name is null || !name.Name.StartsWith("SQLitePCLRaw.", StringComparison.Ordinal))
        {
            return null;
        }

        var path = Path.Combine(AppContext.BaseDirectory, name.Name + ".dll");
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    }
}
