using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Broadcaster.Tests.Publishing.Connectors.WordPress;

/// <summary>Answers like WordPress 6 does as far as posts, terms, pictures and their oddities go.</summary>
public sealed class FakeWordPress
{
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, int> terms = new(StringComparer.OrdinalIgnoreCase);
    private int lastId = 10;

    public List<FakePost> Posts { get; } = [];

    public List<HttpCall> Uploads { get; } = [];

    public string Role { get; init; } = "editor";

    public bool MayPublish { get; init; } = true;

    /// <summary>Whether a plugin has put another search in the place of WordPress's own, one that does not see comments.</summary>
    public bool SearchIsReplaced { get; init; }

    /// <summary>Without them the API is at /?rest_route=/.</summary>
    public bool PrettyPermalinks { get; init; } = true;

    /// <summary>Goes before the usual answer.</summary>
    public Func<HttpCall, HttpReply?> Before { get; set; } = _ => null;

    /// <summary>Replaces the usual answer after the usual thing was done.</summary>
    public Func<HttpCall, HttpReply?> After { get; set; } = _ => null;

    public HttpReply Answer(HttpCall call)
    {
        if (Before(call) is { } instead)
        {
            return instead;
        }

        lock (gate)
        {
            var usual = Usual(call);
            return After(call) ?? usual;
        }
    }

    public static HttpReply Error(int status, string code, string message, object? data = null) =>
        new(status, JsonSerializer.Serialize(new { code, message, data = data ?? new { status } }));

    private HttpReply Usual(HttpCall call)
    {
        var host = $"http://{call.Headers["Host"]}";
        var query = QueryHelpers.ParseQuery(call.Target.Contains('?', StringComparison.Ordinal) ? call.Target[call.Target.IndexOf('?', StringComparison.Ordinal)..] : "");
        if (call.Method == "HEAD" && call.Path == "/")
        {
            var link = PrettyPermalinks ? $"<{host}/wp-json/>; rel=\"https://api.w.org/\"" : $"<{host}/?rest_route=/>; rel=\"https://api.w.org/\"";
            return new HttpReply(200) { Headers = { ["Link"] = link } };
        }

        var route = PrettyPermalinks
            ? call.Path.StartsWith("/wp-json/wp/v2/", StringComparison.Ordinal) ? call.Path["/wp-json/wp/v2/".Length..] : ""
            : query.TryGetValue("rest_route", out var asked) && asked.ToString().StartsWith("/wp/v2/", StringComparison.Ordinal) ? asked.ToString()["/wp/v2/".Length..] : "";
        return (call.Method, route.Split('/')) switch
        {
            ("GET", ["users", "me"]) => Json(200, new { id = 2, name = "Edi", slug = "edi", roles = new[] { Role }, capabilities = new Dictionary<string, bool> { ["publish_posts"] = MayPublish } }),
            ("GET", ["users"]) => Json(200, query["slug"] == "jane" ? [new { id = 9, slug = "jane" }] : Array.Empty<object>()),
            ("GET", ["comments"]) => new HttpReply(200, "[]") { Headers = { ["X-WP-Total"] = "3" } },
            ("GET", ["categories" or "tags"]) => Json(200, terms.Where(t => t.Key.Contains(query["search"].ToString(), StringComparison.OrdinalIgnoreCase)).Select(t => new { id = t.Value, name = System.Net.WebUtility.HtmlEncode(t.Key), slug = "s" })),
            ("POST", ["categories" or "tags"]) => AddTerm(call),
            ("POST", ["media"]) => Upload(call),
            ("POST", ["media", var id]) => Json(200, new { id = int.Parse(id) }),
            ("GET", ["posts"]) => Json(200, List(query).Select(Shape)),
            ("POST", ["posts"]) => Create(call, host),
            ("GET", ["posts", var id]) => Posts.Find(p => p.Id == int.Parse(id)) is { } post ? Json(200, Shape(post)) : Error(404, "rest_post_invalid_id", "Invalid post ID."),
            ("POST", ["posts", var id]) => Update(call, int.Parse(id), host),
            _ => Error(404, "rest_no_route", "No route was found."),
        };
    }

    private IEnumerable<FakePost> List(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> query)
    {
        var statuses = query["status"].ToString().Split(',');
        var search = query.TryGetValue("search", out var text) ? text.ToString() : null;
        return Posts.Where(p => statuses.Contains(p.Status))
            .Where(p => search is null || (!SearchIsReplaced && (p.Content.Contains(search, StringComparison.Ordinal) || p.Title.Contains(search, StringComparison.Ordinal))))
            .OrderByDescending(p => p.Id).Take(int.Parse(query["per_page"].ToString()));
    }

    private HttpReply Create(HttpCall call, string host)
    {
        var body = JsonNode.Parse(call.Text)!;
        var slug = body["slug"]!.GetValue<string>();
        var taken = Posts.Count(p => p.Slug == slug || p.Slug.StartsWith(slug + "-", StringComparison.Ordinal));
        var post = new FakePost
        {
            Id = ++lastId,
            Title = body["title"]!.GetValue<string>(),
            Content = body["content"]!.GetValue<string>(),
            Slug = taken == 0 ? slug : $"{slug}-{taken + 1}",
            Status = body["status"]!.GetValue<string>(),
            Body = body,
        };
        post.Link = $"{host}/?p={post.Id}";
        Posts.Add(post);
        return Json(201, Shape(post));
    }

    private HttpReply Update(HttpCall call, int id, string host)
    {
        var status = JsonNode.Parse(call.Text)!["status"]!.GetValue<string>();
        if (Posts.Find(p => p.Id == id) is not { } post)
        {
            return Error(404, "rest_post_invalid_id", "Invalid post ID.");
        }

        if (status == "publish" && !MayPublish)
        {
            return Error(403, "rest_cannot_publish", "Sorry, you are not allowed to publish posts in this post type.");
        }

        post.Status = status;
        post.Switches++;
        post.Link = $"{host}/{post.Slug}/";
        return Json(200, Shape(post));
    }

    private HttpReply AddTerm(HttpCall call)
    {
        var name = JsonNode.Parse(call.Text)!["name"]!.GetValue<string>();
        var id = ++lastId;
        return terms.TryAdd(name, id)
            ? Json(201, new { id, name })
            : Error(400, "term_exists", "A term with the name provided already exists.", new { status = 400, term_id = terms[name] });
    }

    private HttpReply Upload(HttpCall call)
    {
        if (!call.Headers.ContainsKey("Content-Disposition"))
        {
            return Error(400, "rest_upload_no_content_disposition", "No Content-Disposition supplied.");
        }

        if (!call.Headers["Content-Type"].StartsWith("image/", StringComparison.Ordinal))
        {
            return Error(500, "rest_upload_unknown_error", "Sorry, you are not allowed to upload this file type.");
        }

        Uploads.Add(call);
        return Json(201, new { id = ++lastId });
    }

    private static object Shape(FakePost post) => new { id = post.Id, link = post.Link, slug = post.Slug, status = post.Status, content = new { raw = post.Content, rendered = post.Content } };

    private static HttpReply Json(int status, object value) => new(status, JsonSerializer.Serialize(value));
}

public sealed class FakePost
{
    public required int Id { get; init; }

    public required string Title { get; init; }

    public required string Content { get; init; }

    public required string Slug { get; init; }

    public required string Status { get; set; }

    public required JsonNode Body { get; init; }

    public string Link { get; set; } = "";

    public int Switches { get; set; }
}
