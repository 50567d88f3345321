using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Foundation.Ai;

/// <summary>The real packages against a server that speaks the real protocols: what is sent, what comes of each kind of answer, and what is booked.</summary>
public sealed class ModelCallerTests
{
    private static readonly AnswerForm Form = new("greeting", ModelSchema.Parse("""{ "title": "greeting", "type": "object", "properties": { "text": { "type": "string", "minLength": 2 } } }"""));

    [Theory]
    [InlineData(AiProvider.Openai, "gpt-4o-mini")]
    [InlineData(AiProvider.Anthropic, "claude-sonnet-4-5")]
    public async Task Ask_Answered_TextTokensAndCost(AiProvider protocol, string model)
    {
        await using var app = await ModelApp.StartAsync(protocol: protocol, model: model);
        app.Server.Answer = _ => new ModelReply(new string('x', 100)) { TokensIn = 1_000, TokensOut = 2_000 };
        var seen = new List<string>();

        var answer = await app.Models.AskAsync(app.Order(Form, onText: seen.Add), default);

        Assert.True(answer.Ok, answer.Error?.Message);
        Assert.Equal((1_000, 2_000), (answer.Value.TokensIn, answer.Value.TokensOut));
        var expected = protocol == AiProvider.Openai ? 0.00015m + 0.0012m : 0.003m + 0.03m;
        Assert.Equal(expected, answer.Value.Cost);
        Assert.True(seen.Count > 1);
        Assert.Equal(answer.Value.Text, seen[^1]);
        var record = Assert.Single(await app.RecordsAsync());
        Assert.Equal((CostOutcome.Billed, 1_000, 2_000, model), (record.Outcome, record.TokensIn, record.TokensOut, record.Model));
        Assert.Equal(expected, await app.SpentAsync());
        var call = Assert.Single(app.Server.Calls);
        Assert.Equal("greeting", call.Form);
        Assert.Contains("Be brief.", call.Said, StringComparison.Ordinal);
        Assert.Equal(protocol == AiProvider.Anthropic, call.Header("Authorization") is null);
        Assert.Equal(protocol == AiProvider.Openai ? "Bearer sk-secret-1" : "sk-ant-1", call.Header(protocol == AiProvider.Openai ? "Authorization" : "x-api-key"));
    }

    [Fact]
    public async Task Ask_NoCeilingButThePlansOwn_RefusesAModelWithoutAPrice()
    {
        // Behind a name, so that it is no server of one's own.
        await using var app = await ModelApp.StartAsync(model: "nobody-knows-1");
        await app.ChangeAsync(s => s with
        {
            Costs = new CostSettings { DayLimit = null, MonthLimit = null, PlanLimit = null },
            Ai = s.Ai with { Openai = new AiEndpoint { BaseUrl = "https://models.example/v1" } },
        });

        var refused = await app.Models.AskAsync(app.Order(planId: Guid.NewGuid(), planLimit: 0.5m), default);

        Assert.IsType<PriceUnknown>(refused.Error);
        Assert.Empty(await app.RecordsAsync());
    }

    [Fact]
    public async Task Ask_ManyPieces_TextIsTakenWhenItIsTimeAndAtItsEnd()
    {
        await using var app = await ModelApp.StartAsync();
        app.Server.Answer = _ => new ModelReply(new string('x', 4_000));
        var seen = new List<int>();

        // The clock stands still: a hundred pieces come at one moment.
        var answer = await app.Models.AskAsync(app.Order(onText: t => seen.Add(t.Length)), default);

        Assert.True(answer.Ok, answer.Error?.Message);
        Assert.Equal([40, 4_000], seen);
    }

    [Fact]
    public async Task Ask_AnswerWithoutEnd_IsBrokenOffAndNotAskedAgain()
    {
        await using var app = await ModelApp.StartAsync();
        app.Server.Answer = _ => new ModelReply(new string('x', ModelCaller.LongestAnswer + 1_000)) { CountsTokens = false };

        var answer = await app.Models.AskAsync(app.Order(), default);

        Assert.Equal(ModelFault.Malformed, Assert.IsType<ModelRefused>(answer.Error).Fault);
        Assert.Single(app.Server.Calls);
        Assert.Equal(CostOutcome.Unknown, Assert.Single(await app.RecordsAsync()).Outcome);
    }

    [Fact]
    public async Task Ask_ServerIgnoresStreaming_TextAllTheSame()
    {
        await using var app = await ModelApp.StartAsync();
        app.Server.Answer = _ => new ModelReply("In one piece.") { InOnePiece = true };

        var answer = await app.Models.AskAsync(app.Order(), default);

        Assert.True(answer.Ok, answer.Error?.Message);
        Assert.Equal(("In one piece.", 100L, 50L), (answer.Value.Text, answer.Value.TokensIn, answer.Value.TokensOut));
    }

