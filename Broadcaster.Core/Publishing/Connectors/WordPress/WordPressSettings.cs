using System.ComponentModel.DataAnnotations;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.WordPress;

/// <summary>One WordPress site and the account that posts to it.</summary>
public sealed record WordPressSettings
{
    [Required(ErrorMessage = "Write the address of the WordPress site.")]
    [Url(ErrorMessage = "Write a whole address that starts with https:// or http://.")]
    [Display(Name = "Site address", Order = 1, Prompt = "https://blog.example.com", Description = "The address that readers type, without /wp-admin.")]
    public required string Url { get; init; }

    [Required(ErrorMessage = "Write the user name of the WordPress account.")]
    [Display(Name = "User name", Order = 2, Prompt = "editor", Description = "An account that may publish: author, editor or administrator.")]
    public required string Username { get; init; }

    [Secret]
    [Required(ErrorMessage = "Paste an application password of that account.")]
    [Display(Name = "Application password", Order = 3, Prompt = "abcd efgh ijkl mnop qrst uvwx", Description = "Made in WordPress under Users → Profile → Application Passwords. The account's own password does not work.")]
    public required string ApplicationPassword { get; init; }

    [Display(Name = "Publish as", Order = 4, Description = "Publish at once, or leave a draft or a piece pending review for somebody in WordPress to finish.")]
    public WordPressStatus Status { get; init; } = WordPressStatus.Publish;

    [Display(Name = "Categories", Order = 5, Prompt = "News", Description = "Names; one that does not exist yet is created where the account may do that. Empty: the site's default.")]
    public IReadOnlyList<string> Categories { get; init; } = [];

    [Display(Name = "Author", Order = 6, Prompt = "jane", Description = "Optional. The id or user name of another author; takes an editor's or administrator's account.")]
    public string? Author { get; init; }
}

/// <summary>What a piece becomes in WordPress.</summary>
public enum WordPressStatus
{
    Publish,
    Draft,
    Pending,
}
