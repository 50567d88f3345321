using System.Text.Json;
using Broadcaster.Tests.Publishing.Connectors.WordPress;

namespace Broadcaster.Tests.Publishing.Connectors.Samples;

public sealed class WordPressSample : ConnectorSample
{
    private const string Password = "abcd efgh ijkl mnop qrst uvwx";

    public override string Id => "wordpress";

    public override IReadOnlyList<string> Secrets => [Password, "abcdefghijklmnopqrstuvwx", Convert.ToBase64String("editor:abcdefghijklmnopqrstuvwx"u8)];

    public override IReadOnlyDictionary<Trouble, Type> Outcomes => HttpOutcomes.Table;

    public override SamplePlatform Start(Trouble trouble)
    {
        var site = new FakeWordPress();
        return new HttpPlatform(
            trouble,
            url => JsonSerializer.Serialize(new { url, username = "editor", applicationPassword = Password, categories = new[] { "News" } }),
            call => trouble is Trouble.ServerError or Trouble.Silence
                ? call.Method == "POST" && call.Text.Contains("\"publish\"", StringComparison.Ordinal)
                : call.Path.Contains("/wp/v2/", StringComparison.Ordinal),
            site.Answer);
    }
}
