using System.Security.Cryptography;
using System.Text;

namespace Broadcaster.Core.Foundation.Common;

/// <summary>Random secrets that are shown once, and the hash that is kept of them.</summary>
public static class Secrets
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>Random base62 characters: 40 of them hold 238 bits.</summary>
    public static string Random(int length) => RandomNumberGenerator.GetString(Alphabet, length);

    /// <summary>SHA-256, hex. Enough without a salt, because what is hashed is random and long.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
