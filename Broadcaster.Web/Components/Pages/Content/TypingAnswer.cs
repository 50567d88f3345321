using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Web.Components.Pages.Content;

/// <summary>What the browser hears after it sent typing.</summary>
/// <param name="Kept">The server has it; the browser may forget its copy.</param>
/// <param name="Text">Where it is; the browser adds its time of day.</param>
/// <param name="Beside">It is kept as the member's draft and is not in the piece.</param>
public sealed record TypingAnswer(bool Kept, string Text, bool Beside, int Version)
{
    public static TypingAnswer Of(Result<Autosaved> result, EditorSession session) =>
        !result.Ok ? new(false, $"Not saved: {result.Error.Message}", Beside: false, session.BaseVersion)
        : result.Value.Content is not null ? new(true, "Saved", Beside: false, session.BaseVersion)
        : new(true, "Kept as your draft", Beside: true, session.BaseVersion);
}
