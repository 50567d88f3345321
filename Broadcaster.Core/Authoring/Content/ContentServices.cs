using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Import;
using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Authoring.Content.Variants;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Publishing.Previews;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Authoring.Content;

/// <summary>Writing: pieces, variants, revisions, and what is typed and not saved yet.</summary>
public static class ContentServices
{
    public static IServiceCollection AddContent(this IServiceCollection services) => services
        .AddSingleton<DraftFiles>()
        .AddScoped<ContentEdit>()
        .AddScoped<ContentMoves>()
        .AddScoped<BeginContent>()
        .AddScoped<CreateContent>()
        .AddScoped<SaveContent>()
        .AddScoped<AutosaveContent>()
        .AddScoped<GetEditorDraft>()
        .AddScoped<DiscardEditorDraft>()
        .AddScoped<SetVariant>()
        .AddScoped<RemoveVariant>()
        .AddScoped<RestoreRevision>()
        .AddScoped<SubmitContent>()
        .AddScoped<WithdrawContent>()
        .AddScoped<ReviseContent>()
        .AddScoped<ArchiveContent>()
        .AddScoped<DeleteContent>()
        .AddScoped<ChannelPieces>()
        .AddScoped<ValidateContent>()
        .AddScoped<DryRequests>()
        .AddScoped<PreviewContent>()
        .AddScoped<ImportContent>()
        .AddScoped<ContentQueries>()
        .AddScoped<RevisionQueries>();
}
