using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Pages;
using Broadcaster.Web.Components.Shared;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Tests.Components.Shared;

public sealed class FocusAfterNavigationTests : BunitTestBase
{
    private readonly BunitJSModuleInterop module;

    public FocusAfterNavigationTests()
    {
        module = JSInterop.SetupModule("./js/focus.js");
        module.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void FirstPage_KeepsTheFocusWhereItIs()
    {
        Render<FocusAfterNavigation>(p => p.Add(x => x.RouteData, To<NotFound>()));

        Assert.Empty(JSInterop.Invocations);
    }

    [Fact]
    public void OtherPage_FocusGoesToItsHeadingOnce()
    {
        var focus = Render<FocusAfterNavigation>(p => p.Add(x => x.RouteData, To<NotFound>()));

        focus.Render(p => p.Add(x => x.RouteData, To<Home>()));
        focus.Render(p => p.Add(x => x.RouteData, To<Home>()));

        focus.WaitForAssertion(() => module.VerifyInvoke("focusHeading", 1));
    }

    private static RouteData To<T>() => new(typeof(T), new Dictionary<string, object?>());

    private sealed class Home : ComponentBase;
}
