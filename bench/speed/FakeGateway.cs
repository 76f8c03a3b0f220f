using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Unicode;

namespace OiPayments.Bench;

/// <summary>
/// Answers at once what SSLCOMMERZ would answer to a store all of whose customers pay, and listens to webhooks: in the process that makes
/// the load, so that the server's own time is the server's alone.
/// </summary>
internal sealed class FakeGateway : IDisposable
{
    public const string Amount = "1250.50", Kept = "1219.24";
    public const long AmountMinor = 125050;
    private const int StackBytes = 256 * 1024;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public FakeGateway()
    {
        listener.Start();
        Start(Accept);
    }

    public Uri Url => new($"http://{listener.LocalEndpoint}/");

    /// <summary>Webhooks that came: the id, and when.</summary>
    public ConcurrentDictionary<string, long> Arrived { get; } = new();

    /// <summary>The validation id of a transaction here says which transaction it is of.</summary>
    public static string ValidationOf(string transaction) => $"val-{transaction}";

    public static string BankTransactionOf(string transaction) => $"B{transaction}";

    public void Dispose() => listener.Stop();

    private static void Start(Action work) => new Thread(() => work(), StackBytes) { IsBackground = true }.Start();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var socket = listener.AcceptSocket();
                socket.NoDelay = true;
                Start(() => Serve(socket));
            }
        }
        catch (SocketException)
        {
            // The listener was stopped.
        }
    }

    private void Serve(Socket socket)
    {
        var answer = new byte[2048];
        using var connection = new HttpConnection(socket);
        try
        {
            while (connection.Receive()) connection.Send(answer.AsSpan(0, Answer(connection, answer)));
        }
        catch (SocketException)
        {
            // The server ended, and its connections with it.
        }
    }

    private int Answer(HttpConnection asked, byte[] answer)
    {
        var line = asked.Head[..asked.Head.IndexOf((byte)'\r')];
        var target = line[(line.IndexOf((byte)' ') + 1)..line.LastIndexOf((byte)' ')];
        int length;
        if (target.StartsWith("/hook"u8))
        {
            Arrived.TryAdd(Encoding.ASCII.GetString(asked.Header("webhook-id"u8)), Stopwatch.GetTimestamp());
            Utf8.TryWrite(answer, $"HTTP/1.1 204 No Content\r\n\r\n", out length);
            return length;
        }

        var body = BodyOf(target);
        Utf8.TryWrite(
            answer, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}", out length);
        return length;
    }

    private string BodyOf(ReadOnlySpan<byte> target)
    {
        if (target.StartsWith("/gwprocess/v4/api.php"u8))
            return $$"""{"status":"SUCCESS","failedreason":"","sessionkey":"{{Guid.NewGuid():N}}","GatewayPageURL":"{{Url}}pay"}""";
        if (FieldOf(target, "val_id="u8) is { } validation)
        {
            var transaction = validation[ValidationOf("").Length..];
            return $$"""{"status":"VALID","tran_date":"2026-01-01 12:00:00","tran_id":"{{transaction}}","val_id":"{{validation}}","bank_tran_id":"{{BankTransactionOf(transaction)}}","amount":"{{Amount}}","store_amount":"{{Kept}}","currency_type":"BDT","currency_amount":"{{Amount}}","card_type":"BKASH-BKash","risk_level":"0","risk_title":"Safe","APIConnect":"DONE"}""";
        }

        if (FieldOf(target, "refund_amount="u8) is not null)
            return $$"""{"APIConnect":"DONE","bank_tran_id":"{{FieldOf(target, "bank_tran_id="u8)}}","status":"success","refund_ref_id":"{{Guid.NewGuid():N}}","errorReason":""}""";
        return FieldOf(target, "refund_ref_id="u8) is { } refund
            ? $$"""{"APIConnect":"DONE","refund_ref_id":"{{refund}}","status":"refunded","errorReason":""}"""
            : """{"APIConnect":"DONE","no_of_trans_found":"0","element":[]}""";
    }

    // What the bench has in a query are letters, digits and dashes: nothing of it was escaped.
    private static string? FieldOf(ReadOnlySpan<byte> target, ReadOnlySpan<byte> nameAndSign)
    {
        for (var at = target.IndexOf(nameAndSign); at > 0; at = target.IndexOf(nameAndSign))
        {
            var isWhole = target[at - 1] is (byte)'?' or (byte)'&';
            target = target[(at + nameAndSign.Length)..];
            if (isWhole) return Encoding.ASCII.GetString(target.IndexOf((byte)'&') is >= 0 and var end ? target[..end] : target);
        }

        return null;
    }
}
