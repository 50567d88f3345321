using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Pages.Content;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;

namespace Broadcaster.Tests.Components.Pages.Content;

public sealed class ImportPageTests : PageTestBase
{
    [Fact]
    public async Task File_Chosen_ShowsWhatItMakesAndMakesNothing()
    {
        var page = Choose("pieces.csv", "title,body,colour\nThe first,Text,red\n,No title,\nThe second,More,");

        await page.WaitForAssertionAsync(() => Assert.Contains("2 drafts from pieces.csv", page.Find("[aria-label='What it makes'] h2").TextContent, StringComparison.Ordinal));
        Assert.Equal(["1The first", "3The second"], page.FindAll("[aria-label='What it makes'] li").Select(li => li.TextContent));
        Assert.StartsWith("2title:", page.Find("[aria-label='Rows that are left out'] li").TextContent, StringComparison.Ordinal);
        Assert.Contains("colour", page.Find("[aria-label='What it makes']").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, (await ListAsync()).Total);
    }

    [Fact]
    public async Task Import_AfterThePreview_MakesTheDraftsOnce()
    {
        var page = Choose("pieces.jsonl", "{\"title\":\"The first\",\"body\":\"Text\"}\n{\"title\":\"\"}\n");
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll("[aria-label='What it makes'] button")));

        await page.Find("[aria-label='What it makes'] button").ClickAsync(new());

        Assert.Contains("1 draft made", page.Find("[data-imported]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[aria-label='What it makes']"));
        Assert.Single(page.FindAll("[aria-label='Rows that are left out'] li"));
        Assert.Equal(("The first", ContentState.Draft), Assert.Single((await ListAsync()).Items.Select(c => (c.Title, c.State))));
    }

    [Fact]
    public async Task File_NotText_SaysWhatToDo()
    {
        var page = RenderPage<ImportPage>(Role.Author);
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary([0x74, 0xC3, 0x28], "pieces.csv"));

        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll("[role=alert]")));
        Assert.Contains("UTF-8", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Viewer_Opens_HasNoFileToChoose() => Assert.Empty(RenderPage<ImportPage>(Role.Viewer).FindAll("input[type=file]"));

    private IRenderedComponent<ImportPage> Choose(string name, string text)
    {
        var page = RenderPage<ImportPage>(Role.Author);
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(text, name));
        return page;
    }

    private Task<Page<ContentSummary>> ListAsync() => App.Get<ContentQueries>().ListAsync(App.CallerAs(Role.Viewer), new ContentFilter(), new PageRequest(), default);
}
