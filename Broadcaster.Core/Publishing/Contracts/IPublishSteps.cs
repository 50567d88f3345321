namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>Tells everybody who watches where a job stands. Cheap: call it as often as something happens.</summary>
public interface IPublishSteps
{
    /// <summary>A step of the descriptor begins; the ones before it are done.</summary>
    void Begin(string step);

    /// <summary>How far the present step is, 0 to 1, e.g. recipients mailed.</summary>
    void Advance(double fraction);

    /// <summary>A line for the job's log. No secrets, no content.</summary>
    void Log(string message);
}

/// <summary>One line of an attempt's log.</summary>
/// <param name="Step">The step that began, or null for a message within it.</param>
public sealed record StepLine(DateTimeOffset At, string? Step, string? Message);
