using Bunit;
using Radzen;

namespace Broadcaster.Tests.Support;

/// <summary>Renders components without a browser; calls to JavaScript succeed and answer with defaults.</summary>
public abstract class BunitTestBase : BunitContext
{
    protected BunitTestBase()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
    }
}
