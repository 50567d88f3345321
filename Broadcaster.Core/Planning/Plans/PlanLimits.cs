namespace Broadcaster.Core.Planning.Plans;

/// <summary>How much a plan takes.</summary>
public static class PlanLimits
{
    public const int TopicCharacters = 300;

    public const int BriefCharacters = 10_000;

    /// <summary>Audience, tone.</summary>
    public const int LineCharacters = 500;

    public const int FormatCharacters = 60;

    public const int Keywords = 20;

    public const int KeywordCharacters = 100;

    public const int CompetitorUrls = 20;

    public const int UrlCharacters = 2_000;

    public const int Channels = 50;

    public const int MaxRefinements = 10;
}
