using System.Net.Http.Headers;

namespace OiPayments.TestSupport;

/// <summary>
/// An operator who signs in again in time: what moves money asks for a proof of the last five minutes, and a clock may be moved, or a machine
/// be slow.
/// </summary>
/// <param name="signIn">Signs in, and answers the session's token.</param>
/// <param name="now">By the server's clock.</param>
public sealed class ProvenOperator(Func<Task<string>> signIn, Func<DateTimeOffset> now)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(4);

    private readonly Lock gate = new();
    private Task<string>? token;
    private DateTimeOffset signedInAt;

    /// <summary>The one to speak with now.</summary>
    public Task<string> TokenAsync()
    {
        lock (gate)
        {
            if (token is { IsFaulted: false, IsCanceled: false } known && now() - signedInAt < KeptFor) return known;
            signedInAt = now();
            return token = signIn();
        }
    }

    /// <summary>Speaks with it, over <paramref name="wire"/>.</summary>
    public HttpMessageHandler Over(HttpMessageHandler wire) => new Speaking(this, wire);

    private sealed class Speaking(ProvenOperator session, HttpMessageHandler wire) : DelegatingHandler(wire)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await session.TokenAsync());
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
