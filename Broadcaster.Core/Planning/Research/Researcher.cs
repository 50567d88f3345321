using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Planning.Research.Analysis;
using Broadcaster.Core.Planning.Research.Fetching;
using Broadcaster.Core.Planning.Research.Firecrawl;
using Broadcaster.Core.Planning.Research.Reading;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Planning.Research;

/// <inheritdoc />
internal sealed class Researcher(PageFetcher fetcher, FirecrawlClient firecrawl, ResearchHttp http, IOptions<ResearchOptions> options, TimeProvider clock, ILogger<Researcher> log) : IResearcher
{
    private const int MostSources = 30;
    private const int SearchHits = 6;

    public async Task<Result<ResearchReport>> ResearchAsync(ResearchRequest request, IProgress<ResearchProgress>? progress, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        var run = new ResearchRun(request, progress);
        Collect(run);
        if (run.Access is { } access)
        {
            await SearchAsync(run, access, ct);
        }

        run.Tell("fetching", run.Targets.Count == 0 ? "There are no pages to read." : $"Reading {run.Targets.Count} pages.");
        using var places = new SemaphoreSlim(Math.Min(options.Value.MaxConcurrency, 4));
        await Task.WhenAll(run.Targets.Select(target => ReadAsync(run, target, places, ct)));

        var read = run.Targets.Where(t => t.Page is not null).ToList();
        if (read.Count == 0 && string.IsNullOrWhiteSpace(request.Topic) && string.IsNullOrWhiteSpace(request.Brief) && request.Keywords.All(string.IsNullOrWhiteSpace))
        {
            return run.Targets.Count == 0
                ? new NothingToResearch("Give the research a topic, keywords, or the address of a page.")
                : new NothingToResearch($"None of the {run.Targets.Count} pages could be read, and there is no topic to go on with. {run.Targets[0].Problem}");
        }

        run.Tell("analysing", $"Comparing {read.Count} pages.");
        var report = await Task.Run(() => Write(run, read), ct);
        run.Tell("done", $"Research is done: {read.Count} pages, {report.Keywords.Count} keywords, {report.Questions.Count} questions.");
        log.ResearchDone(read.Count, run.Targets.Count, (long)clock.GetElapsedTime(began).TotalMilliseconds, report.Method);
        return report;
    }

    private void Collect(ResearchRun run)
    {
        var most = Math.Clamp(run.Request.MaxSources, 0, MostSources);
        var given = run.Request.CompetitorUrls.Where(u => !string.IsNullOrWhiteSpace(u)).ToList();
        foreach (var url in given)
        {
            if (run.Targets.Count == most)
            {
                run.Note($"Only the first {most} of {given.Count} addresses were read.");
                break;
            }

            run.Add(url.Trim(), SourceOrigin.Given);
        }

        if (run.Access is null)
        {
            run.Note(run.Targets.Count == 0
                ? "No addresses are given and Firecrawl is not set up, so no page was read: keywords and outline come from topic, brief and keywords only. Name competitors' pages, or set a Firecrawl key to have pages searched."
                : "Firecrawl is not set up, so only the pages given were read; nothing was searched.");
        }
    }

    private async Task SearchAsync(ResearchRun run, FirecrawlAccess access, CancellationToken ct)
    {
        var query = PageReader.OneLine(string.IsNullOrWhiteSpace(run.Request.Topic) ? string.Join(' ', run.Request.Keywords) : run.Request.Topic);
        var room = Math.Min(SearchHits, Math.Clamp(run.Request.MaxSources, 0, MostSources) - run.Targets.Count);
        if (query.Length == 0 || room <= 0)
        {
            return;
        }

        run.Tell("searching", $"Searching for \"{(query.Length <= 80 ? query : query[..80] + "…")}\".");
        try
        {
            // Asked for more than there is room for: some will be given already.
            var (hits, credits) = await firecrawl.SearchAsync(access, query.Length <= 400 ? query : query[..400], room + 3, ct);
            run.Spend(credits);
            var added = hits.Count(hit => room > 0 && run.Add(hit.Url, SourceOrigin.Found) && room-- > 0);
            if (added == 0)
            {
                run.Note("The search found no further pages.");
            }
        }
        catch (FirecrawlException problem)
        {
            run.Note($"{problem.Message} Nothing was searched.");
            if (problem.IsFinal)
            {
                run.GiveUpFirecrawl();
            }
        }
    }

