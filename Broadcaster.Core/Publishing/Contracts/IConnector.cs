namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>
/// A kind of platform. One instance serves all channels of its kind, so it keeps no state: everything comes with the call.
/// Derive from <see cref="Connector{TSettings}"/>. A connector throws only for bugs and for cancellation; whatever the
/// platform does comes back as a <see cref="PublishOutcome"/>.
/// </summary>
public interface IConnector
{
    ConnectorDescriptor Descriptor { get; }

    /// <summary>The settings record; its attributes ([Required], [Display], [Url], [Secret], …) make the form and the schema.</summary>
    Type SettingsType { get; }

    /// <summary>
    /// What a variant may choose for its channel: a record of texts and choices, described by the same attributes as the
    /// settings. Null where the connector reads no options; an option that is not in it is refused, not stored.
    /// </summary>
    Type? OptionsType { get; }

    /// <summary>Every problem that would keep this content from going out, with field and fix; warnings too. Pure: no network.</summary>
    IReadOnlyList<ContentProblem> Validate(ChannelContent content, object settings);

    /// <summary>
    /// The channel's own form of the content. Pure: no network, no clock. The preview shows it, publishing sends it and the
    /// dry run records it, so that the three cannot differ.
    /// </summary>
    RenderedContent Render(ChannelContent content, object settings);

    /// <summary>Sends <see cref="PublishRequest.Rendered"/> and reports its steps. Called only after the intent is in the ledger.</summary>
    Task<PublishOutcome> PublishAsync(PublishRequest request, CancellationToken ct);

    /// <summary>For <see cref="Guarantee.Findable"/>: looks the post up by the marker of the job. Must not change anything.</summary>
    Task<FindOutcome> FindAsync(PublishRequest request, CancellationToken ct);

    /// <summary>For connectors that answer <see cref="PublishOutcome.Pending"/>: asks how the handle stands. Must not change anything.</summary>
    Task<PublishOutcome> CheckAsync(PublishRequest request, string handle, CancellationToken ct);

    /// <summary>Who am I connected as? Must not publish anything.</summary>
    Task<ConnectionTest> TestAsync(ConnectorContext context, CancellationToken ct);

    /// <summary>The numbers of a delivery; only called where <see cref="ConnectorDescriptor.Engagement"/> names fields.</summary>
    Task<Engagement?> GetEngagementAsync(ConnectorContext context, string externalId, CancellationToken ct);
}
