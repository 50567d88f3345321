namespace Broadcaster.Web.Startup;

/// <summary>
/// Behind it the database is ready. Who comes earlier is held for a moment, which most starts are over within, and then told
/// to come again.
/// </summary>
internal sealed class PreparationGate(RequestDelegate next, Preparation preparation, TimeProvider clock)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    public async Task InvokeAsync(HttpContext context)
    {
        if (!preparation.Done.IsCompleted)
        {
            await ((Task)preparation.Done).WaitAsync(Moment, clock, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!preparation.Done.IsCompleted)
        {
            await NotNow.StartingAsync(context, preparation.Step);
        }
        else if (await preparation.Done)
        {
            await next(context);
        }
        else
        {
            await NotNow.StoppingAsync(context);
        }
    }
}
