using System.ComponentModel.DataAnnotations;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Tests.Publishing.Connectors.Shoutbox;

/// <summary>Where a shoutbox is and how to get in. The attributes make the form, the API's schema and the checks.</summary>
public sealed record ShoutboxSettings
{
    [Required(ErrorMessage = "Write the address of the shoutbox.")]
    [Url(ErrorMessage = "Write a whole address that starts with https:// or http://.")]
    [Display(Name = "Address", Order = 1, Prompt = "https://shout.example.com")]
    public required string Url { get; init; }

    [Secret]
    [Required(ErrorMessage = "Paste the token.")]
    [Display(Name = "Token", Order = 2, Description = "From the shoutbox's settings page.")]
    public required string Token { get; init; }
}
