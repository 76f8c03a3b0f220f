using System.Net.Sockets;
using System.Text;
using OiPayments.ApiTests.Crashing;

namespace OiPayments.ApiTests.Commands;

/// <summary>What the service says to systemd, which waits for it (<c>Type=notify</c>), over the socket that systemd names.</summary>
public sealed class TellingSystemdTests
{
    [Fact]
    public async Task It_says_when_it_serves_and_how_long_it_takes_to_stop()
    {
        var folder = Directory.CreateTempSubdirectory("oipayments-notify-");
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var path = Path.Combine(folder.FullName, "notify");
        systemd.Bind(new UnixDomainSocketEndPoint(path));
        using var node = NodeProcess.Start(
            "Development", null, new Dictionary<string, string> { ["NOTIFY_SOCKET"] = path }, "--Http:DrainFor=00:01:00");

        Assert.Equal("READY=1", await HearAsync(systemd));
        await node.ListensAsync();
        await node.TerminateAsync();

        // A minute of draining, twenty seconds for requests, ten for the rest.
        Assert.Equal("STOPPING=1\nEXTEND_TIMEOUT_USEC=90000000", await HearAsync(systemd));
        await node.TerminateAsync();
        Assert.Equal("STOPPING=1\nEXTEND_TIMEOUT_USEC=30000000", await HearAsync(systemd));
        await node.EndsAsync();
        Assert.Equal(0, node.ExitCode);
        folder.Delete(recursive: true);
    }

    private static async Task<string> HearAsync(Socket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var buffer = new byte[1024];
        var length = await socket.ReceiveAsync(buffer, SocketFlags.None, patience.Token);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
