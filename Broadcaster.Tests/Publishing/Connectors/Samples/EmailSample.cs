using System.Text.Json;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Publishing.Connectors.Samples;

public sealed class EmailSample : ConnectorSample
{
    private const string Password = "mail-password-77";

    public override string Id => "email";

    public override IReadOnlyList<string> Secrets => [Password, Convert.ToBase64String("\0publisher\0mail-password-77"u8), Convert.ToBase64String("mail-password-77"u8)];

    // SMTP has no Retry-After, and a refusal after the data is about the mail, not about the server.
    public override IReadOnlyDictionary<Trouble, Type> Outcomes => new Dictionary<Trouble, Type>
    {
        [Trouble.Unauthorized] = typeof(PublishOutcome.NeedsReconnect),
        [Trouble.RateLimited] = typeof(PublishOutcome.NotSent),
        [Trouble.ServerError] = typeof(PublishOutcome.Rejected),
        [Trouble.Silence] = typeof(PublishOutcome.Unknown),
        [Trouble.ConnectionRefused] = typeof(PublishOutcome.NotSent),
    };

    public override SamplePlatform Start(Trouble trouble) => new Platform(trouble);

    private sealed class Platform(Trouble trouble) : SamplePlatform
    {
        private readonly int closedPort = FreePort.Take();
        private readonly ScriptedSmtpServer server = new()
        {
            Answer = command => trouble switch
            {
                Trouble.Unauthorized when command.StartsWith("AUTH", StringComparison.Ordinal) => "535 5.7.8 Authentication failed",
                Trouble.RateLimited when command.StartsWith("RCPT", StringComparison.Ordinal) => "451 4.7.1 Too many mails, later",
                Trouble.ServerError when command == "." => "554 5.7.1 Refused",
                Trouble.Silence when command == "." => "hang",
                _ => null,
            },
        };

        public override string Settings => JsonSerializer.Serialize(new
        {
            host = "127.0.0.1",
            port = trouble == Trouble.ConnectionRefused ? closedPort : server.Port,
            security = "none",
            username = "publisher",
            password = Password,
            from = "Example News <news@example.com>",
            recipients = new[] { "ada@example.org" },
        });

        public override int Connections => server.Connections;

        public override ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
