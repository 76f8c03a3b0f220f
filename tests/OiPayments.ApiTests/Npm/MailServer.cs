using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace OiPayments.ApiTests.Npm;

/// <summary>A real mail server of npm, which takes one mail and reads it with a parser that is not the one it was written with.</summary>
internal static class MailServer
{
    public const string User = "invoices";
    public const string Password = "kept secret";

    private static readonly NpmFolder Folder = new("Smtp", "smtp-server", "mailparser");

    /// <summary>A port that nobody listens at now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Listens there until one mail has come, and answers what it holds.</summary>
    public static async Task<JsonNode> TakeOneAsync(int port)
    {
        var question = new JsonObject { ["port"] = port, ["user"] = User, ["password"] = Password };
        var (exit, output, error) = await Folder.RunAsync("node", ["receive.js"], question.ToJsonString());
        Assert.True(exit == 0, error);
        return JsonNode.Parse(output)!;
    }
}
