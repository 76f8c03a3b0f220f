using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>
/// The amounts of a row, in minor units. What the file does not say follows from what it says, where that leaves one answer: a file with
/// gross and fee has a net amount. Where it says all three, they have to add up.
/// </summary>
/// <param name="Gross">What the customer paid, or minus what went back.</param>
/// <param name="Fee">With the VAT on it.</param>
/// <param name="Net">What it adds to the payout.</param>
internal readonly record struct RowAmounts(long? Gross, long? Fee, long? Net)
{
    public static RowAmounts Of(SettlementRow row)
    {
        var fee = row.FeeMinor is null && row.FeeVatMinor is null ? null : row.FeeMinor.GetValueOrDefault() + row.FeeVatMinor;
        fee ??= row.FeeMinor;
        var gross = row.GrossMinor;
        return (gross, fee, row.NetMinor) switch
        {
            ({ } g, { } f, null) => new(gross, fee, g - f),
            ({ } g, null, { } n) => new(gross, g - n, n),
            (null, { } f, { } n) => new(n + f, fee, n),
            ({ } g, null, null) => new(gross, null, g),
            _ => new(gross, fee, row.NetMinor),
        };
    }

    /// <summary>The same where a payment's amount is known from elsewhere, and the file names only what was paid out for it.</summary>
    public RowAmounts WithGross(long gross) => Gross is null && Net is { } net ? new(gross, gross - net, net) : this;

    public bool AddsUp => Gross is not { } gross || Net is not { } net || gross - Fee.GetValueOrDefault() == net;
}
