using System.Net.Mail;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.AspNetCore.Identity;

namespace Broadcaster.Core.Foundation.Accounts;

/// <summary>Makes users as ASP.NET Core Identity's stores expect them, ready to be saved with whatever else belongs to the operation.</summary>
public sealed class NewUser(IPasswordHasher<User> hasher, ILookupNormalizer normalizer, TimeProvider clock)
{
    public const int LongestName = 200;

    public string Normalize(string email) => normalizer.NormalizeEmail(email.Trim());

    public User Make(string email, string name, string password, bool isInstanceAdmin = false)
    {
        email = email.Trim();
        var user = new User
        {
            Id = clock.NewId(),
            UserName = email,
            NormalizedUserName = normalizer.NormalizeName(email),
            Email = email,
            NormalizedEmail = normalizer.NormalizeEmail(email),
            DisplayName = name.Trim(),
            IsInstanceAdmin = isInstanceAdmin,
            CreatedAt = clock.GetUtcNow(),
            LockoutEnabled = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
        };
        user.PasswordHash = hasher.HashPassword(user, password);
        return user;
    }

    /// <summary>Adds a message under the field for each thing that is wrong.</summary>
    public static void Check(Dictionary<string, string[]> errors, string? email, string? name)
    {
        if (!IsEmail(email))
        {
            errors["email"] = ["Enter an email address, e.g. ada@example.com."];
        }

        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > LongestName)
        {
            errors["name"] = [$"Enter a name of at most {LongestName} characters."];
        }
    }

    public static bool IsEmail(string? email) =>
        email is not null && email.Trim().Length is > 2 and <= 256 && MailAddress.TryCreate(email.Trim(), out var address) && address.Address == email.Trim();
}
