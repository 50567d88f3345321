using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Planning.Batches;

/// <summary>The document itself, sent along.</summary>
internal sealed class MarkdownSource : IBatchSourceReader
{
    public string Kind => "markdown";

    public Task<Result<BatchIdeas>> ReadAsync(BatchSource source, CancellationToken ct) => Task.FromResult<Result<BatchIdeas>>(
        string.IsNullOrWhiteSpace(source.Text) ? InvalidInput.Of("source.text", "Send the Markdown text.") : MarkdownIdeas.Read(source.Text));
}