    [Fact]
    public async Task Ask_SchemaNotUnderstood_AsksForAnyObjectThenInWordsAndRemembers()
    {
        await using var app = await ModelApp.StartAsync();
        app.Server.Answer = call => call.Body.ContainsKey("response_format")
            ? ModelReply.Failing(400, """{"error":{"message":"response_format is not supported","type":"invalid_request_error"}}""")
            : new ModelReply("""{"text":"Good day."}""");

        Assert.True((await app.Models.AskAsync(app.Order(Form), default)).Ok);
        Assert.True((await app.Models.AskAsync(app.Order(Form), default)).Ok);

        Assert.Equal(["json_schema", "json_object", null, null], app.Server.Calls.Select(c => c.Body["response_format"]?["type"]?.GetValue<string>()));
        Assert.Contains("minLength", Form.Schema.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("minLength", app.Server.Calls[0].Body.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("JSON Schema", app.Server.Calls[^1].Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided: sk-secret-1","code":"invalid_api_key"}}""", ModelFault.KeyRefused)]
    [InlineData(429, """{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}""", ModelFault.OutOfQuota)]
    [InlineData(404, """{"error":{"message":"The model does not exist","code":"model_not_found"}}""", ModelFault.ModelNotFound)]
    [InlineData(400, """{"error":{"message":"This model's maximum context length is 8","code":"context_length_exceeded"}}""", ModelFault.PromptTooLong)]
    [InlineData(400, """{"error":{"message":"Bad"}}""", ModelFault.BadRequest)]
    public async Task Ask_RefusedForGood_SaidOnceAndFree(int status, string body, ModelFault fault)
    {
        await using var app = await ModelApp.StartAsync();
        app.Server.Answer = _ => ModelReply.Failing(status, body);

        var answer = await app.Models.AskAsync(app.Order(), default);

        Assert.Equal(fault, Assert.IsType<ModelRefused>(answer.Error).Fault);
        Assert.DoesNotContain("sk-secret-1", answer.Error.Message, StringComparison.Ordinal);
        Assert.Single(app.Server.Calls);
        Assert.Equal(CostOutcome.Free, Assert.Single(await app.RecordsAsync()).Outcome);
        Assert.Equal(0, await app.SpentAsync());
    }

    [Fact]
    public async Task Ask_Anthropic401_KeyRefused()
    {
        await using var app = await ModelApp.StartAsync(protocol: AiProvider.Anthropic, model: "claude-sonnet-4-5");
        app.Server.Answer = _ => ModelReply.Failing(401, """{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}""");

        var answer = await app.Models.AskAsync(app.Order(), default);

        Assert.Equal(ModelFault.KeyRefused, Assert.IsType<ModelRefused>(answer.Error).Fault);
        Assert.Single(app.Server.Calls);
    }

    [Theory]
    [InlineData(AiProvider.Openai)]
    [InlineData(AiProvider.Anthropic)]
    public async Task Ask_429WithRetryAfter_WaitsAndAsksAgain(AiProvider protocol)
    {
        await using var app = await ModelApp.StartAsync(protocol: protocol, model: "claude-sonnet-4-5");
        app.Server.Answer = call => call.Number == 1 ? ModelReply.Failing(429, """{"error":{"message":"Slow down","type":"rate_limit_error"}}""", retryAfter: 7) : new ModelReply("Good day.");

        var asking = app.Models.AskAsync(app.Order(), default);
        await Eventually.TrueAsync(async () => (await app.RecordsAsync()).Any(r => r.Outcome == CostOutcome.Free), () => "The first answer was never booked.");
        await Eventually.TrueAsync(
            () =>
            {
                app.App.Time.Advance(TimeSpan.FromSeconds(1));
                return asking.IsCompleted;
            },
            () => "It was never asked again.");

        Assert.Equal("Good day.", (await asking).Value.Text);
        Assert.Equal([CostOutcome.Free, CostOutcome.Billed], (await app.RecordsAsync()).Select(r => r.Outcome));
    }

    [Fact]
    public async Task Ask_429ForLong_IsPutOffInsteadOfWaitedFor()
    {
        await using var app = await ModelApp.StartAsync();
        app.Server.Answer = _ => ModelReply.Failing(429, null, retryAfter: 600);

        var answer = await app.Models.AskAsync(app.Order(), default);

        var refused = Assert.IsType<ModelRefused>(answer.Error);
        Assert.Equal(app.App.Clock.GetUtcNow().AddSeconds(600), refused.RetryAt);
        Assert.Single(app.Server.Calls);
    }

    [Theory]
    [InlineData(AiProvider.Openai)]
    [InlineData(AiProvider.Anthropic)]
    public async Task Ask_500_NotAskedAgainAndBookedAtTheMost(AiProvider protocol)
    {
        await using var app = await ModelApp.StartAsync(protocol: protocol, model: "claude-sonnet-4-5");
        app.Server.Answer = _ => ModelReply.Failing(500);

        var answer = await app.Models.AskAsync(app.Order(), default);

        Assert.Equal(ModelFault.ServerFailed, Assert.IsType<ModelRefused>(answer.Error).Fault);
        Assert.Single(app.Server.Calls);
        var record = Assert.Single(await app.RecordsAsync());
        Assert.Equal(CostOutcome.Unknown, record.Outcome);
        Assert.True(record.Nanos > 100_000_000, "8,000 tokens at 15 dollars a million are 12 cents.");
    }

    [Theory]
    [InlineData(AiProvider.Openai)]
    [InlineData(AiProvider.Anthropic)]
    public async Task Ask_StreamBreaksOff_InterruptedAndBookedAtTheMost(AiProvider protocol)
    {
        await using var app = await ModelApp.StartAsync(protocol: protocol, model: "claude-sonnet-4-5");
        app.Server.Answer = _ => new ModelReply(new string('x', 200)) { Cut = true };

        var answer = await app.Models.AskAsync(app.Order(), default);

        Assert.Equal(ModelFault.Interrupted, Assert.IsType<ModelRefused>(answer.Error).Fault);
        Assert.Single(app.Server.Calls);
        Assert.Equal(CostOutcome.Unknown, Assert.Single(await app.RecordsAsync()).Outcome);
    }

    [Fact]
    public async Task Ask_Hangs_TimedOutAndBookedAtTheMost()
    {
        await using var app = await ModelApp.StartAsync();
        app.Server.Answer = _ => new ModelReply("") { Hang = true };

        var asking = app.Models.AskAsync(app.Order(), default);
        await Eventually.TrueAsync(() => app.Server.Calls.Count == 1, () => "It was never asked.");
        app.App.Time.Advance(TimeSpan.FromSeconds(241));

        Assert.Equal(ModelFault.TimedOut, Assert.IsType<ModelRefused>((await asking).Error).Fault);
        Assert.Equal(CostOutcome.Unknown, Assert.Single(await app.RecordsAsync()).Outcome);
    }

    [Theory]
    [InlineData(AiProvider.Openai)]
    [InlineData(AiProvider.Anthropic)]
    public async Task Ask_Declined_RefusedAndBilled(AiProvider protocol)
    {
        await using var app = await ModelApp.StartAsync(protocol: protocol, model: "claude-sonnet-4-5");
        app.Server.Answer = _ => new ModelReply("") { Refusal = "I cannot help with that." };

        var answer = await app.Models.AskAsync(app.Order(), default);

        Assert.Equal(ModelFault.Refused, Assert.IsType<ModelRefused>(answer.Error).Fault);
        Assert.Equal(CostOutcome.Billed, Assert.Single(await app.RecordsAsync()).Outcome);
    }

    [Fact]
    public async Task Ask_FilteredEmptyAndCutOff_AreToldApart()
    {
        await using var app = await ModelApp.StartAsync();
        app.Server.Answer = call => call.Number switch
        {
            1 => new ModelReply("So far") { Finish = "content_filter" },
            2 => new ModelReply(""),
            3 => new ModelReply("") { Finish = "length" },
            _ => new ModelReply("Half a") { Finish = "length" },
        };

        Assert.Equal(ModelFault.ContentFiltered, Assert.IsType<ModelRefused>((await app.Models.AskAsync(app.Order(), default)).Error).Fault);
        Assert.Equal(ModelFault.Empty, Assert.IsType<ModelRefused>((await app.Models.AskAsync(app.Order(), default)).Error).Fault);
        Assert.Equal(ModelFault.CutOff, Assert.IsType<ModelRefused>((await app.Models.AskAsync(app.Order(), default)).Error).Fault);
        var half = await app.Models.AskAsync(app.Order(), default);
        Assert.True(half.Value.CutOff);
        Assert.All(await app.RecordsAsync(), r => Assert.Equal(CostOutcome.Billed, r.Outcome));
    }

    [Fact]
    public async Task Ask_NobodyListens_UnreachableThenLeftAlone()
    {
        await using var app = await ModelApp.StartAsync();
        var url = $"http://127.0.0.1:{FreePort.Take()}";
        await app.ChangeAsync(s => s with { Ai = s.Ai with { Openai = new AiEndpoint { BaseUrl = url } } });

        // Three attempts fail, then two more: five in a row.
        Assert.Equal(ModelFault.Unreachable, (await AskPatientlyAsync(app)).Fault);
        var paused = await AskPatientlyAsync(app);

        Assert.Equal(ModelFault.Paused, paused.Fault);
        Assert.True(paused.RetryAt > app.App.Clock.GetUtcNow());
        Assert.All(await app.RecordsAsync(), r => Assert.Equal(CostOutcome.Free, r.Outcome));
    }

    [Fact]
    public async Task Ask_ServerHangs_LeftAloneLikeOneThatIsDown()
    {
        await using var app = await ModelApp.StartAsync();
        app.Server.Answer = _ => new ModelReply("") { Hang = true };

        var asking = Enumerable.Range(0, 5).Select(_ => app.Models.AskAsync(app.Order(), default)).ToList();
        await Eventually.TrueAsync(() => app.Server.Calls.Count == 5, () => "It was not asked five times.");
        app.App.Time.Advance(TimeSpan.FromSeconds(241));
        foreach (var asked in asking)
        {
            Assert.Equal(ModelFault.TimedOut, Assert.IsType<ModelRefused>((await asked).Error).Fault);
        }

        Assert.Equal(ModelFault.Paused, Assert.IsType<ModelRefused>((await app.Models.AskAsync(app.Order(), default)).Error).Fault);
        Assert.Equal(5, app.Server.Calls.Count);
    }

    private static async Task<ModelRefused> AskPatientlyAsync(ModelApp app)
    {
        var asking = app.Models.AskAsync(app.Order(), default);
        await Eventually.TrueAsync(
            () =>
            {
                app.App.Time.Advance(TimeSpan.FromSeconds(1));
                return asking.IsCompleted;
            },
            () => "It never gave up.");
        return Assert.IsType<ModelRefused>((await asking).Error);
    }

    [Fact]
    public async Task Ask_LoopbackNotAllowed_SaysHowToAllowIt()
    {
        await using var app = await ModelApp.StartAsync(services: s => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(
            s, new Core.Foundation.Common.Network.NetworkGuard(Microsoft.Extensions.Options.Options.Create(new Core.Foundation.Common.Network.NetworkOptions()))));

        var refused = Assert.IsType<ModelRefused>((await app.Models.AskAsync(app.Order(), default)).Error);

        Assert.Equal(ModelFault.AddressRefused, refused.Fault);
        Assert.Contains("Network:AllowedHosts", refused.Message, StringComparison.Ordinal);
        Assert.Empty(app.Server.Calls);
    }

    [Fact]
    public async Task Ask_NoModel_SaysWhatToDo()
    {
        await using var app = await ModelApp.StartAsync();
        await app.ChangeAsync(s => s with { Ai = new AiSettings() });

        Assert.Equal(ModelFault.NotConfigured, Assert.IsType<ModelRefused>((await app.Models.AskAsync(app.Order(), default)).Error).Fault);
        Assert.Empty(await app.RecordsAsync());
    }

    [Fact]
    public async Task Ask_TemperatureRefused_AskedWithoutIt()
    {
        await using var app = await ModelApp.StartAsync();
        await app.ChangeTaskAsync(t => t with { Temperature = 0.5 });
        app.Server.Answer = call => call.Body.ContainsKey("temperature")
            ? ModelReply.Failing(400, """{"error":{"message":"Unsupported value: 'temperature' does not support 0.5 with this model.","code":"unsupported_value"}}""")
            : new ModelReply("Good day.");

        Assert.True((await app.Models.AskAsync(app.Order(), default)).Ok);
        Assert.Equal(2, app.Server.Calls.Count);
    }

    [Fact]
    public async Task Ask_AtOnce_NoMoreThanTheNodeAllows()
    {
        await using var app = await ModelApp.StartAsync();
        var let = new TaskCompletionSource();
        app.Server.Answer = _ => new ModelReply("Good day.") { Wait = let.Task };

        var asking = Enumerable.Range(0, 20).Select(_ => app.Models.AskAsync(app.Order(), default)).ToList();
        await Eventually.TrueAsync(() => app.Server.Calls.Count == 8, () => $"{app.Server.Calls.Count} calls arrived.");
        let.SetResult();
        await Task.WhenAll(asking);

        Assert.Equal(8, app.Server.MostAtOnce);
        Assert.Equal(20, app.Server.Calls.Count);
    }
}
