using OiPayments.Payments;
using OiPayments.Refunds;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>
/// Whether one row of a settlement file and our records agree. By ids alone: two payments of the same amount are two payments. Decides
/// nothing about money that does not agree; a person does.
/// </summary>
/// <param name="owner">Whose store the file is about: nobody for the service's.</param>
/// <param name="scope">Gateway and mode of the file.</param>
/// <param name="settled">What is settled already; what matches here joins it.</param>
internal sealed class CompareRow(ApplicationId owner, (string Gateway, Mode Mode) scope, SettledBefore settled)
{
    /// <summary>What came to be known meanwhile is looked at so often.</summary>
    public static readonly TimeSpan AskEvery = TimeSpan.FromHours(1);

    /// <param name="row">As the file says it.</param>
    /// <param name="known">What is known of the transaction that it names; null when nothing is.</param>
    /// <param name="now">The instant.</param>
    /// <param name="until">How long what may still come is waited for.</param>
    public Comparison Run(SettlementRow row, KnownTransaction? known, DateTimeOffset now, DateTimeOffset until)
    {
        var amounts = AmountsOf(row, known);
        var found = Decide(row, amounts, known) with
        {
            Amounts = amounts,
            AttemptId = known?.Attempt.Id,
            PaymentId = known?.Attempt.PaymentId,
        };
        if (found.Status is ResultStatus.Deferred)
        {
            return now < until
                ? found with { DueAt = now + AskEvery < until ? now + AskEvery : until, DeferredUntil = until }
                : found with { Status = ResultStatus.Flagged };
        }

        if (found.Status is not ResultStatus.Matched || row.Kind is SettlementRowKind.Payout) return found;
        if (row.Kind is SettlementRowKind.Payment) settled.Add(known!.Attempt.Id);
        if (found.RefundId is { } refund) settled.Add(refund);
        return found;
    }

    private static RowAmounts AmountsOf(SettlementRow row, KnownTransaction? known) => (row.Kind, RowAmounts.Of(row)) switch
    {
        (SettlementRowKind.Payment, { AddsUp: true } said) when known?.Attempt.ChargedMinor is { } charged => said.WithGross(charged),

        // What is given back of a fee is no part of what the customer paid.
        (SettlementRowKind.FeeReversal, var said) => said with { Fee = -said.Net },
        (_, var said) => said,
    };

    private Comparison Decide(SettlementRow row, RowAmounts amounts, KnownTransaction? known) => row.Kind switch
    {
        SettlementRowKind.Payout => new(ResultStatus.Matched),
        SettlementRowKind.Adjustment => Comparison.Flag(
            ResultReason.Adjustment, "The gateway added or took this for a reason of its own: find out what it is, and book it by hand."),
        SettlementRowKind.Reserve => Comparison.Flag(
            ResultReason.Reserve, "The gateway held this back, or gave it out again: book it by hand."),
        _ when known is null => Comparison.Flag(
            ResultReason.MissingInternal, "Nobody here knows this transaction: it may be another system's, or lost here."),
        _ when IsOfAnotherStore(known) => Comparison.Flag(
            ResultReason.OtherStore, "This transaction was collected in another store, or in another mode, than this file is about."),
        SettlementRowKind.Chargeback or SettlementRowKind.ChargebackReversal => Comparison.Flag(
            ResultReason.Chargeback,
            row.Kind is SettlementRowKind.Chargeback
                ? "The customer's bank took this back. Decide who bears it, and book it by hand."
                : "A chargeback was decided for you: its money came again. Book it by hand."),
        _ when row.Currency != known.Attempt.ChargedCurrency && known.Attempt.HasMoney => OtherCurrency(row, known.Attempt),
        _ when !amounts.AddsUp => Comparison.Flag(
            ResultReason.DoesNotAddUp,
            $"Gross {Text(row, amounts.Gross)} less fee {Text(row, amounts.Fee)} is not net {Text(row, amounts.Net)}."),
        SettlementRowKind.Payment => Payment(row, amounts, known.Attempt),
        SettlementRowKind.Refund => Refund(row, amounts, known),

        // A fee that is given back.
        _ => amounts.Net is null
            ? Comparison.Flag(ResultReason.DoesNotAddUp, "The row says no amount.")
            : new(ResultStatus.Matched),
    };

