using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>
/// A request body that is already bytes, and that knows whether any of it was written to a connection: a time-out before
/// that is provably not sent.
/// </summary>
public sealed class WireContent : HttpContent
{
    private static readonly MediaTypeHeaderValue JsonType = new("application/json") { CharSet = "utf-8" };

    public WireContent(ReadOnlyMemory<byte> bytes, MediaTypeHeaderValue? type = null)
    {
        Bytes = bytes;
        Headers.ContentType = type ?? JsonType;
    }

    public WireContent(string text, string mediaType)
        : this(Encoding.UTF8.GetBytes(text), new MediaTypeHeaderValue(mediaType) { CharSet = "utf-8" })
    {
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Whether the body was begun on a connection.</summary>
    public bool Started { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Started = true;
        return stream.WriteAsync(Bytes, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = Bytes.Length;
        return true;
    }
}
