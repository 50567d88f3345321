using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.WordPress;

/// <summary>What WordPress means by its errors, which its status codes alone do not say.</summary>
internal static partial class WordPressFaults
{
    private const string Reconnect = "Make a new application password in WordPress (Users → Profile) and put it into the channel's settings.";
    private const string Blocked = "A host, a proxy or a security plugin stands before the REST API or takes the Authorization header away. Allow both for this account.";

    public static (PublishOutcome Outcome, string? Code, long? TermId) Of(Exchange exchange, string path, Effect effect)
    {
        var failure = exchange.Failure!;
        if (exchange.Status is not { } status || failure is PublishOutcome.RateLimited)
        {
            return (failure, null, null);
        }

        if (Read(exchange.Body) is not { Code: { } code } error)
        {
            return (status is 401 or 403 or 404 or 406 ? NotJson(exchange, effect) : failure, null, null);
        }

        var message = Plain(error.Message);
        Fault Because(string? hint, string? field = null) => new($"WordPress says: {message}", hint, status, field);
        PublishOutcome outcome = (status, code) switch
        {
            // Core answers a wrong password like none at all, with the code of whatever was tried.
            (401, _) => new PublishOutcome.NeedsReconnect(new Fault($"WordPress did not accept the user name and application password ({message})", Reconnect, status)),
            (403, "rest_cannot_publish") => new PublishOutcome.Rejected(Because("This account may write but not publish (a contributor): use an author's or editor's account, or set \"Publish as\" to pending.")),
            (403, "rest_cannot_edit_others") or (_, "rest_invalid_author") => new PublishOutcome.Rejected(Because("Setting another author takes an editor's or administrator's account. Leave Author empty, or change the account.")),
            (403 or 400, "rest_cannot_create") when path == "media" => new PublishOutcome.Rejected(Because("This account may not upload pictures: use an author's account, or leave the featured picture out.", "featuredImage")),
            (403, _) => new PublishOutcome.Rejected(Because("Check the role of this account in WordPress.")),
            (500, "rest_upload_unknown_error" or "rest_upload_sideload_error") => new PublishOutcome.Rejected(Because("Use a picture of a type that the site allows (JPEG, PNG, GIF, WebP).", "featuredImage")),
            (413, _) when path == "media" => new PublishOutcome.Rejected(Because("Make the picture smaller, or raise the upload limit of the site.", "featuredImage")),
            (400, "empty_content") => new PublishOutcome.Rejected(Because("Write a title and a text.", "body")),
            (501, "rest_trash_not_supported") => new PublishOutcome.Rejected(Because("This WordPress has no trash (EMPTY_TRASH_DAYS is 0), and Broadcaster deletes nothing for good: take the post down in WordPress.")),
            (404, "rest_no_route") => new PublishOutcome.Rejected(Because("The site has no posts in its REST API. Check the address, and whether a plugin turns it off.")),
            _ => failure switch
            {
                PublishOutcome.Rejected => new PublishOutcome.Rejected(Because(null)),
                PublishOutcome.Unknown u => new PublishOutcome.Unknown(u.Fault with { Message = $"{u.Fault.Message} WordPress says: {message}" }),
                PublishOutcome.NotSent n => new PublishOutcome.NotSent(n.Fault with { Message = $"{n.Fault.Message} WordPress says: {message}" }),
                var other => other,
            },
        };
        return (outcome, code, error.Data?.TermId);
    }

    /// <summary>HTML where JSON was due: not WordPress's own answer.</summary>
    public static PublishOutcome NotJson(Exchange exchange, Effect effect)
    {
        var fault = new Fault("The site answered with a page instead of data.", Blocked, exchange.Status);
        return exchange.Status is >= 200 and < 300 && effect == Effect.Irreversible
            ? new PublishOutcome.Unknown(fault)
            : new PublishOutcome.Rejected(fault);
    }

    private static WordPressError? Read(string body)
    {
        if (body.AsSpan().TrimStart() is not ['{', ..])
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<WordPressError>(body);
        }
        catch (JsonException)
        {
            // Plugins put other things than objects into "data".
            try
            {
                using var json = JsonDocument.Parse(body);
                return json.RootElement.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String
                    ? new WordPressError(code.GetString(), json.RootElement.TryGetProperty("message", out var m) ? m.ToString() : null, null)
                    : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    private static string Plain(string? message) => WebUtility.HtmlDecode(Tags().Replace(message ?? "no reason", "")).Trim();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex Tags();
}
