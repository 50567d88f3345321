using System.Net;
using Broadcaster.Core.Foundation.Common.Network;
using Microsoft.Extensions.Options;

namespace Broadcaster.Tests.Foundation.Common.Network;

public sealed class NetworkGuardTests
{
    [Theory]
    [InlineData("93.184.215.14", true, true)]
    [InlineData("2606:4700::1111", true, true)]
    [InlineData("127.0.0.1", false, true)]
    [InlineData("127.9.9.9", false, true)]
    [InlineData("::1", false, true)]
    [InlineData("10.0.0.1", false, true)]
    [InlineData("172.31.255.255", false, true)]
    [InlineData("172.32.0.1", true, true)]
    [InlineData("192.168.1.1", false, true)]
    [InlineData("100.64.0.1", false, true)]
    [InlineData("fd12::1", false, true)]
    [InlineData("::ffff:127.0.0.1", false, true)]
    [InlineData("::ffff:93.184.215.14", true, true)]
    [InlineData("64:ff9b::7f00:1", false, true)]
    [InlineData("2002:7f00:1::", false, true)]
    [InlineData("::127.0.0.1", false, true)]
    [InlineData("169.254.169.254", false, false)]
    [InlineData("::ffff:169.254.169.254", false, false)]
    [InlineData("fe80::1", false, false)]
    [InlineData("fd00:ec2::254", false, false)]
    [InlineData("100.100.100.200", false, false)]
    [InlineData("0.0.0.0", false, false)]
    [InlineData("::", false, false)]
    [InlineData("224.0.0.1", false, false)]
    [InlineData("255.255.255.255", false, false)]
    [InlineData("ff02::1", false, false)]
    [InlineData("198.51.100.7", false, false)]
    public void Allows_Address_ByWhatItIs(string address, bool normally, bool withPrivate)
    {
        Assert.Equal(normally, Guard().Allows(IPAddress.Parse(address)));
        Assert.Equal(withPrivate, Guard(allowPrivate: true).Allows(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("https://example.com/x", true)]
    [InlineData("https://localhost/x", false)]
    [InlineData("https://a.localhost./x", false)]
    [InlineData("http://2130706433/", false)]
    [InlineData("http://0x7f.1/", false)]
    [InlineData("http://[::1]:8080/", false)]
    [InlineData("ftp://example.com/", false)]
    [InlineData("file:///etc/passwd", false)]
    public void Refuse_TypedAddress_SaysWhy(string address, bool fine)
    {
        var why = Guard().Refuse(new Uri(address));
        Assert.Equal(fine, why is null);
        Assert.NotEqual("", why);
    }

    [Theory]
    [InlineData("10.1.2.3", "10.1.0.0/16", true)]
    [InlineData("10.2.2.3", "10.1.0.0/16", false)]
    [InlineData("10.2.2.3", "10.2.2.3", true)]
    [InlineData("169.254.169.254", "169.254.169.254", true)]
    public void Allows_RangeOfTheAdministrator_Counts(string address, string allowed, bool expected) =>
        Assert.Equal(expected, Guard(false, allowed).Allows(IPAddress.Parse(address)));

    [Fact]
    public async Task Connect_NameThatLeadsHome_IsRefusedAndSaysHowToAllowIt()
    {
        var refused = await Assert.ThrowsAsync<BlockedAddressException>(async () => await Guard().ConnectAsync("localhost", 1, CancellationToken.None));
        Assert.Contains("loopback", refused.Message);
        Assert.Contains("Network:AllowedHosts", refused.Hint);
    }

    [Fact]
    public void Refuse_HostOfTheAdministrator_IsFine()
    {
        Assert.Null(Guard(false, "localhost").Refuse(new Uri("http://localhost/")));
        Assert.Null(Guard(false, "*.lan.example").Refuse(new Uri("http://blog.lan.example/")));
    }

    private static NetworkGuard Guard(bool allowPrivate = false, params string[] hosts) =>
        new(Options.Create(new NetworkOptions { AllowPrivateAddresses = allowPrivate, AllowedHosts = hosts }));
}
