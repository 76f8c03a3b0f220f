using Microsoft.Extensions.Logging;

namespace OiPayments.Client;

/// <summary>
/// Speaks to OI Payments as your application. Get one from dependency injection, after <c>AddOiPayments</c>; it may be shared by any number of
/// threads, and kept for as long as you like.
/// </summary>
public sealed class OiPaymentsClient
{
    private readonly ApiConnection api;

    /// <summary>Over a connection that <c>AddOiPayments</c> has set up.</summary>
    public OiPaymentsClient(HttpClient http, ILogger<OiPaymentsClient> log)
    {
        api = new(http, log);
        Payments = new(api);
        Refunds = new(api);
        Invoices = new(api);
        Events = new(api);
        TestClock = new(api);
        Requests = new(api);
    }

    /// <summary>Your payments.</summary>
    public PaymentsClient Payments { get; }

    /// <summary>Refunds of your payments.</summary>
    public RefundsClient Refunds { get; }

    /// <summary>Your invoices.</summary>
    public InvoicesClient Invoices { get; }

    /// <summary>What happened.</summary>
    public EventsClient Events { get; }

    /// <summary>The clock of your TEST records.</summary>
    public TestClockClient TestClock { get; }

    /// <summary>What you asked of late.</summary>
    public RequestsClient Requests { get; }

    /// <summary>Who your credentials say you are: a first call that proves that everything is set up.</summary>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public Task<Caller> WhoAmIAsync(CancellationToken ct = default) =>
        api.SendAsync(ApiRequest.Get("app/me"), OiPaymentsJson.Default.Caller, ct);
}
