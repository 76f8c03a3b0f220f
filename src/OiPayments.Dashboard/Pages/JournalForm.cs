using OiPayments.Bookkeeping;
using OiPayments.Dashboard.Shell;
using OiPayments.Ledger;

namespace OiPayments.Dashboard.Pages;

/// <summary>A line of a journal that is typed.</summary>
internal sealed class JournalLine
{
    /// <summary>What the field shows at first. What is typed is not rendered back, which would overtake who types fast.</summary>
    public string? ShownAmount { get; init; }

    /// <summary>As on the wire; null while none is chosen.</summary>
    public string? Debit { get; set; }
    public string? Credit { get; set; }
    public string? Amount { get; set; }

    public long? MinorIn(Currency currency) => AmountReader.TryRead(Amount, currency, out var money) ? money.MinorUnits : null;
}

/// <summary>A manual journal as somebody types it: what it comes to, and what cannot be sent.</summary>
internal sealed class JournalForm
{
    private readonly Dictionary<string, string> wrong = new(StringComparer.Ordinal);

    public List<JournalLine> Lines { get; } = [new()];
    public string? App { get; set; }
    public string? Code { get; set; } = Currency.Bdt.Code;
    public string? Reason { get; set; }

    /// <summary>A day of Dhaka, as <c>2026-06-04</c>; empty for the moment of the approval.</summary>
    public string? Date { get; set; }

    /// <summary>Null while it is no currency.</summary>
    public Currency? Unit => Currency.TryParse(Code ?? "", out var unit) ? unit : null;

    /// <summary>What all lines come to, in minor units; null while one of them is no amount, or they are too much for money.</summary>
    public long? TotalMinor
    {
        get
        {
            if (Unit is not { } unit) return null;
            var sum = 0m;
            foreach (var line in Lines)
            {
                if (line.MinorIn(unit) is not (> 0 and { } minor)) return null;
                sum += minor;
            }

            return sum <= Money.MaxMinorUnits ? (long)sum : null;
        }
    }

    /// <summary>The accounts that a journal may move.</summary>
    public static IEnumerable<Account> Accounts => Enum.GetValues<Account>().Where(account => account.HoldsMoney);

    /// <summary>What is wrong with a field, by its name in the request.</summary>
    public string? WrongWith(string field) => wrong.GetValueOrDefault(field);

    public string? WrongWith(int line, string field) => WrongWith(FieldOf(line, field));

    public void Refuse(IReadOnlyDictionary<string, string>? fields)
    {
        wrong.Clear();
        foreach (var (field, message) in fields ?? new Dictionary<string, string>()) wrong[field] = message;
    }

    /// <summary>What is sent, or null when something cannot be sent.</summary>
    /// <param name="mode">The books of which mode.</param>
    /// <param name="missing">What is said of what is needed and not there.</param>
    /// <param name="notAnAmount">What is said of what is no amount.</param>
    public AskForJournal.Request? Write(Mode mode, string missing, string notAnAmount)
    {
        wrong.Clear();
        if (InvoiceQuery.App(App) is null) wrong["applicationId"] = missing;
        var transfers = Lines.Select((line, number) => Write(line, number, missing, notAnAmount)).ToList();
        return wrong.Count > 0 ? null : new(
            InvoiceQuery.App(App).GetValueOrDefault(), mode, Reason?.Trim() ?? "", Code, transfers, Period.Day(Date), Reverses: null);
    }

    /// <summary>What is sent to undo a journal: it says itself what it moved.</summary>
    public AskForJournal.Request Undo(ManualJournalDto original)
    {
        wrong.Clear();
        return new(original.ApplicationId, original.Mode, Reason?.Trim() ?? "", null, null, Period.Day(Date), original.Id);
    }

    private TransferRequest Write(JournalLine line, int number, string missing, string notAnAmount)
    {
        if (!WireNames<Account>.TryParse(line.Debit, out var debit)) wrong[FieldOf(number, "debit")] = missing;
        if (!WireNames<Account>.TryParse(line.Credit, out var credit)) wrong[FieldOf(number, "credit")] = missing;
        if (Unit is { } unit && line.MinorIn(unit) is { } minor) return new(debit, credit, minor);
        wrong[FieldOf(number, "amountMinor")] = notAnAmount;
        return new(debit, credit, 0);
    }

    private static string FieldOf(int line, string field) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"transfers[{line}].{field}");
}
