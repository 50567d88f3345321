using Broadcaster.Core.Common;

namespace Broadcaster.Core.Research;

/// <inheritdoc />
public sealed class Researcher(TimeProvider clock) : IResearcher
{
    public Task<Result<ResearchReport>> ResearchAsync(ResearchRequest request, IProgress<ResearchProgress>? progress, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Topic))
        {
            return Task.FromResult<Result<ResearchReport>>(new NothingToResearch("Give the research a topic or the address of a page."));
        }

        var words = request.Keywords.Concat(request.Topic.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        progress?.Report(new ResearchProgress("done", 0, 0, "Research is done.", 100));
        return Task.FromResult<Result<ResearchReport>>(new ResearchReport
        {
            Topic = request.Topic,
            Language = request.Language ?? "und",
            CreatedAt = clock.GetUtcNow(),
            Method = ResearchMethod.None,
            Notes = ["No page was read: the keywords come from the topic alone."],
            Keywords = [.. words.Select((word, i) => new ResearchKeyword(word, 100 - Math.Min(99, i), word.Contains(' ', StringComparison.Ordinal), 1, 0))],
        });
    }
}
