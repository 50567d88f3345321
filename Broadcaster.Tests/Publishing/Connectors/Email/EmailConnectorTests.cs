using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Broadcaster.Core.Publishing.Connectors.Email;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Newsletter;

namespace Broadcaster.Tests.Publishing.Connectors.Email;

public sealed class EmailConnectorTests
{
    [Fact]
    public async Task Publish_List_EverybodyOnceWithTheirOwnWayOut()
    {
        await using var h = await ConnectorHarness.StartAsync();
        await using var server = new ScriptedSmtpServer();
        var settings = Settings(h, server, ["ada@example.org", "Bob Größe <bob@example.org>", "ADA@example.org"]);

        var outcome = Assert.IsType<PublishOutcome.Succeeded>(await h.PublishAsync("email", settings, h.Content(title: "Größe")));

        Assert.Equal("2 sent.", outcome.Note);
        Assert.Equal(["ada@example.org", "bob@example.org"], server.Mails.Select(m => m.To));
        var headers = server.Mails[0].Headers;
        Assert.Equal("=?utf-8?B?R3LDtsOfZQ==?=", headers["Subject"]);
        Assert.Equal("List-Unsubscribe=One-Click", headers["List-Unsubscribe-Post"]);
        Assert.StartsWith("<https://news.example/u/", headers["List-Unsubscribe"]);
        Assert.NotEqual(headers["List-Unsubscribe"], server.Mails[1].Headers["List-Unsubscribe"]);
        Assert.Equal("Wed, 14 Jan 2026 12:00:00 +0000", headers["Date"]);
        Assert.Contains("Weekly news", headers["List-Id"]);
        Assert.DoesNotContain("bob", server.Mails[0].Message, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/plain", server.Mails[0].Message);
        Assert.Contains("<strong>text</strong>", server.Mails[0].Message);
        Assert.All(server.Mails[0].Message.Split("\r\n"), line => Assert.True(line.Length <= 998 && line.All(char.IsAscii)));
    }

    [Theory]
    [InlineData("http://localhost:5080", "mail.example.org", true)]
    [InlineData("http://127.0.0.1:5080", "mail.example.org", true)]
    [InlineData("http://[::1]:5080", "10.1.2.3", true)]
    [InlineData("https://news.example", "mail.example.org", false)]
    [InlineData("http://localhost:5080", "127.0.0.1", false)]
    [InlineData("http://localhost:5080", "localhost", false)]
    public async Task Publish_WayOutThatLeadsToThisMachine_IsRefusedBeforeAnythingLeaves(string publicUrl, string host, bool refused)
    {
        await using var h = await ConnectorHarness.StartAsync();
        var settings = h.Bind("email", JsonSerializer.Serialize(new { host, port = 2525, from = "news@example.org", recipients = new[] { "ada@example.org" } }));
        var request = h.Request("email", settings, dryRun: true);

        var outcome = await h.Connector("email").PublishAsync(request with { Context = Local(request.Context) }, default);
        var test = await h.Connector("email").TestAsync(Local(h.Context(settings, dryRun: true)), default);

        Assert.Equal(!refused, test.Ok);
        if (!refused)
        {
            Assert.IsType<PublishOutcome.Succeeded>(outcome);
            return;
        }

        var fault = Assert.IsType<PublishOutcome.Rejected>(outcome).Fault;
        Assert.Contains(publicUrl, fault.Message, StringComparison.Ordinal);
        Assert.Contains("Publishing:PublicUrl", fault.Hint, StringComparison.Ordinal);
        Assert.Contains(fault.Hint!, test.Problem, StringComparison.Ordinal);
        Assert.Empty(h.Wire.Captures);

        ConnectorContext Local(ConnectorContext context) => context with { PublicUrl = publicUrl };
    }

    [Fact]
    public async Task Publish_MessageId_IsTheSameOnEveryAttempt()
    {
        await using var h = await ConnectorHarness.StartAsync();
        await using var server = new ScriptedSmtpServer();
        var settings = Settings(h, server, ["ada@example.org"]);
        server.Answer = c => c == "." ? "451 later" : null;
        await h.PublishAsync("email", settings);
        server.Answer = _ => null;
        await h.PublishAsync("email", settings, attempt: 2);
        Assert.Contains(h.JobId.ToString("N"), Assert.Single(server.Mails).Headers["Message-ID"]);
    }

    [Fact]
    public async Task Publish_CrashInTheMiddle_GoesOnAtTheNextAndNamesTheOneInFlight()
    {
        await using var h = await ConnectorHarness.StartAsync();
        await using var server = new ScriptedSmtpServer();
        var settings = Settings(h, server, ["a@example.org", "b@example.org", "c@example.org"]);

        // The process dies when b's mail has left and c's "sending" is to be written.
        h.Checkpoints.OnWrite = values => _ = values.Values.Any(v => v.Contains("c@", StringComparison.Ordinal)) ? throw new InvalidOperationException("crash") : 0;
        await Assert.ThrowsAnyAsync<Exception>(() => h.PublishAsync("email", settings));
        h.Checkpoints.OnWrite = null;

        var outcome = Assert.IsType<PublishOutcome.Unknown>(await h.PublishAsync("email", settings, attempt: 2));
        Assert.Contains("b@example.org", outcome.Fault.Message);
        Assert.Equal(["a@example.org", "b@example.org", "c@example.org"], server.Mails.Select(m => m.To));

        // Nobody is mailed again by yet another attempt; only a person's word does that, and then b alone.
        Assert.IsType<PublishOutcome.Unknown>(await h.PublishAsync("email", settings, attempt: 3));
        Assert.Equal(3, server.Mails.Count);
        Assert.IsType<PublishOutcome.Succeeded>(await h.PublishAsync("email", settings, attempt: 4, resendUnknown: true));
        Assert.Equal(["a@example.org", "b@example.org", "c@example.org", "b@example.org"], server.Mails.Select(m => m.To));
    }

    [Theory]
    [InlineData("RCPT TO:<b@example.org>", "550 5.1.1 no such user", typeof(PublishOutcome.Succeeded), "2 sent, 1 refused (b@example.org).")]
    [InlineData("RCPT TO:<b@example.org>", "451 4.7.1 greylisted", typeof(PublishOutcome.NotSent), "2 sent, 1 still to send.")]
    [InlineData("RCPT TO:<b@example.org>", "421 closing", typeof(PublishOutcome.NotSent), "2 sent, 1 still to send.")]
    [InlineData("RCPT TO:<b@example.org>", "cut", typeof(PublishOutcome.NotSent), "2 sent, 1 still to send.")]
    public async Task Publish_OneRecipientInTrouble_TheOthersGetTheirs(string command, string answer, Type expected, string note)
    {
        await using var h = await ConnectorHarness.StartAsync();
        await using var server = new ScriptedSmtpServer { Answer = c => c.StartsWith(command, StringComparison.Ordinal) ? answer : null };
        var outcome = await h.PublishAsync("email", Settings(h, server, ["a@example.org", "b@example.org", "c@example.org"]));

        Assert.IsType(expected, outcome);
        Assert.Contains(note, outcome is PublishOutcome.Succeeded s ? s.Note! : OutcomeText.Of(outcome));
        Assert.Equal(["a@example.org", "c@example.org"], server.Mails.Select(m => m.To));
    }

    [Fact]
    public async Task Publish_LineCutAfterTheDot_IsUnknownAndTheListGoesOn()
    {
        await using var h = await ConnectorHarness.StartAsync();
        await using var server = new ScriptedSmtpServer();
        var dots = 0;
        server.Answer = c => c == "." && Interlocked.Increment(ref dots) <= 2 ? "cut" : null;
        var outcome = Assert.IsType<PublishOutcome.Unknown>(await h.PublishAsync("email", Settings(h, server, ["a@example.org", "b@example.org"])));
        Assert.Contains("1 sent, 1 unknown (a@example.org)", outcome.Fault.Message);
    }

    [Theory]
    [InlineData("MAIL", "550 not your sender", typeof(PublishOutcome.Rejected))]
    [InlineData("MAIL", "451 busy", typeof(PublishOutcome.NotSent))]
    [InlineData("connect", "421 too busy", typeof(PublishOutcome.NotSent))]
    [InlineData("connect", "554 go away", typeof(PublishOutcome.Rejected))]
    [InlineData("DATA", "cut", typeof(PublishOutcome.NotSent))]
    public async Task Publish_ServerAsAWhole_IsToldApartFromItsRecipients(string command, string answer, Type expected)
    {
        await using var h = await ConnectorHarness.StartAsync();
        await using var server = new ScriptedSmtpServer { Answer = c => c.StartsWith(command, StringComparison.Ordinal) ? answer : null };
        var outcome = await h.PublishAsync("email", Settings(h, server, ["a@example.org", "b@example.org"]));
        Assert.IsType(expected, outcome);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task Publish_Unsubscribed_IsLeftOut()
    {
        await using var h = await ConnectorHarness.StartAsync();
        await using var server = new ScriptedSmtpServer();
        await h.App.AddAsync(new EmailSuppression { WorkspaceId = h.App.Workspace.Id, ChannelId = h.ChannelId, Address = "ada@example.org", At = h.App.Clock.GetUtcNow(), Source = "page" });

        var outcome = Assert.IsType<PublishOutcome.Succeeded>(await h.PublishAsync("email", Settings(h, server, ["Ada@example.org", "bob@example.org"])));
        Assert.Equal("1 sent, 1 unsubscribed.", outcome.Note);
        Assert.Equal("bob@example.org", Assert.Single(server.Mails).To);
    }

    [Theory]
    [InlineData("starttls")]
    [InlineData("tls")]
    public async Task Publish_PrivateAuthority_IsTrustedOnlyWhenNamed(string security)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue.AddDays(-1));
        await using var h = await ConnectorHarness.StartAsync();
        await using var server = new ScriptedSmtpServer
        {
            Certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null),
            ImplicitTls = security == "tls",
        };
        server.Extensions.Add("STARTTLS");

