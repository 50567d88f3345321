using System.ComponentModel.DataAnnotations;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Contracts.Settings;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Publishing.Contracts.Settings;

public sealed class SettingsFormTests
{
    [Fact]
    public void Form_OfARecord_HasAFieldForEachProperty()
    {
        var form = SettingsForm.For(typeof(Sample)).ToDictionary(f => f.Name);

        Assert.Equal(["address", "token", "status", "size", "flag", "lines", "headers", "text"], SettingsForm.For(typeof(Sample)).Select(f => f.Name));
        Assert.Equal(("Address", SettingsFieldKind.Url, true, "https://example.com", "Where it is."), (form["address"].Label, form["address"].Kind, form["address"].Required, form["address"].Placeholder, form["address"].Help));
        Assert.Equal((SettingsFieldKind.Secret, true), (form["token"].Kind, form["token"].Secret));
        Assert.Equal(SettingsFieldKind.Choice, form["status"].Kind);
        Assert.Equal("live", form["status"].Default);
        Assert.Equal(["live", "not_yet"], form["status"].Choices.Select(c => c.Value));
        Assert.Equal("Not yet", form["status"].Choices[1].Label);
        Assert.Equal((SettingsFieldKind.Number, 1m, 10m, "5"), (form["size"].Kind, form["size"].Minimum, form["size"].Maximum, form["size"].Default));
        Assert.Equal(SettingsFieldKind.Bool, form["flag"].Kind);
        Assert.Equal(SettingsFieldKind.List, form["lines"].Kind);
        Assert.Equal(SettingsFieldKind.Keyvalue, form["headers"].Kind);
        Assert.Equal((SettingsFieldKind.Multiline, 50), (form["text"].Kind, form["text"].MaxLength));
    }

    [Fact]
    public void Schema_OfARecord_SaysTypesLimitsAndWhatIsSecret()
    {
        var schema = SettingsSchema.For(typeof(Sample));

        Assert.Equal(
            """{"type":"string","title":"Address","description":"Where it is.","format":"uri"}""",
            schema["properties"]!["address"]!.ToJsonString());
        Assert.Equal("""{"type":"string","title":"Token","writeOnly":true}""", schema["properties"]!["token"]!.ToJsonString());
        Assert.Equal("""{"type":"string","enum":["live","not_yet"],"title":"Status","default":"live"}""", schema["properties"]!["status"]!.ToJsonString());
        Assert.Equal("""{"type":"integer","title":"Size","minimum":1,"maximum":10,"default":5}""", schema["properties"]!["size"]!.ToJsonString());
        Assert.Equal("""{"type":"array","items":{"type":"string"},"title":"Lines"}""", schema["properties"]!["lines"]!.ToJsonString());
        Assert.Equal("""{"type":"object","additionalProperties":{"type":"string"},"title":"Headers"}""", schema["properties"]!["headers"]!.ToJsonString());
        Assert.Equal("""["address"]""", schema["required"]!.ToJsonString());
        Assert.False(schema["additionalProperties"]!.GetValue<bool>());
    }

    [Fact]
    public async Task EveryConnector_HasAFormAndASchemaOfTheSameFields()
    {
        await using var app = await TestApp.StartAsync();

        foreach (var connector in app.Get<ConnectorRegistry>().All)
        {
            var form = SettingsForm.For(connector.SettingsType);
            var schema = SettingsSchema.For(connector.SettingsType);
            Assert.Equal(form.Select(f => f.Name), schema["properties"]!.AsObject().Select(p => p.Key));
            Assert.All(form, field => Assert.False(string.IsNullOrWhiteSpace(field.Label), $"{connector.Descriptor.Id}.{field.Name} has no label"));
            Assert.All(form.Where(f => f.Secret), f => Assert.True(schema["properties"]![f.Name]!["writeOnly"]!.GetValue<bool>()));
        }
    }

    private sealed record Sample
    {
        [Required, Url, Display(Name = "Address", Description = "Where it is.", Prompt = "https://example.com", Order = 1)]
        public string Address { get; init; } = "";

        [Secret, Display(Order = 2)]
        public string? Token { get; init; }

        [Display(Order = 3)]
        public SampleStatus Status { get; init; } = SampleStatus.Live;

        [Range(1, 10), Display(Order = 4)]
        public int Size { get; init; } = 5;

        [Display(Order = 5)]
        public bool Flag { get; init; }

        [Display(Order = 6)]
        public IReadOnlyList<string> Lines { get; init; } = [];

        [Display(Order = 7)]
        public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

        [DataType(DataType.MultilineText), StringLength(50), Display(Order = 8)]
        public string? Text { get; init; }
    }

    private enum SampleStatus
    {
        Live,
        NotYet,
    }
}
