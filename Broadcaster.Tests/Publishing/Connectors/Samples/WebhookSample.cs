using System.Text.Json;

namespace Broadcaster.Tests.Publishing.Connectors.Samples;

public sealed class WebhookSample : ConnectorSample
{
    private const string Secret = "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtMTIzNA==";
    private const string ApiKey = "extra \"key\" & more";

    public override string Id => "webhook";

    public override IReadOnlyList<string> Secrets => [Secret, ApiKey];

    public override IReadOnlyDictionary<Trouble, Type> Outcomes => HttpOutcomes.Table;

    public override SamplePlatform Start(Trouble trouble) => new HttpPlatform(
        trouble,
        url => JsonSerializer.Serialize(new { url = url + "/hook", secret = Secret, headers = new Dictionary<string, string> { ["X-Extra"] = ApiKey } }),
        call => call.Method == "POST",

        // A receiver that repeats what it got: the answer must not bring a secret into the ledger either.
        call => new HttpReply(200, JsonSerializer.Serialize(new { id = "r-1", url = "https://out.example/r-1", echo = $"{ApiKey} {Secret}" })));
}
