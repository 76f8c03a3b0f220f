using OiPayments.Documents.Pages;
using OiPayments.Documents.Words;

namespace OiPayments.Documents.Layout;

/// <summary>An account's entries between an opening and a closing balance, over as many pages as they need.</summary>
internal static class AccountStatementLayout
{
    public static IReadOnlyList<Sheet> Draw(AccountStatement statement)
    {
        var wording = new Wording(statement.Language);
        var flow = new Flow(
            statement.Brand, wording,
            $"{wording.Short(Label.AccountStatement)} · {statement.Account} · {wording.Period(statement.Period)}");
        flow.PutStatementHead(statement.Brand, Label.AccountStatement,
        [
            (Label.Account, statement.Account),
            (Label.Period, wording.Period(statement.Period)),
            (Label.Mode, statement.Mode),
            (Label.OpeningBalance, wording.Amount(statement.Opening)),
            (Label.ClosingBalance, wording.Amount(statement.Closing)),
        ]);
        new Table(
            flow,
            [
                new(wording.OnLines(Label.PostedOn), Side.Left),
                new(wording.OnLines(Label.Cause), Side.Left, TakesTheRest: true),
                new(wording.OnLines(Label.OtherSide), Side.Left),
                new(wording.OnLines(Label.Debit), Side.Right),
                new(wording.OnLines(Label.Credit), Side.Right),
                new(wording.OnLines(Label.Balance.In(statement.Opening.Currency)), Side.Right),
            ],
            [
                ["", wording.Of(Label.OpeningBalance), "", "", "", wording.Number(statement.Opening)],
                .. statement.Entries.Select(entry => Cells(wording, entry)),
                ["", wording.Of(Label.ClosingBalance), "", "", "", wording.Number(statement.Closing)],
            ],
            Style.Small).Draw();
        return flow.Finish();
    }

    private static string[] Cells(Wording wording, AccountStatementEntry entry) =>
    [
        IsoTime.Day(entry.PostedOn), $"{entry.Kind} · {entry.Cause}", entry.Counterpart,
        entry.Debit is { } debit ? wording.Number(debit) : "", entry.Credit is { } credit ? wording.Number(credit) : "",
        wording.Number(entry.Balance),
    ];
}
