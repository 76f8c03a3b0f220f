using System.Globalization;
using OiPayments.Sandbox.Domain;
using static OiPayments.Sandbox.Settlements.FileCell;

namespace OiPayments.Sandbox.Settlements;

/// <summary>
/// How a settlement file is laid out. No file of the real gateway has been published, and merchants get different ones: these are put
/// together from what gateways of the country and their neighbours send.
/// </summary>
/// <param name="Name">On the wire.</param>
/// <param name="Title">For the page, in words.</param>
/// <param name="HasPayout">Whether the payout itself is a row.</param>
/// <param name="Write">Lays a settlement out.</param>
internal sealed record SettlementLayout(string Name, string Title, bool HasPayout, Func<Settlement, FileTable> Write)
{
    private const string IsoDay = "yyyy-MM-dd";
    private const string IsoTime = "yyyy-MM-dd HH:mm:ss";
    private const string NamedDay = "dd-MMM-yyyy";
    private const string NamedTime = "dd-MMM-yyyy HH:mm:ss";
    private const string DayFirst = "dd/MM/yyyy";

    /// <summary>The first is the usual one.</summary>
    public static IReadOnlyList<SettlementLayout> All { get; } =
    [
        new("gross-fee-net", "Gross, fee, VAT and net", HasPayout: true, GrossFeeNet),
        new("debit-credit", "Debit and credit", HasPayout: true, DebitCredit),
        new("net-only", "Net alone", HasPayout: false, NetOnly),
    ];

    public static SettlementLayout? Find(string name) => All.FirstOrDefault(known => known.Name == name);

    private static FileTable GrossFeeNet(Settlement day)
    {
        FileCell[] ending = [new("BDT"), Day(day.SettledOn, IsoDay), new(day.Reference)];
        var rows = day.Entries.Select(entry => (FileCell[])
        [
            new(entry.TransactionId), new(entry.ValidationId), new(entry.BankTransactionId), new(entry.RefundId ?? ""),
            new(Word(entry.Kind)), Time(entry.At, IsoTime),
            Amount(entry.Gross), Amount(entry.Fee - entry.FeeVat), Amount(entry.FeeVat), Amount(entry.Net), .. ending,
        ]);
        FileCell[][] payout = day.Payout > 0
            ? [[Empty, Empty, Empty, Empty, new("Payout"), Empty, Empty, Empty, Empty, Amount(-day.Payout), .. ending]]
            : [];
        return new(
            Titles: [],
            [
                "Transaction ID", "Validation ID", "Bank Transaction ID", "Refund ID", "Transaction Type", "Transaction Date",
                "Gross Amount", "Fee", "VAT", "Net Amount", "Currency", "Settlement Date", "Settlement ID",
            ],
            [.. rows, .. payout]);
    }

    private static FileTable DebitCredit(Settlement day)
    {
        FileCell[] ending = [Day(day.SettledOn, NamedDay), new(day.Reference)];
        var rows = day.Entries.Select((entry, at) => (FileCell[])
        [
            new((at + 1).ToString(CultureInfo.InvariantCulture)), Time(entry.At, NamedTime), new(entry.TransactionId),
            new(entry.BankTransactionId), new(Word(entry.Kind)), Amount(entry.Fee is 0 ? null : entry.Fee),
            Amount(entry.Net < 0 ? -entry.Net : null), Amount(entry.Net < 0 ? null : entry.Net), .. ending,
        ]).ToList();
        if (day.Payout > 0)
            rows.Add([Empty, Empty, Empty, Empty, new("Payout"), Empty, Amount(day.Payout), Empty, .. ending]);

        FileCell[] totals = [new("Total"), Empty, Empty, Empty, Empty, SumOf(5), SumOf(6), SumOf(7), Empty, Empty];
        return new(
            [[new($"Settlement of {day.Store.Name} ({day.Store.Id})")], [new($"Transactions of {Shown(day.Day, NamedDay)}")]],
            [
                "SL", "Date", "Merchant Transaction ID", "Bank Transaction ID", "Type", "Charge", "Debit", "Credit", "Settled On",
                "Batch No",
            ],
            [.. rows, totals],
            Separator: ';');

        FileCell SumOf(int column) => Amount(rows.Sum(row => row[column].Number));
    }

    // The names are those of the gateway's own answer about settlements, as a merchant's code reads it.
    private static FileTable NetOnly(Settlement day) => new(
        Titles: [],
        ["sett_date", "tran_date", "transactionID", "cr_amount"],
        [
            .. day.Entries.Select(entry => (FileCell[])
            [
                new(Shown(day.SettledOn, DayFirst)), new(Shown(GatewayClock.DayOf(entry.At), DayFirst)), new(entry.TransactionId),
                new(Amounts.Grouped(entry.Net)),
            ]),
        ]);

    private static string Shown(DateOnly day, string pattern) => day.ToString(pattern, CultureInfo.InvariantCulture);

    private static string Word(EntryKind kind) => kind switch
    {
        EntryKind.Payment => "Sale",
        EntryKind.Refund => "Refund",
        EntryKind.Chargeback => "Chargeback",
    };
}
