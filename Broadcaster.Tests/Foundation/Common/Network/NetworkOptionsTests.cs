using Broadcaster.Core.Foundation.Common.Network;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Broadcaster.Tests.Foundation.Common.Network;

public sealed class NetworkOptionsTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("blog.example.lan")]
    [InlineData("blog.example.lan.")]
    [InlineData("my_service")]
    [InlineData("bücher.example")]
    [InlineData("*.example.lan")]
    [InlineData("10.1.2.3")]
    [InlineData("::1")]
    [InlineData("10.1.0.0/16")]
    [InlineData("fc00::/7")]
    [InlineData(" 10.1.2.3 ")]
    public void AllowedHosts_WhatTheGuardUnderstands_Starts(string entry) => Assert.Equal([entry], Read(entry).AllowedHosts);

    [Theory]
    [InlineData("http://blog.example.lan/wp", "Write only the host: blog.example.lan.")]
    [InlineData("blog.example.lan:8080", "Write the host without a port")]
    [InlineData("blog.example.lan/wp", "without a path")]
    [InlineData("10.1.2.3/99", "no range")]
    [InlineData("blog.*.lan", "A star stands at the front only")]
    [InlineData("*", "A star stands at the front only")]
    [InlineData("two words", "no host name")]
    [InlineData("a,b", "no host name")]
    [InlineData(" ", "leave the entry out")]
    public void AllowedHosts_WhatCouldNeverMatch_StopsTheStartAndSaysWhichAndWhy(string entry, string why)
    {
        var wrong = Assert.Throws<OptionsValidationException>(() => Read("fine.example", entry));

        Assert.StartsWith($"Network:AllowedHosts:1 is \"{entry}\".", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(why, wrong.Message, StringComparison.Ordinal);
    }

    private static NetworkOptions Read(params string[] entries)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
            entries.Select((e, i) => KeyValuePair.Create<string, string?>($"Network:AllowedHosts:{i}", e))).Build());
        services.AddNetwork();
        using var built = services.BuildServiceProvider();
        built.GetRequiredService<IStartupValidator>().Validate();
        return built.GetRequiredService<IOptions<NetworkOptions>>().Value;
    }
}
