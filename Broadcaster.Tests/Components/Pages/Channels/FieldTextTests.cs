using System.Text.Json.Nodes;
using Broadcaster.Core.Publishing.Contracts.Settings;
using Broadcaster.Web.Components.Pages.Channels;

namespace Broadcaster.Tests.Components.Pages.Channels;

public sealed class FieldTextTests
{
    [Theory]
    [InlineData(SettingsFieldKind.List, """["a@example.org","b@example.org"]""")]
    [InlineData(SettingsFieldKind.Keyvalue, """{"X-Board":"news: daily"}""")]
    [InlineData(SettingsFieldKind.Number, "587")]
    [InlineData(SettingsFieldKind.Bool, "true")]
    [InlineData(SettingsFieldKind.Choice, "\"starttls\"")]
    public void ToJson_OfWhatOfShows_IsWhatWasSaved(SettingsFieldKind kind, string saved)
    {
        var field = Field(kind);

        var text = FieldText.Of(field, JsonNode.Parse(saved));

        Assert.Equal(saved, FieldText.ToJson(field, text)!.ToJsonString());
    }

    [Fact]
    public void Of_Secret_NeverShowsIt() =>
        Assert.Equal("", FieldText.Of(Field(SettingsFieldKind.Secret), JsonValue.Create("hidden")));

    [Fact]
    public void ToJson_NumberThatIsNone_GoesOnForTheCheckToRefuse() =>
        Assert.Equal("\"many\"", FieldText.ToJson(Field(SettingsFieldKind.Number), "many")!.ToJsonString());

    [Fact]
    public void ToJson_Empty_IsNotSet() =>
        Assert.Null(FieldText.ToJson(Field(SettingsFieldKind.Text), "  "));

    private static SettingsField Field(SettingsFieldKind kind) => new("name", "Name", null, kind, false, 0, null, null, [], null, null, null, false, false);
}
