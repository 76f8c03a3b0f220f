using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using OiPayments.Api;
using OiPayments.Documents;
using OiPayments.Printing;
using OiPayments.Webhooks;

namespace OiPayments.Invoices;

/// <summary>
/// Fetches a logo from where a company says that it is: once, when the template is set. From then on it is ours, so that no document
/// depends on a server of somebody else's. Addresses are judged as those of webhooks are, and redirects are not followed.
/// </summary>
internal sealed class FetchLogo(IHttpClientFactory clients, DrawDocuments draw, TimeProvider clock)
{
    public const string ClientName = "logos";
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const string Field = "logoUrl";

    /// <summary>As one that posts events, and no more patient than the whole may take.</summary>
    public static SocketsHttpHandler CreateHandler(ReceiverConnection connection)
    {
        var handler = connection.CreateHandler();
        handler.ConnectTimeout = Patience;
        return handler;
    }

    /// <summary>A refusal says of the field <c>logoUrl</c> why there is no logo.</summary>
    /// <exception cref="OperationCanceledException">The caller is gone, or the service is ending.</exception>
    public async Task<Outcome<Logo>> FromAsync(Uri address, CancellationToken ct) =>
        (await DownloadAsync(address, ct)).IsRefused(out var refusal, out var bytes)
            ? refusal
            : (await draw.ReadAsync(bytes, ct)).IsRefused(out var unreadable, out var logo)
                ? unreadable.Code is ErrorCode.ValidationError ? Refused(unreadable.Message) : unreadable
                : logo;

    private async Task<Outcome<byte[]>> DownloadAsync(Uri address, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new(PictureBody.Png));
        request.Headers.Accept.Add(new(PictureBody.Jpeg));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("OiPayments", "1"));
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.StatusCode is not HttpStatusCode.OK)
                return Refused($"The address answered {(int)response.StatusCode}. Give the one that the picture itself has.");
            return response.Content.Headers.ContentLength > Logo.MaxBytes
                ? TooLarge
                : await ReadAsync(response.Content, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Refused($"The picture was not there within {Patience.TotalSeconds:0} seconds.");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return Refused(failure.InnerException switch
            {
                AddressRefusedException => $"The host {address.IdnHost} is not at a public address.",
                SocketException socket => $"Could not connect: {socket.SocketErrorCode}.",
                _ => "The picture could not be fetched.",
            });
        }
    }

    private static async Task<Outcome<byte[]>> ReadAsync(HttpContent content, CancellationToken ct)
    {
        await using var body = await content.ReadAsStreamAsync(ct);
        var buffer = new byte[Logo.MaxBytes + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return length > Logo.MaxBytes ? TooLarge : buffer[..length];
    }

    private static Refusal TooLarge => Refused($"A logo has at most {Logo.MaxBytes / 1000} kB; this one has more.");

    private static Refusal Refused(string why) => FieldErrors.One(Field, why);
}
