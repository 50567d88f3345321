using Broadcaster.Tests.Foundation.Ai;

namespace Broadcaster.Tests.Planning.Plans;

/// <summary>What a model that does as it is told answers, by the form that it is asked for.</summary>
internal static class GoodAnswers
{
    public const string Body = """
        Bees do well on city roofs, and so do the people who look after them. This is how to begin, what it costs and what the neighbours have to know.

        ## Before the first hive

        Ask the owner of the house in writing. Then look at the roof: it has to carry eighty kilograms, and the way up must be safe with a full box in your hands.

        ## What it costs

        A hive, a suit and a smoker cost about as much as a good bicycle. The first year gives little honey, so plan for two.

        ## The neighbours

        Tell them before the bees arrive. A jar of honey in August says more than any letter.
        """;

    public static ModelReply For(ModelCall call) => call.Form switch
    {
        "titles" => ModelReply.Json(new { titles = new[] { "Bees on city roofs: how to begin", "A hive above the street" } }),
        "outline" => ModelReply.Json(new { sections = new[] { new { heading = "Before the first hive", points = new[] { "Ask the owner" } }, new { heading = "What it costs", points = new[] { "A bicycle" } } } }),
        "draft" => Draft(Body),
        "refinement" => Refinement(Body),
        "variant" => ModelReply.Json(new { title = "", body = "Bees do well on city roofs. Ask the owner, look at the roof, tell the neighbours.", tags = new[] { "bees" } }),
        var other => throw new InvalidOperationException($"Nobody told the model what to answer for {other}."),
    };

    public static ModelReply Draft(string body) => ModelReply.Json(new
    {
        title = "Bees on city roofs: how to begin",
        metaDescription = "What a hive on the roof costs, whom to ask, and how the first year goes.",
        slug = "bees-on-city-roofs",
        body,
        tags = new[] { "#bees", "city", "Bees" },
        images = new[] { new { shows = "A hive before chimneys", altText = "A wooden hive on a flat roof" } },
    });

    public static ModelReply Refinement(string body, string title = "Bees on city roofs: how to begin") => ModelReply.Json(new
    {
        title, metaDescription = "What a hive on the roof costs, whom to ask, and how the first year goes.", slug = "bees-on-city-roofs", body, tags = new[] { "bees" }, changes = "Shorter sentences.",
    });
}
