using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using MimeKit;

namespace OiPayments.TestSupport;

/// <summary>One message as the mail server got it, with the commands that came before it.</summary>
/// <param name="From">Of <c>MAIL FROM</c>.</param>
/// <param name="To">Of each <c>RCPT TO</c>.</param>
/// <param name="Source">Byte for byte.</param>
/// <param name="WasEncrypted">Whether it came over TLS.</param>
public sealed record ReceivedMail(string From, IReadOnlyList<string> To, byte[] Source, bool WasEncrypted)
{
    /// <summary>Read by the library that wrote it; the test against a real server reads it by another.</summary>
    public MimeMessage Read()
    {
        using var stream = new MemoryStream(Source);
        return MimeMessage.Load(stream);
    }
}

/// <summary>
/// A mail server on a free port that speaks as much SMTP as is needed to be talked to, and does wrong what a test wants it to: refuse, put
/// off, hang up. Its certificate is its own.
/// </summary>
public sealed class SmtpReceiver : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Channel<ReceivedMail> received = Channel.CreateUnbounded<ReceivedMail>();
    private readonly CancellationTokenSource ending = new();
    private readonly X509Certificate2 certificate = MakeCertificate();
    private Task running = Task.CompletedTask;
    private int connections;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What it says it can, beside STARTTLS.</summary>
    public IReadOnlyList<string> Offers { get; set; } = ["8BITMIME"];

    public bool OffersStartTls { get; set; }

    /// <summary>
    /// Asked of each command before anything else: what to answer instead of taking it, an empty answer for hanging up, or null. Of a
    /// message that has come whole the command is <c>.</c>
    /// </summary>
    public Func<string, string?> Instead { get; set; } = _ => null;

    /// <summary>How often somebody connected.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>Mails that came and were not taken yet.</summary>
    public int Waiting => received.Reader.Count;

    /// <summary>The settings of a server that sends its mails here.</summary>
    internal Dictionary<string, string?> Settings => new()
    {
        ["Mail:Host"] = "127.0.0.1",
        ["Mail:Port"] = $"{Port}",
        ["Mail:FromAddress"] = "invoices@company.example",
        ["Mail:Encryption"] = "NONE",
    };

    /// <summary>Trusts this server's certificate and no other.</summary>
    public bool Trusts(X509Certificate? shown) => shown?.GetCertHashString() == certificate.GetCertHashString();

    public static SmtpReceiver Start()
    {
        var receiver = new SmtpReceiver();
        receiver.listener.Start();
        receiver.running = receiver.AcceptAsync();
        return receiver;
    }

    /// <summary>The next mail; fails when none comes in a minute of real time.</summary>
    public async Task<ReceivedMail> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await received.Reader.ReadAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await running;
        ending.Dispose();
        certificate.Dispose();
    }

    private async Task AcceptAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ending.Token);
                Interlocked.Increment(ref connections);
                conversations.Add(ServeAsync(client));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await TalkAsync(client.GetStream());
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or AuthenticationException)
            {
                // Whoever called hung up, or does not trust us.
            }
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        var (line, isEncrypted, from, to) = (new Line(stream, ending.Token), false, "", new List<string>());
        await line.SayAsync("220 mail.example ready");
        while (await line.ReadAsync() is { } command)
        {
            if (Instead(command) is { } answer)
            {
                if (answer.Length == 0) return;
                await line.SayAsync(answer);
                continue;
            }

            switch (command.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO" or "HELO":
                    string[] can = ["mail.example", .. Offers, .. OffersStartTls && !isEncrypted ? new[] { "STARTTLS" } : []];
                    foreach (var (place, one) in can.Index()) await line.SayAsync($"250{(place == can.Length - 1 ? ' ' : '-')}{one}");
                    break;
                case "STARTTLS":
                    await line.SayAsync("220 go ahead");
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(certificate);
                    (line, isEncrypted) = (new(secure, ending.Token), true);
                    break;
                case "AUTH":
                    await line.SayAsync("235 welcome");
                    break;
                case "MAIL":
                    (from, to) = (Address(command), []);
                    await line.SayAsync("250 sender taken");
                    break;
                case "RCPT":
                    to.Add(Address(command));
                    await line.SayAsync("250 recipient taken");
                    break;
                case "DATA":
                    await line.SayAsync("354 go ahead");
                    var source = await line.ReadMessageAsync();
                    if (Instead(".") is { } refused)
                    {
                        if (refused.Length == 0) return;
                        await line.SayAsync(refused);
                        break;
                    }

                    await received.Writer.WriteAsync(new(from, to, source, isEncrypted), ending.Token);
                    await line.SayAsync("250 taken");
                    break;
                case "QUIT":
                    await line.SayAsync("221 bye");
                    return;
                default:
                    await line.SayAsync("250 as you like");
                    break;
            }
        }
    }

    private static string Address(string command) =>
        command[(command.IndexOf('<', StringComparison.Ordinal) + 1)..command.IndexOf('>', StringComparison.Ordinal)];

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=mail.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var day = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var made = request.CreateSelfSigned(day, day.AddYears(30));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }

    /// <summary>A conversation, line by line.</summary>
    private sealed class Line(Stream stream, CancellationToken ending)
    {
        private readonly byte[] one = new byte[1];

        public Task SayAsync(string text) => stream.WriteAsync(Encoding.UTF8.GetBytes($"{text}\r\n"), ending).AsTask();

        /// <summary>Without its end; null when nobody is there any more.</summary>
        public async Task<string?> ReadAsync() => await ReadBytesAsync() is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

        public async Task<byte[]> ReadMessageAsync()
        {
            using var message = new MemoryStream();
            while (await ReadBytesAsync() is { } line && line is not [(byte)'.'])
            {
                message.Write(line is [(byte)'.', .. var rest] ? rest : line);
                message.Write("\r\n"u8);
            }

            return message.ToArray();
        }

        private async Task<byte[]?> ReadBytesAsync()
        {
            var line = new List<byte>();
            while (await stream.ReadAsync(one, ending) == 1)
            {
                if (one[0] == '\n') return [.. line];
                if (one[0] != '\r') line.Add(one[0]);
            }

            return null;
        }
    }
}
