namespace OiPayments.Gateways;

/// <summary>
/// A company that moves the customer's money. An adapter translates between our words and theirs and decides nothing. It implements
/// what its company does of <see cref="IPaymentGateway"/>, <see cref="IRefundGateway"/> and <see cref="ISettlementGateway"/>, under one
/// name.
/// </summary>
public interface IGateway
{
    /// <summary>The name on the wire (<c>PaymentDto.gateway</c>), in routes and in configuration: capital letters.</summary>
    string Name { get; }
}

/// <summary>Takes payments. Whether one counts as paid is for the Payments feature to say.</summary>
public interface IPaymentGateway : IGateway
{
    /// <summary>
    /// Where customers pay, as sources of a content security policy, such as <c>https://*.example.com</c>: our page lets its form lead
    /// there, beside the address that the gateway is configured at, and nowhere else.
    /// </summary>
    IReadOnlyList<string> PaymentPages { get; }

    /// <summary>
    /// Why no payment of <paramref name="mode"/> can be taken the way the service is set up, in a sentence that names the setting; null
    /// when one can.
    /// </summary>
    string? WhyNotReady(Mode mode);

    /// <summary>
    /// Why this gateway would not take <paramref name="amount"/>, before anything is sent; null when it would, or when only it knows: its
    /// bounds are in its own currency, and so is the rate that it compares another one at. What no likely rate brings within them is
    /// refused here.
    /// </summary>
    Refusal? RefuseAmount(Money amount);

    /// <summary>
    /// Which of a customer's details this gateway would be told otherwise than they are, or not at all; empty when it is told all of them.
    /// </summary>
    IReadOnlyList<ChangedDetail> ChangesTo(GatewayCustomer customer);

    /// <summary>
    /// What the customer's card or account is charged in when <paramref name="asked"/> is asked for. The gateway converts at a rate
    /// that only it knows.
    /// </summary>
    Currency ChargesIn(Currency asked);

    /// <summary>
    /// Asks the gateway whether it lets this account in, by a question that changes nothing there. Null when it does; else why not, in
    /// words an operator can act on.
    /// </summary>
    /// <exception cref="GatewayUnavailableException">No answer, or nonsense: nobody knows.</exception>
    Task<string?> CheckAsync(GatewayAccount account, CancellationToken ct);

    /// <summary>
    /// Registers the charge and answers where to send the customer. A refusal is the gateway's own "no" to this charge, said
    /// in words an operator can act on: nothing was opened there.
    /// </summary>
    /// <exception cref="ArgumentException">A transaction id or return URL longer than the gateway takes.</exception>
    /// <exception cref="GatewayUnavailableException">
    /// No answer, or nonsense. The session may exist all the same: ask for the transaction before calling it failed.
    /// </exception>
    Task<Outcome<GatewaySession>> OpenSessionAsync(GatewayAccount account, GatewayCharge charge, CancellationToken ct);

    /// <summary>
    /// Reads a callback's form as it came, before anything in it is trusted. Never throws: whatever arrives is evidence.
    /// </summary>
    GatewayNotice ReadNotice(IReadOnlyList<KeyValuePair<string, string>> form);

    /// <summary>Whether the notice was signed with this account's password, over every field that matters.</summary>
    bool IsSigned(GatewayAccount account, GatewayNotice notice);

    /// <summary>Asks the gateway about one validation id, as a notice named it. The only answer that proves a payment.</summary>
    /// <exception cref="ArgumentException">An id that <see cref="ReadNotice"/> would not have let through.</exception>
    Task<GatewayAnswer> ValidateAsync(GatewayAccount account, string validationId, CancellationToken ct);

    /// <summary>Asks the gateway what became of one of our transaction ids. The way back when a notice was lost.</summary>
    Task<GatewayAnswer> QueryAsync(GatewayAccount account, string transactionId, CancellationToken ct);
}