    private async Task ReadAsync(ResearchRun run, ResearchTarget target, SemaphoreSlim places, CancellationToken ct)
    {
        await places.WaitAsync(ct);
        try
        {
            target.FetchedAt = clock.GetUtcNow();
            if (target.Problem is null)
            {
                var (markup, plain, address) = await MarkupAsync(run, target, ct);
                if (markup is not null)
                {
                    // Parsing takes milliseconds of pure CPU: off whatever thread the network woke.
                    target.Page = await Task.Run(() => Analyse(target, markup, plain, address), ct);
                }
            }
        }
        finally
        {
            places.Release();
        }

        if (target.Problem is not null)
        {
            log.PageNotRead(target.Address?.IdnHost ?? "?", target.Status);
        }

        run.Through(target);
    }

    private async Task<(string? Markup, bool Plain, Uri Address)> MarkupAsync(ResearchRun run, ResearchTarget target, CancellationToken ct)
    {
        var address = target.Address!;
        if (run.Access is { } access)
        {
            if (http.Guard.Refuse(address) is { } refusal)
            {
                target.Fail(SourceStatus.Refused, refusal);
                return (null, false, address);
            }

            try
            {
                var page = await firecrawl.ScrapeAsync(access, address, ct);
                run.Spend(page.Credits);
                run.Scraped();
                var end = Uri.TryCreate(page.Url, UriKind.Absolute, out var moved) ? moved : address;
                if (page.StatusCode >= 400)
                {
                    target.Fail(SourceStatus.Failed, $"{end.IdnHost} answered with status {page.StatusCode}. Check the address.");
                    return (null, false, end);
                }

                if (page.Html is not null || page.Markdown is not null)
                {
                    return (page.Html ?? page.Markdown, page.Html is null, end);
                }

                target.Fail(SourceStatus.Unreadable, $"Firecrawl found no text on this page{(page.Error is null ? "" : $": {page.Error}")}.");
                return (null, false, end);
            }
            catch (FirecrawlException problem)
            {
                if (problem.IsFinal)
                {
                    run.GiveUpFirecrawl();
                }

                run.Note($"{problem.Message} Pages were fetched directly instead.");
            }
        }

        switch (await fetcher.FetchAsync(address, ct))
        {
            case Fetched.Page page:
                return (page.Markup, page.IsPlain, page.Address);
            case Fetched.Failed failed:
                target.Fail(failed.Status, failed.Message);
                break;
        }

        return (null, false, address);
    }

    private AnalysedPage? Analyse(ResearchTarget target, string markup, bool plain, Uri address)
    {
        var now = clock.GetUtcNow();
        var content = plain ? PageReader.ReadPlain(markup, address, now) : PageReader.Read(markup, address, now);
        if (content is null)
        {
            target.Fail(SourceStatus.Unreadable, "The page nests more than 500 elements into each other, which no page for people does. It was not read.");
            return null;
        }

        var page = AnalysedPage.Of(content);
        if (page.Words == 0)
        {
            target.Fail(SourceStatus.Unreadable, "The page has no text; it may need a browser to draw it. Set a Firecrawl key to have such pages read.");
            return null;
        }

        return page;
    }

    private ResearchReport Write(ResearchRun run, List<ResearchTarget> read)
    {
        var request = run.Request;
        var pages = read.ConvertAll(t => t.Page!);
        var language = LanguageDetector.Primary(request.Language) ?? LanguageOf(request, pages);
        var report = ReportWriter.Write(request, language, pages, clock.GetUtcNow());
        if (read.Count == 0 && run.Targets.Count > 0)
        {
            run.Note("None of the pages could be read: keywords and outline come from topic, brief and keywords only.");
        }

        var foreign = pages.Count(p => p.Content.Language != language && p.Content.Language != LanguageDetector.Unknown);
        if (foreign > 0)
        {
            run.Note($"{foreign} of {pages.Count} pages are in another language than {language}.");
        }

        return report with
        {
            Method = read.Count == 0 ? ResearchMethod.None : run.HasScraped ? ResearchMethod.Firecrawl : ResearchMethod.Direct,
            Notes = run.Notes,
            Sources = [.. run.Targets.Select(t => t.ToSource())],
            CreditsUsed = run.Credits,
        };
    }

    // What most pages are written in; without pages, what the plan is written in.
    private static string LanguageOf(ResearchRequest request, List<AnalysedPage> pages)
    {
        var own = LanguageDetector.Of($"{request.Topic}\n{request.Brief}\n{string.Join('\n', request.Keywords)}");
        var most = pages.Select(p => p.Content.Language).Where(l => l != LanguageDetector.Unknown).GroupBy(l => l, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;
        return !string.IsNullOrWhiteSpace(request.Brief) && own != LanguageDetector.Unknown ? own : most ?? own;
    }
}
