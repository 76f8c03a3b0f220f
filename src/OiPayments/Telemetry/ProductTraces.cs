using System.Diagnostics;

namespace OiPayments.Telemetry;

/// <summary>
/// The spans of the product itself: what a worker does for an application, a call to a gateway, the delivery of an event. They name records
/// by their ids, and no customer, address or amount. Nobody pays for them while nobody listens.
/// </summary>
internal static class ProductTraces
{
    /// <summary>What exporters listen to.</summary>
    public const string Name = "OiPayments";

    public static readonly ActivitySource Source = new(Name);
}
