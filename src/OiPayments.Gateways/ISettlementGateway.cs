namespace OiPayments.Gateways;

/// <summary>
/// Can be asked what it settled, beside the files that it sends. Whether that agrees with what is known here is for the Reconciliation
/// feature to say.
/// </summary>
public interface ISettlementGateway : IGateway
{
    /// <summary>
    /// Why it is not asked, the way the service is set up, in a sentence that names the setting; null when it may be asked.
    /// </summary>
    string? WhyNoSettlements { get; }

    /// <summary>Asks for one page of what the gateway says that it settled on a day. Changes nothing there.</summary>
    /// <param name="account">The store.</param>
    /// <param name="day">As the gateway's country counts days.</param>
    /// <param name="page">From 1 on; a day has at least one page, perhaps an empty one.</param>
    /// <param name="ct">Ends the question.</param>
    /// <exception cref="GatewayUnavailableException">No answer, or one that cannot be believed as a whole.</exception>
    Task<SettledPage> ListSettledAsync(GatewayAccount account, DateOnly day, int page, CancellationToken ct);
}

/// <summary>One page of what a gateway says that it settled on a day.</summary>
/// <param name="Lines">In the gateway's order.</param>
/// <param name="Pages">How many pages it says that the day has.</param>
/// <param name="Transactions">How many lines it says that they have together.</param>
public sealed record SettledPage(IReadOnlyList<SettledLine> Lines, int Pages, int Transactions);

/// <summary>One transaction that a gateway says it settled.</summary>
/// <param name="TransactionId">Our id for the attempt, or whatever another system that shares the store called it.</param>
/// <param name="SettledOn">The day of settlement, as the gateway's country counts days.</param>
/// <param name="PaidOn">The day on which it was paid, counted in the same way.</param>
/// <param name="Credited">What the store was credited with, after the fee; negative for what was taken from it.</param>
public sealed record SettledLine(string TransactionId, DateOnly SettledOn, DateOnly PaidOn, Money Credited);