        Assert.IsType<PublishOutcome.NotSent>(await h.PublishAsync("email", Settings(h, server, ["a@example.org"], security)));
        Assert.Empty(server.Mails);
        Assert.IsType<PublishOutcome.Succeeded>(await h.PublishAsync("email", Settings(h, server, ["a@example.org"], security, made.ExportCertificatePem())));
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task Publish_StarttlsNotOffered_SendsNothing()
    {
        await using var h = await ConnectorHarness.StartAsync();
        await using var server = new ScriptedSmtpServer();
        Assert.IsType<PublishOutcome.NotSent>(await h.PublishAsync("email", Settings(h, server, ["a@example.org"], "starttls")));
        Assert.DoesNotContain(server.Commands, c => c.StartsWith("AUTH", StringComparison.Ordinal) || c.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public void Stuffed_LinesWithDots_AreDoubled() =>
        Assert.Equal("..a\r\nb.\r\n..\r\n", Encoding.ASCII.GetString(SmtpSession.Stuffed(".a\r\nb.\r\n."u8)));

    [Theory]
    [InlineData("a=b", "a=3Db")]
    [InlineData("end \nx", "end=20\r\nx")]
    [InlineData("ä", "=C3=A4")]
    public void QuotedPrintable_Encode_Survives(string text, string expected)
    {
        var encoded = new StringBuilder();
        QuotedPrintable.Encode(text, encoded);
        Assert.Equal(expected, encoded.ToString());
    }

    [Fact]
    public void QuotedPrintable_LongLine_IsBrokenAt76()
    {
        var encoded = new StringBuilder();
        QuotedPrintable.Encode(new string('é', 500) + new string('x', 500), encoded);
        Assert.All(encoded.ToString().Split("\r\n"), l => Assert.InRange(l.Length, 1, 76));
        Assert.Equal(500, encoded.ToString().Replace("=\r\n", "", StringComparison.Ordinal).Split("=C3=A9").Length - 1);
    }

    [Theory]
    [InlineData("plain subject", "plain subject")]
    [InlineData("two\r\nBcc: x@y.z", "two Bcc: x@y.z")]
    public void MimeWords_Text_CannotStartAHeader(string text, string expected) => Assert.Equal(expected, MimeWords.Text(text));

    [Theory]
    [InlineData("ada@example.org", "ada@example.org")]
    [InlineData(" Ada <Ada@Exämple.org> ", "Ada@xn--exmple-cua.org")]
    [InlineData("no-at-sign", null)]
    [InlineData("größe@example.org", null)]
    [InlineData("a@b\r\nRCPT TO:<x@y.z>", null)]
    [InlineData("a b@example.org", null)]
    public void Mailbox_Parse_TakesWhatAServerWillTake(string text, string? address) => Assert.Equal(address, Mailbox.Parse(text)?.Address);

    private static object Settings(ConnectorHarness h, ScriptedSmtpServer server, string[] recipients, string security = "none", string? trusted = null) => h.Bind("email", JsonSerializer.Serialize(new
    {
        host = "127.0.0.1",
        port = server.Port,
        security,
        username = "publisher",
        from = "news@example.com",
        recipients,
        trustedCertificate = trusted,
    }), """{"password":"a-password"}""");
}
