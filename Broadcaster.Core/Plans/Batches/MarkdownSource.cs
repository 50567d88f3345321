using Broadcaster.Core.Common;

namespace Broadcaster.Core.Plans.Batches;

/// <summary>The document itself, sent along.</summary>
internal sealed class MarkdownSource : IBatchSourceReader
{
    public string Kind => "markdown";

    public Task<Result<BatchIdeas>> ReadAsync(BatchSource source, CancellationToken ct) => Task.FromResult<Result<BatchIdeas>>(
        string.IsNullOrWhiteSpace(source.Text) ? InvalidInput.Of("source.text", "Send the Markdown text.") : MarkdownIdeas.Read(source.Text));
}
