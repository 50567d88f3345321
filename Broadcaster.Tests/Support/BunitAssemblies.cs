using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Broadcaster.Tests.Support;

internal static class BunitAssemblies
{
    // bUnit asks for exact versions of assemblies that lie beside the tests in others (Bunit.targets says why).
    [ModuleInitializer]
    internal static void Initialise() => AssemblyLoadContext.Default.Resolving += ResolveFromOutputFolder;

    private static Assembly? ResolveFromOutputFolder(AssemblyLoadContext context, AssemblyName name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, name.Name + ".dll");
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    }
}
