using System.Collections.Frozen;

namespace Broadcaster.Core.Foundation.Accounts;

/// <summary>What a password must be: long, and not the first thing that an attacker tries. No rules about characters.</summary>
public static class PasswordRules
{
    public const int Shortest = 10;

    /// <summary>A bound on the work of hashing, far above any passphrase.</summary>
    public const int Longest = 256;

    private const int ShortestPart = 4;
    private const int FewestBesides = 6;

    private static readonly FrozenSet<string> Common = new[]
    {
        "1234567890", "0123456789", "0987654321", "123456789a", "1q2w3e4r5t", "q1w2e3r4t5", "qwertyuiop", "asdfghjkl;", "zaq12wsxcde3", "1qaz2wsx3edc",
        "password12", "password123", "password1234", "passw0rd123", "p@ssw0rd123", "mypassword", "changeme123", "letmein123", "welcome123", "administrator",
        "iloveyou12", "iloveyou123", "qwerty12345", "qwerty123456", "abcdefghij", "abcd123456", "abc1234567", "superman123", "football123", "trustno1234",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when the password is good enough; otherwise what is wrong with it.</summary>
    public static string? Problem(string? password, string? email, string? name)
    {
        if (password is null || password.Length < Shortest)
        {
            return $"Use at least {Shortest} characters. A few words are easy to remember.";
        }

        if (password.Length > Longest)
        {
            return $"Use at most {Longest} characters.";
        }

        if (Common.Contains(password) || password.Distinct().Count() < 4)
        {
            return "This password is among the first that are tried. Use a less common one.";
        }

        // A name within a long passphrase does no harm; a name with a year behind it is guessed.
        var told = PartsOf(email, name).FirstOrDefault(part =>
            password.Contains(part, StringComparison.OrdinalIgnoreCase)
            && password.Replace(part, "", StringComparison.OrdinalIgnoreCase).Length < FewestBesides);
        return told is null ? null : $"Leave \"{told}\" out of it, or add more: what is in your name or email is tried first.";
    }

    private static IEnumerable<string> PartsOf(string? email, string? name) =>
        (email ?? "").Split('@')[0].Split('.', '-', '_', '+').Append((email ?? "").Split('@')[0])
            .Concat((name ?? "").Split(' ', '-'))
            .Where(part => part.Length >= ShortestPart);
}
