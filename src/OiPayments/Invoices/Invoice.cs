using OiPayments.Api;
using OiPayments.Lifecycles;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>
/// What a customer owes, and for what: a document with a number. Amounts are in minor units of <see cref="Currency"/>. Once it is issued
/// only what becomes of it changes; the database refuses everything else.
/// </summary>
internal sealed class Invoice : IScoped, IReferenced<Invoice>
{
    public const string ReferencePrefix = "inv_";

    /// <summary>Who wrote down what belongs to an invoice, when it was not an operator.</summary>
    public const string ByApplication = "application";

    static string IReferenced<Invoice>.Prefix => ReferencePrefix;

    public required ApplicationId ApplicationId { get; init; }
    public required Id<Invoice> Id { get; init; }
    public required Mode Mode { get; init; }
    public required string Reference { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The application's own name for the customer; not unique.</summary>
    public string CustomerReference { get; private set; } = "";

    public string? CustomerName { get; private set; }
    public string? CustomerEmail { get; private set; }
    public string? CustomerAddress { get; private set; }

    /// <summary>The customer's business identification number, which their VAT is registered under: 9 or 13 digits.</summary>
    public string? CustomerBin { get; private set; }

    public string? Notes { get; private set; }
    public Currency Currency { get; private set; } = Currency.Bdt;

    /// <summary>The last day to pay; null: no day was agreed upon.</summary>
    public DateOnly? DueDate { get; private set; }

    /// <summary>Whether the prices of the lines include the tax.</summary>
    public bool TaxIncluded { get; private set; }

    public long SubtotalMinor { get; private set; }

    /// <summary>What is taken off the invoice as a whole, beside the discounts of lines.</summary>
    public long DiscountMinor { get; private set; }

    public long TaxMinor { get; private set; }
    public long TotalMinor { get; private set; }

    public InvoiceStatus Status { get; private set; } = InvoiceStatus.Draft;

    /// <summary>As people call it, such as <c>INV-2026-000007</c>; null for a draft.</summary>
    public string? Number { get; private set; }

    /// <summary>What all numbers that count together with this one have in common; see <see cref="NumberPattern"/>.</summary>
    public string? Series { get; private set; }

    /// <summary>Which of its series it is, from 1 on and without a gap.</summary>
    public long? Sequence { get; private set; }

    public DateTimeOffset? IssuedAt { get; private set; }
    public DateTimeOffset? VoidedAt { get; private set; }

    /// <summary>The template as it was at issue, as JSON: a document never changes its looks. Null for a draft.</summary>
    public string? Branding { get; private set; }

    /// <summary>What payments brought, less what was refunded of them, in minor units.</summary>
    public long PaidMinor { get; private set; }

    /// <summary>What the customer withheld at source and proved so, in minor units.</summary>
    public long WithheldMinor { get; private set; }

    /// <summary>What credit notes took back, in minor units.</summary>
    public long CreditedMinor { get; private set; }

    /// <summary>The last day to pay what is owed next; null when nothing is, or no day was agreed upon.</summary>
    public DateOnly? NextDueDate { get; private set; }

    /// <summary>The first instant after <see cref="NextDueDate"/>, in the application's time zone; null as that.</summary>
    public DateTimeOffset? OverdueAt { get; private set; }

    /// <summary>When the application was told that a day to pay had passed by: it is told once. Null while it was not.</summary>
    public DateTimeOffset? OverdueToldAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>When the personal data in it was erased; null when it was not. Numbers, amounts and states stay.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Raised by every change: two that read the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public Scope Scope => new(ApplicationId, Mode);

    public Money Total => new(TotalMinor, Currency);

    /// <summary>
    /// What is left of the total, in minor units: below zero when more was paid than is owed now, as after a credit note.
    /// </summary>
    public long OutstandingMinor => TotalMinor - CreditedMinor - WithheldMinor - PaidMinor;

    /// <summary>Whether it counts: issued, and not void.</summary>
    public bool Counts => Status is not (InvoiceStatus.Draft or InvoiceStatus.Void);

    /// <summary>What is owed, in minor units.</summary>
    public long DueMinor => Counts ? Math.Max(0, OutstandingMinor) : 0;

    /// <summary>What was paid beyond what is owed by now, in minor units: a credit note came after the money.</summary>
    public long OverpaidMinor => Counts ? Math.Clamp(-OutstandingMinor, 0, PaidMinor) : 0;

    /// <summary>Whether a day to pay has passed by.</summary>
    public bool IsOverdueAt(DateTimeOffset now) => OverdueAt <= now;

    /// <summary>Writes a draft, or writes it anew.</summary>
    public Refusal? Write(InvoiceContent content, InvoiceTotals totals, DateTimeOffset now)
    {
        if (Status is not InvoiceStatus.Draft) return OnlyDrafts("changed");
        (CustomerReference, CustomerName, CustomerEmail) = (content.CustomerReference, content.CustomerName, content.CustomerEmail);
        (CustomerAddress, CustomerBin) = (content.CustomerAddress, content.CustomerBin);
        (Notes, Currency, DueDate, TaxIncluded) = (
            content.Notes, Currency.Of(content.Currency), content.LastDay, content.TaxIncluded);
        (SubtotalMinor, DiscountMinor, TaxMinor, TotalMinor) = (
            totals.SubtotalMinor, totals.DiscountMinor, totals.TaxMinor, totals.TotalMinor);
        Touch(now);
        return null;
    }

    /// <summary>Everything of issuing but the number, which is taken last: see <see cref="TakeNumber"/>.</summary>
    /// <param name="next">The last day to pay the first instalment, or the whole.</param>
    /// <param name="branding">The template as it is now.</param>
    /// <param name="now">In the time of its scope.</param>
    public Refusal? Issue(DayToPay? next, string branding, DateTimeOffset now)
    {
        if (MoveTo(InvoiceStatus.Issued, now).IsRefused(out var refusal, out _)) return refusal;
        (IssuedAt, Branding) = (UpdatedAt, branding);
        PayBy(next);
        return null;
    }

    /// <summary>The number of an invoice that is issued in this unit of work.</summary>
    public void TakeNumber(string series, long sequence, string number)
    {
        if (Number is not null || Status is not InvoiceStatus.Issued)
            throw new InvalidOperationException($"Invoice {Reference} takes its number once, when it is issued.");
        (Series, Sequence, Number) = (series, sequence, number);
    }

    /// <summary>It counts no longer.</summary>
    public Refusal? MakeVoid(DateTimeOffset now)
    {
        if (CreditedMinor > 0)
            return new(
                ErrorCode.InvalidOperationState, "This invoice has a credit note, so it stays. Credit the rest of it instead.");
        if (MoveTo(InvoiceStatus.Void, now).IsRefused(out var refusal, out _)) return refusal;
        VoidedAt = UpdatedAt;
        PayBy(null);
        return null;
    }

    /// <summary>Writes down what settled it, or opened it again, and moves its status after the figures.</summary>
    /// <param name="paidMinor">What came by a payment; below zero what a refund gave back.</param>
    /// <param name="withheldMinor">What the customer withheld.</param>
    /// <param name="creditedMinor">What a credit note takes back.</param>
    /// <param name="now">In the time of its scope.</param>
    /// <returns>The step that follows; null when the status says the same as before, and nothing but that has to be told.</returns>
    public Transition<InvoiceStatus>? Settle(long paidMinor, long withheldMinor, long creditedMinor, DateTimeOffset now)
    {
        if (!Counts) throw new InvalidOperationException($"Invoice {Reference} is {Status}: nothing settles it.");
        (PaidMinor, WithheldMinor, CreditedMinor) = (
            PaidMinor + paidMinor, WithheldMinor + withheldMinor, CreditedMinor + creditedMinor);
        var next = OutstandingMinor <= 0 ? InvoiceStatus.Paid
            : PaidMinor + WithheldMinor > 0 ? InvoiceStatus.PartiallyPaid
            : InvoiceStatus.Issued;

        // A second part is told of like the first. Nothing else leaves the status as it was and is a step.
        if (next == Status && !(next is InvoiceStatus.PartiallyPaid && paidMinor + withheldMinor > 0))
        {
            Touch(now);
            return null;
        }

        return MoveTo(next, now).IsRefused(out var refusal, out var step)
            ? throw new InvalidOperationException(refusal.Message)
            : step;
    }

    /// <summary>What is to be paid next, and by when; null when nothing is.</summary>
    public void PayBy(DayToPay? next) => (NextDueDate, OverdueAt) = (next?.Day, next?.EndsAt);

    /// <summary>The application is told that a day to pay has passed by.</summary>
    public void OverdueTold(DateTimeOffset now)
    {
        OverdueToldAt = now;
        Touch(now);
    }

    /// <summary>The refusal of what can be done to a draft alone.</summary>
    /// <param name="done">What was to be done, such as <c>changed</c>.</param>
    public Refusal OnlyDrafts(string done) => new(
        ErrorCode.InvalidOperationState,
        $"This invoice is {WireNames<InvoiceStatus>.Of(Status)}; only a DRAFT can be {done}. Nothing was changed.");

    /// <summary>The refusal of what was meant for another version than this one; null when it was meant for this one.</summary>
    public Refusal? UnlessIs(IfMatch read) => read.Allows(Version) ? null : new(
        ErrorCode.InvalidOperationState, "This invoice was changed since you read it. Nothing was changed by you; read it again.");

    /// <summary>The refusal of what can be done only to an invoice that counts.</summary>
    /// <param name="done">What was to be done, such as <c>be paid</c>.</param>
    public Refusal OnlyIssued(string done) => new(
        ErrorCode.InvalidOperationState,
        $"This invoice is {WireNames<InvoiceStatus>.Of(Status)}; only one that is issued and not void can {done}. Nothing was changed.");

    private Outcome<Transition<InvoiceStatus>> MoveTo(InvoiceStatus next, DateTimeOffset now)
    {
        if (InvoiceLifecycle.Steps.Step(Status, next).IsRefused(out var refusal, out var step)) return refusal;
        Status = step.To;
        Touch(now);
        return step;
    }

    /// <summary>
    /// Somebody has it mailed. That raises its version, so that of two who ask at the same moment the second sees what the first did.
    /// </summary>
    public void Mail(DateTimeOffset now) => Touch(now);

    // Made by one node and changed by another at once: their clocks differ a little.
    private void Touch(DateTimeOffset now) => (UpdatedAt, Version) = (now < CreatedAt ? CreatedAt : now, Version + 1);
}

/// <summary>A last day to pay.</summary>
/// <param name="Day">As people of the application's time zone count it.</param>
/// <param name="EndsAt">The first instant after it.</param>
internal readonly record struct DayToPay(DateOnly Day, DateTimeOffset EndsAt)
{
    public static DayToPay? Of(DateOnly? day, TimeZoneInfo zone) =>
        day is { } last ? new(last, TimeZones.StartOf(zone, last.AddDays(1))) : null;
}

/// <summary>A line of an invoice. Amounts are in minor units of the invoice's currency.</summary>
internal sealed class InvoiceLine : IScoped
{
    public required ApplicationId ApplicationId { get; init; }
    public required Id<Invoice> InvoiceId { get; init; }
    public required Mode Mode { get; init; }

