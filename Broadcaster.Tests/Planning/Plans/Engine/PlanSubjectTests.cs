using Broadcaster.Core.Authoring.Seo;
using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Plans.Engine;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Planning.Plans.Engine;

public sealed class PlanSubjectTests
{
    private const string Danish = "Bierne trives godt på byens tage, og det gør de mennesker også, som passer dem. Sådan begynder man, det koster det, og det skal naboerne vide. Spørg først ejeren af huset, og se så på taget, for det skal kunne bære vægten.";
    private const string Bulgarian = "Пчелите живеят добре по градските покриви, а също и хората, които се грижат за тях. Ето как се започва, колко струва и какво трябва да знаят съседите. Първо попитайте собственика на къщата, а после погледнете покрива.";
    private const string German = "Bienen fühlen sich auf den Dächern der Stadt wohl, und die Menschen, die sich um sie kümmern, auch. So fängt man an, das kostet es, und das müssen die Nachbarn wissen. Fragen Sie zuerst den Eigentümer des Hauses.";

    [Theory]
    [InlineData("da", Danish)]
    [InlineData("bg", Bulgarian)]
    [InlineData("deu", German)]
    public async Task CheckLanguage_DetectorTakesItForAnother_SaysNothing(string language, string text)
    {
        await using var app = await TestApp.StartAsync();

        Assert.NotEqual(language, LanguageDetector.Of(text));
        Assert.Null(SubjectIn(app, language).CheckLanguage(text));
    }

    [Theory]
    [InlineData("en", German)]
    [InlineData("fr-CA", German)]
    [InlineData("en", Bulgarian)]
    public async Task CheckLanguage_AnotherThanAskedFor_SaysSo(string language, string text)
    {
        await using var app = await TestApp.StartAsync();

        Assert.NotNull(SubjectIn(app, language).CheckLanguage(text));
        Assert.Null(SubjectIn(app, LanguageDetector.Of(text)).CheckLanguage(text));
    }

    private static PlanSubject SubjectIn(TestApp app, string language) => new(
        new ContentPlan { Id = Guid.NewGuid(), WorkspaceId = app.Workspace.Id, Topic = "Bees", Language = language, CreatedAt = app.Clock.GetUtcNow(), UpdatedAt = app.Clock.GetUtcNow() },
        app.Workspace, null, app.Get<SeoScorer>());
}
