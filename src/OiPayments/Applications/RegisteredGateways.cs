using OiPayments.Gateways;

namespace OiPayments.Applications;

/// <summary>Settings under <c>Gateways</c>.</summary>
internal sealed record GatewayOptions
{
    /// <summary>The gateway of new payments, by its name; null where there is only one.</summary>
    public string? Default { get; init; }
}

/// <summary>
/// The gateways that this service speaks to. A payment keeps the name of the one that it was made with, and goes on there: another is
/// never asked about it, and one that is not set up any more is missed in a sentence.
/// </summary>
internal sealed class RegisteredGateways
{
    private readonly Dictionary<string, IPaymentGateway> taking;
    private readonly Dictionary<string, IRefundGateway> givingBack;
    private readonly Dictionary<string, ISettlementGateway> settling;

    /// <exception cref="InvalidOperationException">They do not say which one new payments go to. The message is for whoever starts the
    /// service.</exception>
    public RegisteredGateways(
        IEnumerable<IPaymentGateway> taking, IEnumerable<IRefundGateway> givingBack, IEnumerable<ISettlementGateway> settling,
        GatewayOptions options, GatewayMetrics metrics)
    {
        this.taking = ByName<IPaymentGateway>(taking.Select(gateway => new MeasuredGateway(gateway, metrics)));
        this.givingBack = ByName<IRefundGateway>(givingBack.Select(gateway => new MeasuredRefundGateway(gateway, metrics)));
        this.settling = ByName<ISettlementGateway>(settling.Select(gateway => new MeasuredSettlementGateway(gateway, metrics)));
        Default = (options.Default, this.taking.Values.ToList()) switch
        {
            (null, [var only]) => only,
            (null, []) => throw new InvalidOperationException("There is no gateway that takes payments."),
            (null, _) => throw new InvalidOperationException(
                $"There are several gateways, and Gateways__Default does not say which one new payments go to: {List}."),
            ({ } name, _) => Taking(name) ?? throw new InvalidOperationException($"Gateways__Default is '{name}'; it can be {List}."),
        };
    }

    /// <summary>The gateway of new payments.</summary>
    public IPaymentGateway Default { get; }

    /// <summary>Those that take payments.</summary>
    public IReadOnlyCollection<IPaymentGateway> All => taking.Values;

    /// <summary>Their names, that of new payments first.</summary>
    public IReadOnlyList<string> Names =>
        [Default.Name, .. taking.Keys.Where(name => name != Default.Name).Order(StringComparer.Ordinal)];

    /// <summary>Their names, for a sentence.</summary>
    public string List => string.Join(" or ", taking.Keys.Order(StringComparer.Ordinal));

    /// <summary>What takes a payment, by the payment's gateway or a route's; null when it is not set up.</summary>
    public IPaymentGateway? Taking(string name) => taking.GetValueOrDefault(name);

    /// <summary>What gives a payment's money back, by the payment's gateway; null when it is not set up, or gives nothing back.</summary>
    public IRefundGateway? GivingBack(string name) => givingBack.GetValueOrDefault(name);

    /// <summary>What can be asked what it settled, by a gateway's name; null when it is not set up, or cannot be asked.</summary>
    public ISettlementGateway? Settling(string name) => settling.GetValueOrDefault(name);

    /// <summary>What is said of a payment whose gateway is not set up.</summary>
    public static string Missing(string name) => $"The gateway {name} is not set up here any more; an operator has to set it up again.";

    // Routes write names small.
    private static Dictionary<string, T> ByName<T>(IEnumerable<T> gateways)
        where T : IGateway
    {
        var byName = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var gateway in gateways)
        {
            if (!byName.TryAdd(gateway.Name, gateway))
                throw new InvalidOperationException($"There are two gateways of the name {gateway.Name}.");
        }

        return byName;
    }
}
