using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Ai;

/// <summary>Tries a provider's settings: lists its models, which is free; where it has no list, asks one short question.</summary>
public sealed class TestModels(Database database, WorkspaceSecrets secrets, ModelWire wire, ModelCaller models, TimeProvider clock)
{
    private const int MostModels = 200;
    private const int LongestList = 4 * 1024 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <param name="provider">Null: the one that is chosen in the settings.</param>
    public async Task<Result<ModelTest>> ExecuteAsync(Caller caller, AiProvider? provider, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.ManageSettings) is { } refused)
        {
            return refused;
        }

        Workspace workspace;
        await using (var db = database.Read(caller))
        {
            workspace = await db.Workspaces.FirstAsync(w => w.Id == caller.WorkspaceId, ct);
        }

        var choice = ModelChoice.Of(workspace, secrets, AiTask.Test, provider: provider);
        if (!choice.Ok)
        {
            return new ModelTest(false, null, null, [], null, 0, choice.Error.Message);
        }

        var started = clock.GetTimestamp();
        var listed = await ListAsync(choice.Value, ct);
        var price = ModelCaller.PriceOf(workspace.Settings.Costs, choice.Value) is { Ok: true, Value: var known } ? known : null;
        var test = new ModelTest(listed.Ok, choice.Value.ToString().TrimStart(), choice.Value.Model, [], price, 0, null);
        if (listed.Ok && listed.Value.Ids is null)
        {
            var answer = choice.Value.Model.Length == 0 || price is null
                ? new ModelRefused(ModelFault.NotConfigured, "The server lists no models.", "Name a model and its price, and test again.")
                : await models.AskAsync(new ModelOrder { WorkspaceId = caller.WorkspaceId, Task = AiTask.Test, System = "You are a connection test.", Turns = ["Say: ok"], Stage = "test" }, ct);
            test = test with { Ok = answer.Ok || answer.Error is ModelRefused { Fault: ModelFault.CutOff }, Problem = answer.Error?.Message };
        }
        else if (listed.Ok)
        {
            var offered = choice.Value.Model.Length == 0 || listed.Value.Ids!.Contains(choice.Value.Model, StringComparer.OrdinalIgnoreCase);
            test = test with
            {
                Models = [.. listed.Value.Ids!.Order(StringComparer.OrdinalIgnoreCase).Take(MostModels)],
                Problem = offered ? null : $"The key works, but there is no model {choice.Value.Model} in the list of this server. Choose one that is.",
                Ok = offered,
            };
        }
        else
        {
            test = test with { Problem = listed.Error.Message };
        }

        return test with { LatencyMs = (int)clock.GetElapsedTime(started).TotalMilliseconds };
    }

    // No ids: the server has no such list.
    private async Task<Result<ModelList>> ListAsync(ModelChoice choice, CancellationToken ct)
    {
        var address = choice.Provider == AiProvider.Openai ? $"{choice.Address.ToString().TrimEnd('/')}/models" : $"{choice.Address.ToString().TrimEnd('/')}/v1/models?limit=1000";
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (choice.Provider == AiProvider.Anthropic)
        {
            request.Headers.Add("x-api-key", choice.Key);
            request.Headers.Add("anthropic-version", "2023-06-01");
        }
        else if (choice.Key.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", choice.Key);
        }

        using var limit = new CancellationTokenSource(Longest, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var response = await wire.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            await using var body = await response.Content.ReadAsStreamAsync(both.Token);
            if (await ReadAsync(body, both.Token) is not { } text)
            {
                return new ModelList(null);
            }

            using var json = JsonDocument.Parse(text);
            var list = json.RootElement is { ValueKind: JsonValueKind.Object } whole && whole.TryGetProperty("data", out var data) ? data : json.RootElement;
            return list.ValueKind == JsonValueKind.Array ? new ModelList([.. list.EnumerateArray().Select(IdOf).OfType<string>()]) : new ModelList(null);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new ModelRefused(ModelFault.TimedOut, string.Create(CultureInfo.InvariantCulture, $"{choice.Address.Host} did not answer within {Longest.TotalSeconds:0} seconds."), "Check the address, and whether the server runs.");
        }
        catch (ModelHttpException none) when (none.Status is System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.MethodNotAllowed or System.Net.HttpStatusCode.NotImplemented)
        {
            return new ModelList(null);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return new ModelList(null);
        }
        catch (Exception problem) when (problem is ModelHttpException || Common.Network.NetworkTrouble.Is(problem))
        {
            return ModelFaults.Of(problem, choice, clock.GetUtcNow());
        }
    }

    // Null for one that never ends.
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream body, CancellationToken ct)
    {
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int count; (count = await body.ReadAsync(buffer, ct)) > 0;)
        {
            if (read.Length + count > LongestList)
            {
                return null;
            }

            await read.WriteAsync(buffer.AsMemory(0, count), ct);
        }

        return read.ToArray();
    }

    private static string? IdOf(JsonElement model) => model switch
    {
        { ValueKind: JsonValueKind.String } => model.GetString(),
        { ValueKind: JsonValueKind.Object } when model.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String => id.GetString(),
        _ => null,
    };

    private sealed record ModelList(IReadOnlyList<string>? Ids);
}

/// <summary>The answer to a test.</summary>
/// <param name="Account">What was reached: model and host.</param>
/// <param name="Models">What the server offers; empty where it does not say.</param>
/// <param name="Price">Of the chosen model; null where nobody knows.</param>
/// <param name="Problem">What is wrong and what to do, when not ok.</param>
public sealed record ModelTest(bool Ok, string? Account, string? Model, IReadOnlyList<string> Models, ModelPrice? Price, int LatencyMs, string? Problem);
