using OiPayments.Sandbox.Domain;

namespace OiPayments.Sandbox.Settlements;

/// <summary>Something that is wrong with a settlement because somebody asked for it.</summary>
/// <param name="Name">On the wire.</param>
/// <param name="Title">For the page, in words.</param>
/// <param name="Needs">What a day must have for it.</param>
/// <param name="Plant">Makes the settlement wrong; null where the day does not have what is needed.</param>
internal sealed record PlantedFault(string Name, string Title, string Needs, Func<Settlement, Settlement?> Plant)
{
    // A tenth: a part of any payout, and more than a rounding.
    private const decimal WithheldShare = 0.1m;
    private const decimal FirstPart = 0.6m;

    /// <summary>The transfer comes back: the statement of the bank shows it, the settlement file cannot.</summary>
    public static readonly PlantedFault ReturnedPayout = new(
        "returned-payout", "The bank returns the payout a working day later", "a payout above nought", day => day.Payout > 0 ? day : null);

    public static readonly PlantedFault Remainder = new(
        "remainder", "The payout is a tenth less than its rows", "a payout above nought",
        day => day.Payout > 0 ? day with { Withheld = Amounts.Round(day.Payout * WithheldShare) } : null);

    /// <summary>In the order in which they are planted: each finds what those before it have left.</summary>
    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        new("missing-row", "The last payment is missing", "two payments", MissRow),
        new("wrong-fee", "The fee of the first payment is twice what validation told", "a payment", MistakeFee),
        new("doubled-row", "The first payment is there twice", "a payment", DoubleRow),
        new("refund-split", "The first refund is two rows", "a refund", SplitRefund),
        new("chargeback", "The first payment's customer has the money taken back", "a payment", ChargeBack),
        Remainder,
        ReturnedPayout,
    ];

    public static PlantedFault? Find(string name) => All.FirstOrDefault(known => known.Name == name);

    private static Settlement? MissRow(Settlement day)
    {
        var payments = day.Entries.Where(entry => entry.Kind is EntryKind.Payment).ToList();
        return payments.Count < 2 ? null : day with { Entries = [.. day.Entries.Where(entry => entry != payments[^1])] };
    }

    private static Settlement? MistakeFee(Settlement day) =>
        Replace(day, EntryKind.Payment, entry => [entry with { Fee = entry.Fee * 2 }]);

    private static Settlement? DoubleRow(Settlement day) => Replace(day, EntryKind.Payment, entry => [entry, entry]);

    private static Settlement? SplitRefund(Settlement day) => Replace(day, EntryKind.Refund, entry =>
    {
        var part = Amounts.Round(entry.Gross * FirstPart);
        return [entry with { Gross = part }, entry with { Gross = entry.Gross - part }];
    });

    private static Settlement? ChargeBack(Settlement day) => Replace(day, EntryKind.Payment, entry =>
        [entry, entry with { Kind = EntryKind.Chargeback, Gross = -entry.Gross, Fee = 0 }]);

    /// <summary>With other entries in place of the first of its kind.</summary>
    private static Settlement? Replace(Settlement day, EntryKind kind, Func<SettlementEntry, SettlementEntry[]> with)
    {
        var at = day.Entries.ToList().FindIndex(entry => entry.Kind == kind);
        return at < 0 ? null : day with { Entries = [.. day.Entries.Take(at), .. with(day.Entries[at]), .. day.Entries.Skip(at + 1)] };
    }
}
