using Broadcaster.Web;

namespace Broadcaster.Tests.Tenancy;

public sealed class UrlsTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/w/acme/jobs?status=failed#top", "/w/acme/jobs?status=failed#top")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("\\\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/w/acme\r\nSet-Cookie: x", "/")]
    [InlineData("/\t/evil.example", "/")]
    public void LocalOr_ReturnAddress_StaysHere(string? returnUrl, string expected) => Assert.Equal(expected, Urls.LocalOr(returnUrl));

    [Theory]
    [InlineData("/w/acme", "acme")]
    [InlineData("w/acme/jobs?x=1", "acme")]
    [InlineData("/w", null)]
    [InlineData("/site/acme", null)]
    public void WorkspaceOf_Address_IsItsSlug(string path, string? slug) => Assert.Equal(slug, Urls.WorkspaceOf(path));
}
