namespace OiPayments.Documents;

/// <summary>What the gateway took and paid out in a month, in each currency, complete: <see cref="DocumentPdf"/> adds nothing up.</summary>
public sealed record MonthlyStatement
{
    public required DocumentLanguage Language { get; init; }

    /// <summary>Whose books they are.</summary>
    public required Brand Brand { get; init; }

    /// <summary>LIVE or TEST.</summary>
    public required string Mode { get; init; }

    public required StatementPeriod Period { get; init; }

    public required IReadOnlyList<MonthlyFigures> Figures { get; init; }
}

/// <summary>
/// A month in one currency. What was owed before, with what came in, less the fees, the refunds and what was paid out, and with what was
/// corrected by hand, is what is owed after.
/// </summary>
/// <param name="OpeningOwed">What the gateway owed when the month began.</param>
/// <param name="CameIn">What customers paid.</param>
/// <param name="Fees">What the gateway kept.</param>
/// <param name="Refunds">What the gateway gave back.</param>
/// <param name="PaidOut">What the gateway says that it paid out.</param>
/// <param name="Corrected">What operators moved by hand; negative where it is less owed.</param>
/// <param name="ClosingOwed">What the gateway owed when the month ended.</param>
public sealed record MonthlyFigures(
    Money OpeningOwed, Money CameIn, Money Fees, Money Refunds, Money PaidOut, Money Corrected, Money ClosingOwed);