    /// <summary>Its place, from 1 on.</summary>
    public required int Position { get; init; }

    public required string Description { get; init; }

    /// <summary>How many, in thousandths: 1500 is one and a half.</summary>
    public required long QuantityThousandths { get; init; }

    /// <summary>The same as people write it.</summary>
    public decimal Qty => (decimal)QuantityThousandths / InvoiceTotals.ThousandthsInOne;

    public required long UnitAmountMinor { get; init; }
    public required long DiscountMinor { get; init; }

    /// <summary>In basis points: 1500 is 15 %.</summary>
    public required int TaxRate { get; init; }

    /// <summary>Quantity times price, less the line's own discount.</summary>
    public required long TotalMinor { get; init; }

    /// <summary>Its share of the invoice's discount.</summary>
    public required long ShareMinor { get; init; }

    public required long TaxMinor { get; init; }
}

/// <summary>A part of an invoice with a day of its own; all together are the total, in minor units.</summary>
internal sealed class InvoiceInstallment : IScoped
{
    public required ApplicationId ApplicationId { get; init; }
    public required Id<Invoice> InvoiceId { get; init; }
    public required Mode Mode { get; init; }

    /// <summary>Which of them, from 1 on.</summary>
    public required int Position { get; init; }

    public required DateOnly DueDate { get; init; }
    public required long AmountMinor { get; init; }
}

/// <summary>How far one series of numbers has come. Its row is locked by whoever takes the next, until that is committed.</summary>
internal sealed class InvoiceSeries : IScoped
{
    public required ApplicationId ApplicationId { get; init; }
    public required Mode Mode { get; init; }

    /// <summary>See <see cref="NumberPattern.SeriesOf"/>.</summary>
    public required string Series { get; init; }

    public required long Last { get; init; }

    /// <summary>
    /// How many of these numbers were left out after the database was put back to an earlier state; no document has them.
    /// </summary>
    public long Skipped { get; init; }
}
