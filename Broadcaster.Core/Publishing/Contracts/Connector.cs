namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>Base of every connector: gives its own settings record to each call.</summary>
/// <typeparam name="TSettings">The settings record of the connector, bound and validated before any call.</typeparam>
public abstract class Connector<TSettings> : IConnector
    where TSettings : class
{
    public abstract ConnectorDescriptor Descriptor { get; }

    public Type SettingsType => typeof(TSettings);

    public virtual Type? OptionsType => null;

    public IReadOnlyList<ContentProblem> Validate(ChannelContent content, object settings) => Validate(content, (TSettings)settings);

    public RenderedContent Render(ChannelContent content, object settings) => Render(content, (TSettings)settings);

    public Task<PublishOutcome> PublishAsync(PublishRequest request, CancellationToken ct) =>
        PublishAsync(request, (TSettings)request.Context.Settings, ct);

    public Task<FindOutcome> FindAsync(PublishRequest request, CancellationToken ct) =>
        FindAsync(request, (TSettings)request.Context.Settings, ct);

    public Task<PublishOutcome> CheckAsync(PublishRequest request, string handle, CancellationToken ct) =>
        CheckAsync(request, (TSettings)request.Context.Settings, handle, ct);

    public Task<PublishOutcome> UpdateAsync(PublishRequest request, CancellationToken ct) =>
        UpdateAsync(request, (TSettings)request.Context.Settings, ct);

    public Task<PublishOutcome> RemoveAsync(PublishRequest request, CancellationToken ct) =>
        RemoveAsync(request, (TSettings)request.Context.Settings, ct);

    public Task<FindOutcome> VerifyAsync(PublishRequest request, CancellationToken ct) =>
        VerifyAsync(request, (TSettings)request.Context.Settings, ct);

    public Task<ConnectionTest> TestAsync(ConnectorContext context, CancellationToken ct) =>
        TestAsync(context, (TSettings)context.Settings, ct);

    public Task<Engagement?> GetEngagementAsync(ConnectorContext context, string externalId, CancellationToken ct) =>
        GetEngagementAsync(context, (TSettings)context.Settings, externalId, ct);

    /// <inheritdoc cref="IConnector.Validate"/>
    /// <remarks>The base checks the descriptor's limits; override to add what only this platform knows.</remarks>
    protected virtual IReadOnlyList<ContentProblem> Validate(ChannelContent content, TSettings settings) =>
        Descriptor.Limits.Check(content, Render(content, settings));

    /// <inheritdoc cref="IConnector.Render"/>
    protected abstract RenderedContent Render(ChannelContent content, TSettings settings);

    /// <inheritdoc cref="IConnector.PublishAsync"/>
    protected abstract Task<PublishOutcome> PublishAsync(PublishRequest request, TSettings settings, CancellationToken ct);

    /// <inheritdoc cref="IConnector.FindAsync"/>
    protected virtual Task<FindOutcome> FindAsync(PublishRequest request, TSettings settings, CancellationToken ct) =>
        throw new NotSupportedException($"{Descriptor.Id} is not findable.");

    /// <inheritdoc cref="IConnector.CheckAsync"/>
    protected virtual Task<PublishOutcome> CheckAsync(PublishRequest request, TSettings settings, string handle, CancellationToken ct) =>
        throw new NotSupportedException($"{Descriptor.Id} never answers Pending.");

    /// <inheritdoc cref="IConnector.UpdateAsync"/>
    protected virtual Task<PublishOutcome> UpdateAsync(PublishRequest request, TSettings settings, CancellationToken ct) =>
        throw new NotSupportedException($"{Descriptor.Id} cannot update what is out.");

    /// <inheritdoc cref="IConnector.RemoveAsync"/>
    protected virtual Task<PublishOutcome> RemoveAsync(PublishRequest request, TSettings settings, CancellationToken ct) =>
        throw new NotSupportedException($"{Descriptor.Id} cannot take down what is out.");

    /// <inheritdoc cref="IConnector.VerifyAsync"/>
    protected virtual Task<FindOutcome> VerifyAsync(PublishRequest request, TSettings settings, CancellationToken ct) =>
        throw new NotSupportedException($"{Descriptor.Id} cannot look whether it is still there.");

    /// <inheritdoc cref="IConnector.TestAsync"/>
    protected abstract Task<ConnectionTest> TestAsync(ConnectorContext context, TSettings settings, CancellationToken ct);

    /// <inheritdoc cref="IConnector.GetEngagementAsync"/>
    protected virtual Task<Engagement?> GetEngagementAsync(ConnectorContext context, TSettings settings, string externalId, CancellationToken ct) =>
        Task.FromResult<Engagement?>(null);
}
