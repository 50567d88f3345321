using Broadcaster.Tests.Support;
using Microsoft.Playwright;

namespace Broadcaster.Bench;

/// <summary>
/// From the outcome of a job to its row on an open page, in a real browser: the page of jobs is open while pieces go out one
/// by one, and notes when each row says so.
/// </summary>
internal static class LiveMeasurement
{
    private const int Rounds = 5;
    private const int JobsInARound = 20;

    // Told by the browser itself on each change of the page: the same clock as the program's, on the same machine.
    private const string Watch = """
        () => {
            window.seen = {};
            new MutationObserver(() => {
                const now = Date.now();
                for (const row of document.querySelectorAll('tr[data-job]')) {
                    if (!(row.dataset.job in window.seen) && row.textContent.includes('Succeeded')) {
                        window.seen[row.dataset.job] = now;
                    }
                }
            }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
        }
        """;

    public static async Task<IReadOnlyList<Figure>> RunAsync(Application app, string database, Func<int, Task<IReadOnlyList<Guid>>> addContents, Guid channel)
    {
        await using var context = await Browser.NewContextAsync(baseUrl: app.Api.BaseAddress);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/signin");
        await page.GetByLabel("Email").FillAsync(Application.AdminEmail);
        await page.GetByLabel("Password").FillAsync(Application.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/signin", StringComparison.Ordinal));
        var workspace = page.Url.TrimEnd('/');

        var late = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            late.AddRange(await RoundAsync(app, page, $"{workspace}/jobs", await addContents(JobsInARound), channel));
        }

        late.Sort();
        return
        [
            new Figure("live", database, "outcome to the open page, p50", late[late.Count / 2], "ms"),
            new Figure("live", database, "outcome to the open page, p95", late[(int)(late.Count * 0.95)], "ms"),
            new Figure("live", database, "outcome to the open page, max", late[^1], "ms"),
        ];
    }

    private static async Task<IEnumerable<double>> RoundAsync(Application app, IPage page, string jobs, IReadOnlyList<Guid> contents, Guid channel)
    {
        var first = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(8);
        var ids = new List<string>();
        for (var i = 0; i < contents.Count; i++)
        {
            var answer = await app.PostAsync($"/api/v1/content/{contents[i]}/schedule", new { channelIds = new[] { channel }, runAt = first + TimeSpan.FromMilliseconds(400 * i) });
            ids.Add(answer.GetProperty("jobs")[0].GetProperty("id").GetString()!);
        }

        await page.GotoAsync(jobs);
        await page.Locator("main[data-live=true]").WaitForAsync();
        await page.EvaluateAsync(Watch);
        await page.WaitForFunctionAsync("ids => ids.every(id => id in window.seen)", ids, new() { Timeout = 60_000 });
        var seen = await page.EvaluateAsync<Dictionary<string, double>>("() => window.seen");
        var late = new List<double>();
        foreach (var id in ids)
        {
            var done = (await app.GetAsync($"/api/v1/jobs/{id}")).GetProperty("completedAt").GetDateTimeOffset();
            late.Add(seen[id] - (done - DateTimeOffset.UnixEpoch).TotalMilliseconds);
        }

        return late;
    }
}
