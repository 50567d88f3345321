using System.Collections.Concurrent;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Tests.Support;

/// <summary>A platform that does what a test says, at each point at which a platform can do something.</summary>
public sealed class ScriptedConnector : Connector<ScriptedSettings>
{
    public const string Id = "scripted";

    private readonly ConcurrentQueue<PublishRequest> sent = new();

    public Guarantee Guarantee { get; set; }

    public Capabilities Capabilities { get; set; }

    /// <summary>Runs before anything touches the wire.</summary>
    public Action<PublishRequest> OnPrepare { get; set; } = _ => { };

    /// <summary>Runs on the wire, so never in a dry run; every call is one post on the platform's side.</summary>
    public Func<PublishRequest, CancellationToken, Task<PublishOutcome>> OnSend { get; set; } =
        (request, _) => Task.FromResult<PublishOutcome>(new PublishOutcome.Succeeded($"id-{request.JobId}", $"https://scripted.example/{request.Content.Slug}"));

    public Func<PublishRequest, FindOutcome> OnFind { get; set; } = _ => new FindOutcome.Absent();

    /// <summary>Set: a search takes its time.</summary>
    public Func<PublishRequest, CancellationToken, Task<FindOutcome>>? OnSearch { get; set; }

    /// <summary>Set: a search asks this address and can tell nothing from its answer.</summary>
    public string? FindAddress { get; set; }

    public Func<string, PublishOutcome> OnCheck { get; set; } = _ => new PublishOutcome.Succeeded("checked");

    public PublishOutcome DryRunAnswer { get; set; } = new PublishOutcome.Succeeded();

    /// <summary>Every request that reached the platform, in order.</summary>
    public IReadOnlyList<PublishRequest> Sent => [.. sent];

    public int Looks { get; private set; }

    public override ConnectorDescriptor Descriptor => new()
    {
        Id = Id,
        Name = "Scripted",
        Description = "Does what it is told.",
        Guarantee = Guarantee,
        Capabilities = Capabilities,
        Steps = ["Preparing", "Publishing"],
        FindDelay = TimeSpan.FromSeconds(10),
    };

    public ScriptedConnector Answering(params PublishOutcome[] outcomes)
    {
        var left = new ConcurrentQueue<PublishOutcome>(outcomes);
        OnSend = (_, _) => Task.FromResult(left.TryDequeue(out var next) ? next : new PublishOutcome.Succeeded("later"));
        return this;
    }

    protected override RenderedContent Render(ChannelContent content, ScriptedSettings settings) => new()
    {
        Title = content.Title, Body = content.Body, Html = $"<p>{System.Net.WebUtility.HtmlEncode(content.Body)}</p>", Tags = content.Tags, Length = content.Body.Length,
    };

    protected override async Task<PublishOutcome> PublishAsync(PublishRequest request, ScriptedSettings settings, CancellationToken ct)
    {
        OnPrepare(request);
        request.Steps.Begin("Publishing");
        return await request.Context.Wire.ExchangeAsync(
            new WireCapture("POST", "https://scripted.example/posts", request.Rendered.Body),
            async token =>
            {
                sent.Enqueue(request);
                return await OnSend(request, token);
            },
            () => DryRunAnswer,
            ct);
    }

    protected override async Task<FindOutcome> FindAsync(PublishRequest request, ScriptedSettings settings, CancellationToken ct)
    {
        Looks++;
        if (OnSearch is { } search)
        {
            return await search(request, ct);
        }

        if (FindAddress is null)
        {
            return OnFind(request);
        }

        using var question = new HttpRequestMessage(HttpMethod.Get, FindAddress);
        var answer = await request.Context.Wire.SendAsync(question, Effect.Harmless, ct);
        return new FindOutcome.Inconclusive(new Fault($"The platform answered {answer.Status}."));
    }

    protected override Task<PublishOutcome> CheckAsync(PublishRequest request, ScriptedSettings settings, string handle, CancellationToken ct)
    {
        Looks++;
        return Task.FromResult(OnCheck(handle));
    }

    protected override Task<ConnectionTest> TestAsync(ConnectorContext context, ScriptedSettings settings, CancellationToken ct) =>
        Task.FromResult(new ConnectionTest(true, "scripted"));
}

public sealed record ScriptedSettings;
