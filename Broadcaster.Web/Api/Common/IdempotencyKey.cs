using System.Security.Cryptography;
using System.Text;
using Broadcaster.Core.Foundation.Idempotency;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Tenancy;
using Microsoft.Net.Http.Headers;

namespace Broadcaster.Web.Api.Common;

/// <summary>
/// A POST with an Idempotency-Key is done once: the same key and body within a day gives the first answer again. It is done
/// to its end though the client leaves: that is when the same request comes again. Failures of the server are not kept, so
/// that they can be tried again; what was committed before the failure is not done again then, see <see cref="AnswerAgain"/>.
/// </summary>
internal sealed class IdempotencyKey(RequestDelegate next, IdempotencyStore store, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<IdempotencyKey> log)
{
    public const string Header = "Idempotency-Key";
    public const string Replayed = "Idempotency-Replayed";
    private const int LongestKey = 255;
    private const int LargestAnswer = 8 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly string[] KeptHeaders = ["Content-Type", "Location", "ETag"];

    public async Task InvokeAsync(HttpContext context)
    {
        string? key = context.Request.Headers[Header];
        if (!HttpMethods.IsPost(context.Request.Method) || key is null || CurrentCaller.Find(context) is not { } caller)
        {
            await next(context);
            return;
        }

        if (key.Length is 0 or > LongestKey || !key.All(c => c is > ' ' and < (char)127))
        {
            throw BadRequest.Of(Header, $"A key has 1 to {LongestKey} visible ASCII characters and no blanks; a UUID is a good one.");
        }

        var bodyHash = await HashBodyAsync(context);
        var scope = Hash($"{caller.MemberId}\u001f{context.Request.Method}\u001f{context.Request.Path}{context.Request.QueryString}\u001f{key}");
        switch (await ClaimAsync(caller.WorkspaceId, scope, bodyHash, context.RequestAborted))
        {
            case IdempotencyClaim.Answered { Answer: var answer }:
                await ReplayAsync(context, answer);
                break;
            case IdempotencyClaim.OtherBody:
                await Problem.WriteAsync(context, Problem.Of(context, StatusCodes.Status422UnprocessableEntity, "idempotency.key_reused", "This Idempotency-Key was used with another body. Use a new key for a new request."));
                break;
            case IdempotencyClaim.InProgress:
                await SayInProgressAsync(context);
                break;
            case IdempotencyClaim.First { Request: var request }:
                CurrentCaller.Set(context, caller with { Request = request });
                await RunAsync(context, request);
                break;
        }
    }

    private async Task<IdempotencyClaim> ClaimAsync(Guid workspaceId, string scope, string bodyHash, CancellationToken ct)
    {
        var giveUp = clock.GetUtcNow() + Patience;
        while (true)
        {
            // Not by the client's token: a claim that it leaves behind would keep its next try waiting.
            var claim = await store.BeginAsync(workspaceId, scope, bodyHash, lifetime.ApplicationStopping);
            if (claim is not IdempotencyClaim.InProgress || clock.GetUtcNow() >= giveUp)
            {
                return claim;
            }

            await Task.Delay(Pause, clock, ct);
        }
    }

    private async Task RunAsync(HttpContext context, ClaimedRequest request)
    {
        var response = context.Response;
        var client = response.Body;
        using var buffer = new MemoryStream();
        response.Body = buffer;
        var gone = context.RequestAborted;
        using var over = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        context.RequestAborted = stop.Token;
        var keeping = KeepClaimAsync(request, stop, over.Token);
        var (kept, lost) = (false, false);
        try
        {
            if (!request.GoesOn || !await AnswerAgain.WriteAsync(context, request))
            {
                await next(context);
            }

            if (response.StatusCode < 500 && buffer.Length <= LargestAnswer)
            {
                var headers = KeptHeaders.Where(h => response.Headers.ContainsKey(h)).ToDictionary(h => h, h => response.Headers[h].ToString());
                (kept, lost) = await KeepAsync(request, new IdempotentAnswer(response.StatusCode, headers, buffer.ToArray()));
            }
        }
        catch (ClaimLostException)
        {
            lost = true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested)
        {
            lost = true;
        }
        finally
        {
            await over.CancelAsync();
            await keeping;
            response.Body = client;
            context.RequestAborted = gone;
            if (!kept && !lost)
            {
                await LetGoAsync(request);
            }
        }

        if (lost)
        {
            foreach (var name in KeptHeaders)
            {
                response.Headers.Remove(name);
            }

            await SayInProgressAsync(context);
            return;
        }

        buffer.Position = 0;
        await buffer.CopyToAsync(client, gone);
    }

    // What was done must be remembered even if the program stops meanwhile. Where it cannot be, the answer is true all the
    // same, and the next request with this key is answered from what was committed.
    private async Task<(bool Kept, bool Lost)> KeepAsync(ClaimedRequest request, IdempotentAnswer answer)
    {
        try
        {
            var kept = await store.CompleteAsync(request, answer, CancellationToken.None);
            return (kept, !kept);
        }
        catch (Exception problem)
        {
            ApiLog.AnswerNotKept(log, problem);
            return (false, false);
        }
    }

    private async Task LetGoAsync(ClaimedRequest request)
    {
        try
        {
            await store.ReleaseAsync(request, CancellationToken.None);
        }
        catch (Exception problem)
        {
            // It ends by itself, as that of a program that is gone.
            ApiLog.ClaimNotReleased(log, problem);
        }
    }

    private static Task SayInProgressAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return Problem.WriteAsync(context, Problem.Of(context, StatusCodes.Status409Conflict, "idempotency.in_progress", "The first request with this Idempotency-Key is still running. Ask again in a moment for its answer."));
    }

    private async Task KeepClaimAsync(ClaimedRequest request, CancellationTokenSource stop, CancellationToken over)
    {
        using var timer = new PeriodicTimer(IdempotencyStore.Abandoned / 5, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                try
                {
                    if (!await store.RenewAsync(request, over))
                    {
                        await stop.CancelAsync();
                        return;
                    }
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    // There are four more times before the claim is lost.
                    ApiLog.ClaimNotRenewed(log, problem);
                }
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The request is over.
        }
    }

    private static async Task ReplayAsync(HttpContext context, IdempotentAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.Headers[Replayed] = "true";
        context.Response.ContentLength = answer.Status == StatusCodes.Status204NoContent ? null : answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static async Task<string> HashBodyAsync(HttpContext context)
    {
        context.Request.EnableBuffering();
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        context.Request.Body.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(WithoutBoundary(body.ToArray(), context.Request.ContentType)));
    }

    // A multipart body carries a boundary that clients draw anew for each try: the parts are what must be the same.
    private static byte[] WithoutBoundary(byte[] body, string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || type.Boundary.Length == 0)
        {
            return body;
        }

        var boundary = Encoding.UTF8.GetBytes(HeaderUtilities.RemoveQuotes(type.Boundary).ToString());
        using var rest = new MemoryStream(body.Length);
        var from = 0;
        for (int at; (at = body.AsSpan(from).IndexOf(boundary)) >= 0; from += at + boundary.Length)
        {
            rest.Write(body, from, at);
        }

        rest.Write(body, from, body.Length - from);
        return rest.ToArray();
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
