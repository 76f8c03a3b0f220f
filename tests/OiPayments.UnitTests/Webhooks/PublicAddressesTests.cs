using System.Net;
using OiPayments.Webhooks;

namespace OiPayments.UnitTests.Webhooks;

public class PublicAddressesTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.192")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:0:10.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:a00:1::1")]
    [InlineData("3fff::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%2")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("100::1")]
    public void What_is_not_the_internet_is_refused(string address) => Assert.False(Allows(address));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("192.167.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("2002:808:808::1")]
    [InlineData("2606:4700:4700::1111")]
    public void What_is_the_internet_is_allowed(string address) => Assert.True(Allows(address));

    [Theory]
    [InlineData("10.20.0.1", true)]
    [InlineData("::ffff:10.20.0.1", true)]
    [InlineData("10.21.0.1", false)]
    [InlineData("fd00:1::5", true)]
    [InlineData("fd00:2::5", false)]
    [InlineData("64:ff9b::a14:1", false)]
    [InlineData("2002:a14:1::1", false)]
    public void A_network_in_the_settings_is_allowed_as_it_stands_there(string address, bool isAllowed) =>
        Assert.Equal(isAllowed, Allows(address, "10.20.0.0/16", "fd00:1::/32"));

    private static bool Allows(string address, params string[] networks) =>
        new PublicAddresses(new() { AllowedNetworks = [.. networks.Select(network => IPNetwork.Parse(network))] })
            .Allows(IPAddress.Parse(address));
}
