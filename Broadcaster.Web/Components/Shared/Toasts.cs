using Broadcaster.Core.Foundation.Common;
using Radzen;

namespace Broadcaster.Web.Components.Shared;

/// <summary>Short messages at the edge of the page: done, done with Undo, or why not.</summary>
public sealed class Toasts(NotificationService notifications)
{
    private const double Short = 4_000;
    private const double Long = 10_000;

    public void Done(string text) => notifications.Notify(NotificationSeverity.Success, text, duration: Short);

    /// <summary>Says that it is done and offers to take it back for ten seconds.</summary>
    public void Undo(string text, Func<Task> undo)
    {
        NotificationMessage? message = null;
        message = new NotificationMessage
        {
            Severity = NotificationSeverity.Success,
            Summary = text,
            Duration = Long,
            DetailContent = _ => builder =>
            {
                builder.OpenComponent<UndoButton>(0);
                builder.AddComponentParameter(1, nameof(UndoButton.Undo), async () =>
                {
                    notifications.Messages.Remove(message!);
                    await undo();
                });
                builder.CloseComponent();
            },
        };
        notifications.Notify(message);
    }

    public void Problem(Error error) => Problem(error.Message);

    public void Problem(string text) => notifications.Notify(NotificationSeverity.Error, "That did not work", text, Long);
}
