using System.Net.Sockets;
using System.Text;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Common.Network;

namespace Broadcaster.Core.Planning.Batches;

/// <summary>A Markdown file at an address, read anew for each batch.</summary>
internal sealed class UrlSource : IBatchSourceReader, IDisposable
{
    private const int LongestDocument = 1024 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly NetworkGuard guard;
    private readonly TimeProvider clock;
    private readonly HttpClient http;

    public UrlSource(NetworkGuard guard, TimeProvider clock)
    {
        (this.guard, this.clock) = (guard, clock);
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            ConnectCallback = async (context, ct) => new NetworkStream(await guard.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, ct), ownsSocket: true),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public string Kind => "url";

    public async Task<Result<BatchIdeas>> ReadAsync(BatchSource source, CancellationToken ct)
    {
        if (!Uri.TryCreate(source.Url, UriKind.Absolute, out var address))
        {
            return Wrong("Send the whole address of the Markdown file.");
        }

        if (guard.Refuse(address) is { } refusal)
        {
            return Wrong(refusal);
        }

        using var limit = new CancellationTokenSource(Longest, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, both.Token);
            if (!response.IsSuccessStatusCode)
            {
                return Wrong($"{address.Host} answered {(int)response.StatusCode}. Check that the file can be read without signing in, at this very address.");
            }

            var buffer = new byte[LongestDocument + 1];
            await using var stream = await response.Content.ReadAsStreamAsync(both.Token);
            var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, both.Token);
            return read > LongestDocument ? Wrong("The document is larger than 1 MiB.") : MarkdownIdeas.Read(Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Wrong($"{address.Host} did not answer within {Longest.TotalSeconds:0} seconds.");
        }
        catch (Exception problem) when (NetworkTrouble.Is(problem))
        {
            return Wrong($"{address.Host} cannot be read: {problem.GetBaseException().Message}");
        }
    }

    public void Dispose() => http.Dispose();

    private static InvalidInput Wrong(string message) => InvalidInput.Of("source.url", message);
}
