namespace Broadcaster.Core.Planning.Research;

/// <summary>Where research is.</summary>
/// <param name="Step">searching, fetching, analysing, done.</param>
/// <param name="Done">Pages that are through, with or without a problem.</param>
/// <param name="Total">Pages that are to be read.</param>
/// <param name="Message">For people: "Read 3 of 8: https://…".</param>
/// <param name="Percent">0 to 100.</param>
public sealed record ResearchProgress(string Step, int Done, int Total, string Message, int Percent);
