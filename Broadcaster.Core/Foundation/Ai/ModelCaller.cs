using System.Globalization;
using System.Text;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;

namespace Broadcaster.Core.Foundation.Ai;

/// <summary>
/// The only way to a model: sets the money aside, waits for a place, asks, settles the bill. Asks again only where nothing
/// was billed.
/// </summary>
public sealed class ModelCaller(
    Database database,
    WorkspaceSecrets secrets,
    CostBook book,
    ModelWire wire,
    ModelGate gate,
    ModelBreakers breakers,
    ModelForms forms,
    IOptions<AiOptions> options,
    TimeProvider clock,
    ILogger<ModelCaller> log)
{
    // A token is at least one byte; what providers put around messages and schemas is less than this.
    private const int Overhead = 600;

    /// <summary>No answer that somebody asks for is longer, in characters; a model that goes on and on is broken off.</summary>
    internal const int LongestAnswer = 1_000_000;

    /// <summary>How often <see cref="ModelOrder.OnText"/> is told.</summary>
    internal static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    /// <summary>Answers <see cref="ModelRefused"/>, <see cref="CeilingReached"/> or <see cref="PriceUnknown"/> where there is no usable answer.</summary>
    public async Task<Result<ModelAnswer>> AskAsync(ModelOrder order, CancellationToken ct)
    {
        Workspace workspace;
        await using (var db = database.Read(order.WorkspaceId))
        {
            workspace = await db.Workspaces.FirstAsync(w => w.Id == order.WorkspaceId, ct);
        }

        var choice = ModelChoice.Of(workspace, secrets, order.Task, order.Model);
        if (!choice.Ok)
        {
            return choice.Error;
        }

        var price = PriceOf(workspace.Settings.Costs, choice.Value, order.PlanLimit);
        return price.Ok ? await AskAsync(workspace, order, choice.Value, price.Value, ct) : price.Error;
    }

    /// <summary>What the model costs; a server of one's own is free unless a price is set. Under any ceiling, the plan's own too, a price has to be known.</summary>
    internal static Result<ModelPrice> PriceOf(CostSettings costs, ModelChoice choice, decimal? planLimit = null)
    {
        if (ModelPrices.Find(costs, choice.Model) is { } known)
        {
            return known;
        }

        if (choice.IsOwnServer || (planLimit is null && costs is { DayLimit: null, MonthLimit: null, PlanLimit: null }))
        {
            return new ModelPrice(choice.Model, 0, 0);
        }

        return new PriceUnknown(choice.Model);
    }

    private async Task<Result<ModelAnswer>> AskAsync(Workspace workspace, ModelOrder order, ModelChoice choice, ModelPrice price, CancellationToken ct)
    {
        var most = price.Of(MostTokensIn(order), choice.MaxTokens);
        for (var attempt = 0; ; attempt++)
        {
            var asked = await AskInTurnAsync(workspace, order, choice, price, most, ct);
            if (asked.Ok || asked.Error is not ModelRefused { MayPass: true } refused || attempt >= options.Value.MaxRetries)
            {
                return asked;
            }

            var wait = (refused.RetryAt ?? clock.GetUtcNow().AddSeconds(1 << attempt)) - clock.GetUtcNow();
            if (wait > options.Value.LongestWait || refused.Fault == ModelFault.Paused)
            {
                return asked;
            }

            AiLog.AskingAgain(log, choice.Address.Host, refused.Code, wait);
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, clock, ct);
        }
    }

    // The place comes first: what waits for its turn sets no money aside.
    private async Task<Result<ModelAnswer>> AskInTurnAsync(Workspace workspace, ModelOrder order, ModelChoice choice, ModelPrice price, decimal most, CancellationToken ct)
    {
        using var place = await gate.EnterAsync(ct);
        var reserved = await book.ReserveAsync(workspace, order, choice, most, ct);
        return reserved.Ok ? await AskOnceAsync(order, choice, price, reserved.Value, ct) : reserved.Error;
    }

    private static long MostTokensIn(ModelOrder order) =>
        Encoding.UTF8.GetByteCount(order.System) + order.Turns.Sum(t => (long)Encoding.UTF8.GetByteCount(t)) + (order.Form is { } form ? Encoding.UTF8.GetByteCount(form.Schema.GetRawText()) * 2L : 0) + Overhead;

    private async Task<Result<ModelAnswer>> AskOnceAsync(ModelOrder order, ModelChoice choice, ModelPrice price, CostRecord reserved, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        var heard = new Heard();
        using var limit = new CancellationTokenSource(choice.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        ModelRefused? refused = null;
        try
        {
            await breakers.Of(choice).ExecuteAsync(async _ => await ListenInTimeAsync(order, choice, heard, limit.Token, both.Token), ct);
            refused = heard.Judge(choice);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await book.SettleAsync(reserved, CostOutcome.Unknown, 0, 0, 0, "cancelled", null, CancellationToken.None);
            throw;
        }
        catch (BrokenCircuitException open)
        {
            refused = new ModelRefused(
                ModelFault.Paused, $"{choice.Address.Host} failed several times in a row and is left alone for a moment.", "It goes on by itself.",
                clock.GetUtcNow() + (open.RetryAfter ?? ModelBreakers.Pause));
        }
        catch (ModelDownException down)
        {
            refused = down.Refused;
        }
        catch (Exception problem)
        {
            refused = ModelFaults.Of(problem, choice, clock.GetUtcNow());
        }

        return await SettleAsync(order, choice, price, reserved, heard, refused, (int)clock.GetElapsedTime(started).TotalMilliseconds);
    }

    // The bill is written whatever else is being stopped: it is owed.
    private async Task<Result<ModelAnswer>> SettleAsync(
        ModelOrder order, ModelChoice choice, ModelPrice price, CostRecord reserved, Heard heard, ModelRefused? refused, int latency)
    {
        var cost = heard.IsCounted ? price.Of(heard.TokensIn, heard.TokensOut) : CostBook.ToDollars(reserved.Nanos);
        if (refused is not null)
        {
            // Nothing was heard and the provider said no: free. Counted: as counted. Otherwise nobody knows.
            var outcome = refused.Unbilled && !heard.IsCounted ? CostOutcome.Free : heard.IsCounted ? CostOutcome.Billed : CostOutcome.Unknown;
            await book.SettleAsync(reserved, outcome, heard.TokensIn, heard.TokensOut, cost, refused.Code, null, CancellationToken.None);
            AiLog.NoAnswer(log, choice.Model, choice.Address.Host, refused.Code, latency);
            return refused;
        }

        var answer = new ModelAnswer(heard.Text, heard.CutOff, heard.TokensIn, heard.TokensOut, cost, reserved.Provider, choice.Model, latency);
        Func<BroadcasterDbContext, CancellationToken, Task>? also = order.Commit is { } commit ? (db, token) => commit(db, answer, token) : null;
        await book.SettleAsync(reserved, heard.IsCounted ? CostOutcome.Billed : CostOutcome.Unknown, heard.TokensIn, heard.TokensOut, cost, null, also, CancellationToken.None);
        return answer;
    }

    // A server that hangs is as good as one that is down, and to the breaker the same.
    private async Task ListenInTimeAsync(ModelOrder order, ModelChoice choice, Heard heard, CancellationToken limit, CancellationToken ct)
    {
        try
        {
            await ListenAsync(order, choice, heard, ct);
        }
        catch (OperationCanceledException late) when (limit.IsCancellationRequested)
        {
            throw new ModelDownException(
                new ModelRefused(
                    ModelFault.TimedOut, $"{choice.Model} gave no whole answer within {choice.Timeout.TotalSeconds:0} seconds.",
                    "It may be billed, so it is not asked again by itself. Try again, or allow more time under Settings, Models."),
                late);
        }
    }

    private async Task ListenAsync(ModelOrder order, ModelChoice choice, Heard heard, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await ListenOnceAsync(order, choice, heard, ct);
                return;
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // Two refusals that cost nothing and can be helped at once: another form of answer, no temperature.
                if ((ModelFaults.IsAboutForm(problem) && order.Form is not null && forms.Simplify(choice))
                    || (ModelFaults.IsAboutTemperature(problem) && forms.DropTemperature(choice)))
                {
                    continue;
                }

                var refused = ModelFaults.Of(problem, choice, clock.GetUtcNow());
                if (refused.Fault is ModelFault.Unreachable or ModelFault.ServerFailed or ModelFault.Unavailable or ModelFault.Interrupted)
                {
                    throw new ModelDownException(refused, problem);
                }

                throw;
            }
        }
    }

    private async Task ListenOnceAsync(ModelOrder order, ModelChoice choice, Heard heard, CancellationToken ct)
    {
        heard.Clear();
        long? told = null;
        var untold = false;
        using IChatClient client = choice.Provider switch
        {
            AiProvider.Openai => new OpenAiChat(wire.Http, choice),
            AiProvider.Anthropic => new AnthropicChat(wire.Http, choice),
        };
        var format = forms.FormatFor(choice, order.Form);
        var messages = new List<ChatMessage> { new(ChatRole.System, SystemOf(order, format)) };
        messages.AddRange(order.Turns.Select((text, i) => new ChatMessage(i % 2 == 0 ? ChatRole.User : ChatRole.Assistant, text)));
        var asked = new ChatOptions { MaxOutputTokens = choice.MaxTokens, Temperature = (float?)forms.TemperatureFor(choice), ResponseFormat = format };
        await foreach (var update in client.GetStreamingResponseAsync(messages, asked, ct))
        {
            untold |= heard.Take(update);
            if (heard.TooLong)
            {
                break;
            }

            // The text so far is a copy of all of it: not for each of its pieces.
            var now = clock.GetTimestamp();
            if (untold && (told is not { } last || clock.GetElapsedTime(last, now) >= Pace))
            {
                (told, untold) = (now, false);
                order.OnText?.Invoke(heard.Text);
            }
        }

        if (untold)
        {
            order.OnText?.Invoke(heard.Text);
        }
    }

    // A model that cannot be held to a schema is told it.
    private static string SystemOf(ModelOrder order, ChatResponseFormat? format) =>
        order.Form is null || format is ChatResponseFormatJson { Schema: not null }
            ? order.System
            : $"{order.System}\n\nAnswer with one JSON object and nothing else. It has this JSON Schema:\n{ModelSchema.ForModels(order.Form.Schema).GetRawText()}";

    /// <summary>What has come of an answer.</summary>
    private sealed class Heard
    {
        private readonly StringBuilder text = new();
        private readonly StringBuilder refusal = new();
        private ChatFinishReason? finish;

        public string Text => text.ToString();

        public long TokensIn { get; private set; }

        public long TokensOut { get; private set; }

        public bool IsCounted { get; private set; }

        public bool CutOff => finish == ChatFinishReason.Length;

        public bool TooLong => text.Length + refusal.Length > LongestAnswer;

        public void Clear()
        {
            text.Clear();
            refusal.Clear();
            (finish, IsCounted, TokensIn, TokensOut) = (null, false, 0, 0);
        }

        /// <summary>True when there is more text.</summary>
        public bool Take(ChatResponseUpdate update)
        {
            finish = update.FinishReason ?? finish;
            var before = text.Length;
            foreach (var part in update.Contents)
            {
                switch (part)
                {
                    case TextContent said:
                        text.Append(said.Text);
                        break;
                    case ErrorContent declined:
                        refusal.Append(declined.Message);
                        break;
                    case UsageContent { Details: var usage }:
                        (TokensIn, TokensOut, IsCounted) = (usage.InputTokenCount ?? 0, usage.OutputTokenCount ?? 0, true);
                        break;
                    default:
                        break;
                }
            }

            return text.Length > before;
        }

        /// <summary>Null for a usable answer.</summary>
        public ModelRefused? Judge(ModelChoice choice) => this switch
        {
            { TooLong: true } => new ModelRefused(
                ModelFault.Malformed, string.Create(CultureInfo.InvariantCulture, $"{choice.Model} went on for more than {LongestAnswer} characters and was broken off."), "Lower the token limit of the task under Settings, Models, or choose another model."),
            { refusal.Length: > 0 } => new ModelRefused(ModelFault.Refused, $"{choice.Model} declined: {Said(refusal)}", "Change the topic, the brief or the prompt, and retry."),
            { finish: { } f } when f == ChatFinishReason.ContentFilter => new ModelRefused(
                ModelFault.ContentFiltered, $"The filter of {choice.Address.Host} stopped the answer.", "Change the topic, the brief or the prompt, and retry."),
            { finish: null } when text.Length == 0 && !IsCounted => new ModelRefused(
                ModelFault.Empty, $"{choice.Model} answered nothing.", "Check under Settings, Models, that the address speaks this protocol."),
            { finish: null } when text.Length > 0 && !IsCounted => new ModelRefused(
                ModelFault.Interrupted, $"The answer of {choice.Model} ended in the middle.", "It may be billed, so it is not asked again by itself. Try again."),
            _ when text.ToString().AsSpan().IsWhiteSpace() && !CutOff => new ModelRefused(ModelFault.Empty, $"{choice.Model} answered without a text.", "Retry, or choose another model."),
            _ when CutOff && text.Length == 0 => new ModelRefused(
                ModelFault.CutOff, $"{choice.Model} used its whole token limit ({choice.MaxTokens}) without a text.", "Raise the token limit of the task under Settings, Models."),
            _ => null,
        };

        private static string Said(StringBuilder refusal) => refusal.Length <= 300 ? refusal.ToString() : $"{refusal.ToString(0, 300)}…";
    }
}