    private Comparison Payment(SettlementRow row, RowAmounts amounts, PaymentAttempt attempt)
    {
        if (!attempt.HasMoney)
        {
            return new(
                attempt.Status is AttemptStatus.Refused ? ResultStatus.Flagged : ResultStatus.Deferred, ResultReason.NotPaidHere,
                "The gateway settled this, and here it is not paid yet.");
        }

        var charged = attempt.ChargedMinor.GetValueOrDefault();
        if (amounts is not { Gross: { } gross, Net: not null })
            return Comparison.Flag(ResultReason.DoesNotAddUp, "The row says neither a net nor a gross amount.");
        if (gross != charged)
        {
            return Comparison.Flag(
                ResultReason.AmountMismatch, $"The file says {Text(row, gross)}; when it was paid the gateway said {Text(row, charged)}.");
        }

        return settled.Has(attempt.Id)
            ? Comparison.Flag(
                ResultReason.AlreadySettled, "Another row has settled this payment already: the gateway may have paid it twice.")
            : new(ResultStatus.Matched) { BookedFeeMinor = attempt.FeeMinor is { } fee and > 0 ? fee : 0 };
    }

    private Comparison Refund(SettlementRow row, RowAmounts amounts, KnownTransaction known)
    {
        if ((amounts.Gross ?? amounts.Net) is not { } taken)
            return Comparison.Flag(ResultReason.DoesNotAddUp, "The row says neither a net nor a gross amount.");
        if (taken >= 0)
        {
            return Comparison.Flag(
                ResultReason.DoesNotAddUp,
                "A refund takes money, and this row gives some: if the file writes no signs, say so in its mapping.");
        }

        var open = known.Refunds
            .Where(refund => refund.Status is not (RefundStatus.Rejected or RefundStatus.Failed or RefundStatus.AwaitingApproval))
            .ToList();
        var named = open.Where(refund => row.RefundId is null || refund.GatewayRefundId is null || refund.GatewayRefundId == row.RefundId);
        var equal = named.Where(refund => refund.GatewayAmountMinor == -taken && refund.GatewayCurrency == row.Currency)
            .OrderByDescending(refund => refund.GatewayRefundId is not null && refund.GatewayRefundId == row.RefundId)
            .ThenBy(refund => refund.Id.Value).ToList();
        if (equal.Find(refund => refund.Status is RefundStatus.Succeeded && !settled.Has(refund.Id)) is { } ours)
            return new(ResultStatus.Matched) { RefundId = ours.Id };
        if (equal.Exists(refund => refund.Status is not RefundStatus.Succeeded))
            return new(ResultStatus.Deferred, ResultReason.NotPaidHere, "The gateway settled this refund, and here it is still under way.");
        if (equal.Count > 0)
        {
            return Comparison.Flag(
                ResultReason.AlreadySettled, "Another row has settled this refund already: it may have been taken twice.");
        }

        return open.Count > 0
            ? Comparison.Flag(
                ResultReason.AmountMismatch,
                $"The file takes {Text(row, -taken)}; the refunds known here are "
                    + $"{string.Join(", ", open.Take(3).Select(refund => AmountWriter.Write(refund.GatewayAmount, Numerals.Latin)))}.")
            : Comparison.Flag(ResultReason.NotPaidHere, "No refund of this transaction is known here.");
    }

    private bool IsOfAnotherStore(KnownTransaction known) =>
        known.Gateway != scope.Gateway || known.Attempt.Mode != scope.Mode
            || (owner == ApplicationId.Nobody ? known.Attempt.OverrideId is not null : known.Attempt.OverrideId is null
                || known.Attempt.ApplicationId != owner);

    private static Comparison OtherCurrency(SettlementRow row, PaymentAttempt attempt) => row.Currency == attempt.ConvertedCurrency
        ? Comparison.Flag(
            ResultReason.Converted,
            $"It was paid in {attempt.ChargedCurrency?.Code} and settled in {row.Currency.Code}: book the exchange by hand.")
        : Comparison.Flag(
            ResultReason.CurrencyMismatch, $"The file says {row.Currency.Code}; the gateway charged {attempt.ChargedCurrency?.Code}.");

    private static string Text(SettlementRow row, long? minor) =>
        minor is { } amount ? AmountWriter.Write(new(amount, row.Currency), Numerals.Latin) : "nothing";
}
