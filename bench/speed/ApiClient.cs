using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Unicode;
using OiPayments.Gateways.SslCommerz;

namespace OiPayments.Bench;

/// <summary>
/// One client of the service: an application that asks for something, or the gateway that notifies, on a connection of its own.
/// </summary>
internal sealed class ApiClient : IDisposable
{
    private const string Json = "application/json", Form = "application/x-www-form-urlencoded";
    private const string Authority = "127.0.0.1";
    private static readonly byte[] Payment =
        """{"amountMinor":125050,"customerReference":"customer-1","productName":"Tea, 1 kg"}"""u8.ToArray();
    private static readonly byte[] Invoice =
        """{"customerReference":"customer-1","lineItems":[{"description":"Tea, 1 kg","qty":2,"unitAmountMinor":62525,"taxRate":1500}]}"""u8
            .ToArray();
    private static readonly byte[] PartOfIt = """{"amountMinor":1000,"reason":"The parcel was lost"}"""u8.ToArray();

    private readonly byte[] request = new byte[4096];
    private readonly HttpConnection connection;

    public ApiClient(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        connection = new(socket);
    }

    /// <summary>Answers the payment in its envelope.</summary>
    public ReadOnlySpan<byte> Create(Shop shop) => Post("payments", shop.Credentials, Json, Payment, isIdempotent: true);

    public void Read(Shop shop, long id) => Get($"payments/{id}", shop.Credentials);

    /// <summary>Makes and issues an invoice; answers it in its envelope.</summary>
    public ReadOnlySpan<byte> Issue(Shop shop) => Post("invoices", shop.Credentials, Json, Invoice, isIdempotent: true);

    public void ReadInvoice(Shop shop, long id) => Get($"invoices/{id}", shop.Credentials);

    /// <summary>Answers the event in its envelope.</summary>
    public ReadOnlySpan<byte> Ping(Shop shop) => Post("webhooks/test", shop.Credentials, Json, default, isIdempotent: false);

    public void Refund(Shop shop, long id) => Post($"payments/{id}/refunds", shop.Credentials, Json, PartOfIt, isIdempotent: true);

    public void Notify(ReadOnlySpan<byte> notice) => Post("gateways/sslcommerz/test/ipn", "", Form, notice, isIdempotent: false);

    /// <summary>The gateway's notice that a transaction was paid, signed as the gateway signs.</summary>
    public static byte[] NoticeOf(string transaction)
    {
        var fields = new Dictionary<string, string>
        {
            ["tran_id"] = transaction,
            ["val_id"] = FakeGateway.ValidationOf(transaction),
            ["amount"] = FakeGateway.Amount,
            ["currency"] = "BDT",
            ["status"] = "VALID",
            ["store_id"] = Service.StoreId,
            ["card_type"] = "BKASH-BKash",
            ["store_amount"] = FakeGateway.Kept,
            ["bank_tran_id"] = FakeGateway.BankTransactionOf(transaction),
        };
        var key = string.Join(',', fields.Keys);
        fields["verify_sign_sha2"] = Convert.ToHexStringLower(NoticeSignature.Sha256Of(fields, Service.StorePassword));
        fields["verify_key"] = key;
        return Encoding.UTF8.GetBytes(string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}")));
    }

    /// <param name="path">Beneath the API's address, with its query.</param>
    /// <param name="credentials">As header lines, each with its end.</param>
    /// <exception cref="InvalidOperationException">The answer is no success.</exception>
    public ReadOnlySpan<byte> Get(string path, string credentials)
    {
        Utf8.TryWrite(request, $"GET /api/v1/{path} HTTP/1.1\r\nHost: {Authority}\r\n{credentials}\r\n", out var length);
        return Ask(length);
    }

    public void Dispose() => connection.Dispose();

    private ReadOnlySpan<byte> Post(string path, string credentials, string type, ReadOnlySpan<byte> body, bool isIdempotent)
    {
        Utf8.TryWrite(
            request,
            $"POST /api/v1/{path} HTTP/1.1\r\nHost: {Authority}\r\n{credentials}Content-Type: {type}\r\n"
                + $"Content-Length: {body.Length}\r\n",
            out var length);
        if (isIdempotent)
        {
            Utf8.TryWrite(request.AsSpan(length), $"Idempotency-Key: {Guid.NewGuid()}\r\n", out var key);
            length += key;
        }

        "\r\n"u8.CopyTo(request.AsSpan(length));
        body.CopyTo(request.AsSpan(length + 2));
        return Ask(length + 2 + body.Length);
    }

    private ReadOnlySpan<byte> Ask(int length)
    {
        connection.Send(request.AsSpan(0, length));
        if (!connection.Receive()) throw new InvalidOperationException("The server hung up.");

        // HTTP/1.1 2xx
        return connection.Head[9] == '2'
            ? connection.Body
            : throw new InvalidOperationException($"{Encoding.UTF8.GetString(connection.Head)}{Encoding.UTF8.GetString(connection.Body)}");
    }
}
