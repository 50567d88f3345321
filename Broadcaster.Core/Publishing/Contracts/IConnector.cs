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

    /// <summary>
    /// For <see cref="Capabilities.Update"/>: puts <see cref="PublishRequest.Rendered"/> in the place of <see cref="PublishRequest.Existing"/>,
    /// under the same address. Sending the same again does no harm. Answers Conflict when somebody edited it there meanwhile,
    /// unless <see cref="PublishRequest.Overwrite"/>, and Gone when it is not there any more.
    /// </summary>
    Task<PublishOutcome> UpdateAsync(PublishRequest request, CancellationToken ct);

    /// <summary>For <see cref="Capabilities.Remove"/>: takes <see cref="PublishRequest.Existing"/> down. Already gone is Succeeded or Gone; again does no harm.</summary>
    Task<PublishOutcome> RemoveAsync(PublishRequest request, CancellationToken ct);

    /// <summary>For <see cref="Capabilities.Verify"/>: is <see cref="PublishRequest.Existing"/> still there, for a stranger? Must not change anything.</summary>
    Task<FindOutcome> VerifyAsync(PublishRequest request, CancellationToken ct);

    /// <summary>Who am I connected as? Must not publish anything.</summary>
    Task<ConnectionTest> TestAsync(ConnectorContext context, CancellationToken ct);

    /// <summary>The numbers of a delivery; only called where <see cref="ConnectorDescriptor.Engagement"/> names fields.</summary>
    Task<Engagement?> GetEngagementAsync(ConnectorContext context, string externalId, CancellationToken ct);
}
