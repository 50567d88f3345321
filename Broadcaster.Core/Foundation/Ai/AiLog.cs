using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Foundation.Ai;

internal static partial class AiLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Host} could not answer now ({Code}); asking again in {Wait}.")]
    public static partial void AskingAgain(ILogger log, string host, string code, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Model} at {Host} gave no usable answer: {Code}, after {Milliseconds} ms.")]
    public static partial void NoAnswer(ILogger log, string model, string host, string code, int milliseconds);
}
