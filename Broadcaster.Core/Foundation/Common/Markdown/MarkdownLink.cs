namespace Broadcaster.Core.Foundation.Common.Markdown;

/// <summary>An address in a Markdown text, and where it stands.</summary>
/// <param name="Span">All of it: words, address, title, brackets.</param>
/// <param name="Words">What is read of it without the address; empty where that is nothing.</param>
/// <param name="AddressSpan">The address itself, within it.</param>
internal sealed record MarkdownLink(string Address, Range Span, Range Words, Range AddressSpan);
