using OiPayments.Documents.Pages;
using OiPayments.Documents.Words;

namespace OiPayments.Documents.Layout;

/// <summary>A month as one small table for each currency: from what was owed before to what is owed after.</summary>
internal static class MonthlyStatementLayout
{
    private const float GapBetweenTables = 18;

    public static IReadOnlyList<Sheet> Draw(MonthlyStatement statement)
    {
        var wording = new Wording(statement.Language);
        var flow = new Flow(
            statement.Brand, wording, $"{wording.Short(Label.MonthlyStatement)} · {wording.Period(statement.Period)}");
        flow.PutStatementHead(statement.Brand, Label.MonthlyStatement,
        [
            (Label.Period, wording.Period(statement.Period)),
            (Label.Mode, statement.Mode),
        ]);
        foreach (var figures in statement.Figures)
        {
            flow.Need(HeightOf(figures));
            TableOf(flow, figures).Draw();
            flow.Y += GapBetweenTables;
        }

        if (statement.Figures.Count == 0)
            flow.PutLines([flow.Typesetter.Line(wording.Of(Label.NothingMoved))], Style.Body, Style.Ink);
        return flow.Finish();
    }

    private static Table TableOf(Flow flow, MonthlyFigures figures)
    {
        var wording = flow.Wording;
        return new(
            flow,
            [
                new(figures.OpeningOwed.Currency.Code, Side.Left, TakesTheRest: true),
                new(wording.OnLines(Label.Amount.In(figures.OpeningOwed.Currency)), Side.Right),
            ],
            [
                .. RowsOf(figures).Select(row => new[] { wording.Of(row.Label), wording.Number(row.Amount) }),
            ],
            Style.Body);
    }

    /// <summary>With the sign by which each adds up to the last.</summary>
    private static (Label Label, Money Amount)[] RowsOf(MonthlyFigures figures)
    {
        return
        [
            (Label.OpeningOwed, figures.OpeningOwed), (Label.CameIn, figures.CameIn), (Label.FeesOfTheGateway, Less(figures.Fees)),
            (Label.RefundsGiven, Less(figures.Refunds)), (Label.PaidOut, Less(figures.PaidOut)), (Label.Corrected, figures.Corrected),
            (Label.ClosingOwed, figures.ClosingOwed),
        ];

        static Money Less(Money amount) => Money.Zero(amount.Currency) - amount;
    }

    // A table of one month stands on one page: so high is none, in either language.
    private static float HeightOf(MonthlyFigures figures) => (RowsOf(figures).Length + 2) * ((Style.Body * Style.LineHeight) + 12);
}
