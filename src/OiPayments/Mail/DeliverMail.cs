using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace OiPayments.Mail;

/// <summary>Whether the certificate of a mail server is trusted; null leaves it to the machine's authorities.</summary>
internal sealed record MailServerTrust(System.Net.Security.RemoteCertificateValidationCallback? Judge);

/// <summary>
/// Hands one message to the mail server, on a connection of its own. What went wrong is said in our own words: a server's may hold the
/// recipient's address.
/// </summary>
internal sealed class DeliverMail(MailOptions options, MailServerTrust trust)
{
    /// <summary>For the whole conversation, in real time whatever the clock says.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const int FirstPermanent = 500;

    /// <param name="message">To one recipient: a refused one would hold up all others.</param>
    /// <param name="ct">The service is ending; whether the server took it is not known.</param>
    public async Task<MailOutcome> SendAsync(MimeMessage message, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        using var client = new SmtpClient { ServerCertificateValidationCallback = trust.Judge, CheckCertificateRevocation = false };
        try
        {
            if (await ConnectAsync(client, either.Token) is { } notConnected) return notConnected;
            var needsUtf8 = message.To.Mailboxes.Any(box => !IsAscii(LocalPart(box.Address)));
            if (needsUtf8 && !client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
                return new MailOutcome.Never("The address has letters that the mail server does not take: it lacks SMTPUTF8.");

            var format = FormatOptions.Default.Clone();
            format.International = needsUtf8;
            await client.SendAsync(format, message, either.Token);
            await QuitAsync(client, either.Token);
            return new MailOutcome.Taken();
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new MailOutcome.NotYet($"The mail server did not answer within {Patience.TotalSeconds:0} seconds.");
        }
        catch (SmtpCommandException refused)
        {
            return Refused(refused);
        }
        catch (Exception failure) when (IsOfTheConnection(failure))
        {
            return new MailOutcome.NotYet("The connection to the mail server broke before it took the mail.");
        }
    }

    /// <summary>Null when the server is ready to take mail.</summary>
    private async Task<MailOutcome?> ConnectAsync(SmtpClient client, CancellationToken ct)
    {
        try
        {
            var host = options.Host ?? throw new InvalidOperationException("There is no mail server to connect to.");
            await client.ConnectAsync(host, options.Port, Security, ct);
        }
        catch (NotSupportedException)
        {
            return new MailOutcome.NotYet("The mail server does not offer STARTTLS, and nothing is sent in the clear.");
        }
        catch (SslHandshakeException)
        {
            return new MailOutcome.NotYet("No trusted TLS connection to the mail server came about.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException && IsOfTheConnection(failure))
        {
            return new MailOutcome.NotYet("The mail server could not be reached.");
        }

        if (options.User is null) return null;
        try
        {
            await client.AuthenticateAsync(options.User, options.Password ?? "", ct);
            return null;
        }
        catch (Exception failure) when (failure is AuthenticationException or NotSupportedException)
        {
            return new MailOutcome.NotYet("The mail server did not accept our user and password.");
        }
    }

    private SecureSocketOptions Security => options.Encryption switch
    {
        MailEncryption.StartTls => SecureSocketOptions.StartTls,
        MailEncryption.Implicit => SecureSocketOptions.SslOnConnect,
        MailEncryption.None => SecureSocketOptions.None,
    };

    /// <summary>It was taken already: whether the farewell goes well changes nothing.</summary>
    private static async Task QuitAsync(SmtpClient client, CancellationToken ct)
    {
        try
        {
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (Exception failure) when (failure is OperationCanceledException or SmtpCommandException || IsOfTheConnection(failure))
        {
            // The connection is closed either way.
        }
    }

    private static MailOutcome Refused(SmtpCommandException refused)
    {
        var code = (int)refused.StatusCode;
        return (refused.ErrorCode, code) switch
        {
            (SmtpErrorCode.RecipientNotAccepted, >= FirstPermanent) =>
                new MailOutcome.Never($"The mail server refused the recipient ({code})."),
            (SmtpErrorCode.RecipientNotAccepted, _) =>
                new MailOutcome.NotYet($"The mail server does not take mail for the recipient now ({code})."),
            (SmtpErrorCode.MessageNotAccepted, >= FirstPermanent) =>
                new MailOutcome.Never($"The mail server refused the message ({code})."),
            // A setting is wrong, and may be put right.
            (SmtpErrorCode.SenderNotAccepted, _) => new MailOutcome.NotYet($"The mail server refused our own address ({code})."),
            _ => new MailOutcome.NotYet($"The mail server answered {code}."),
        };
    }

    private static bool IsOfTheConnection(Exception failure) =>
        failure is IOException or SocketException or TimeoutException or ProtocolException or ServiceNotConnectedException
            or SmtpCommandException;

    private static string LocalPart(string address) => address[..Math.Max(0, address.LastIndexOf('@'))];

    private static bool IsAscii(string text) => text.All(char.IsAscii);
}
