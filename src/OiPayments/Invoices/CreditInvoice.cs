using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using OiPayments.Api;
using OiPayments.DueWork;
using OiPayments.Ledger;
using OiPayments.Persistence;
using OiPayments.Webhooks;

namespace OiPayments.Invoices;

/// <summary>The body of <c>POST …/credit-notes</c>: lines, or an amount.</summary>
internal sealed record CreditNoteRequest(
    [property: Description("What is taken back, line by line, at the invoice's rates of tax. Not together with amountMinor.")]
    IReadOnlyList<LineItemRequest>? Lines,
    [property: Description("What is taken back with its tax, in minor units: spread over the invoice's rates of tax in proportion.")]
    long? AmountMinor,
    [property: Description("Why; stands on the credit note.")] string Reason) : IRequest<CreditNoteRequest>
{
    public static CreditNoteRequest Read(JsonFields fields, FieldErrors errors) => new(
        InvoiceContent.ReadLines(fields, "lines"), fields.OptionalWholeNumber("amountMinor", 1, Money.MaxMinorUnits),
        fields.RequiredText("reason"));

    public void Check(FieldErrors errors)
    {
        errors.CheckFilled("reason", Reason, CreditNote.MaxReasonLength);
        errors.CheckRange("amountMinor", AmountMinor, 1, Money.MaxMinorUnits);
        if ((Lines is null) == (AmountMinor is null)) errors.Add("lines", "Send either lines or amountMinor.");
        if (Lines?.Count is 0 or > InvoiceContent.MaxLines) errors.Add("lines", $"Must hold 1 to {InvoiceContent.MaxLines} lines.");
        for (var place = 0; place < (Lines?.Count ?? 0); place++) Lines![place].Check(errors.Within($"lines[{place}]"));
    }
}

/// <summary>
/// Makes credit notes, whoever wants one. Number, figures of the invoice, journal and events join the caller's unit of work, and the
/// caller saves. No rate of tax is ever taken back more than it was invoiced.
/// </summary>
internal sealed class CreditInvoice(OiPaymentsDb db, IIdSource ids, NumberSeries series, SettleInvoice settle, IBusinessClock clock)
{
    /// <summary>The number is taken last: nothing that comes after may wait for anybody.</summary>
    /// <param name="it">The invoice.</param>
    /// <param name="request">What is taken back, and why.</param>
    /// <param name="createdBy">Who asks, as records name them.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    /// <param name="beforeNumber">What else is to be saved with the note, which has no number yet.</param>
    public async Task<Outcome<CreditNote>> RunAsync(
        InvoiceWithLines it, CreditNoteRequest request, string createdBy, CancellationToken ct,
        Func<CreditNote, Task>? beforeNumber = null)
    {
        if (FieldErrors.In(request) is { } invalid) return invalid;
        var (invoice, now) = (it.Invoice, clock.Now(it.Invoice.Scope));
        if (!invoice.Counts) return invoice.OnlyIssued("be credited");

        var before = await db.Of<CreditNote>(invoice.Scope).AsNoTracking().Where(n => n.InvoiceId == invoice.Id).ToListAsync(ct);
        var left = CreditedTax.LeftOf(it, before.SelectMany(note => note.ReadLines().Select(Of)));
        if ((request.Lines is { } lines ? Reckon(lines, it, left) : Spread(request, it.Invoice, left)).IsRefused(
            out var refusal, out var credited)) return refusal;

        var issuer = await db.IssuerAsync(invoice.ApplicationId, ct);
        var note = new CreditNote
        {
            ApplicationId = invoice.ApplicationId,
            Id = await ids.NextAsync<CreditNote>(ct),
            Mode = invoice.Mode,
            Reference = Reference.New(CreditNote.ReferencePrefix, invoice.ApplicationId).Text,
            InvoiceId = invoice.Id,
            Reason = request.Reason,
            Currency = invoice.Currency,
            SubtotalMinor = credited.Sum(line => line.TaxableMinor),
            TaxMinor = credited.Sum(line => line.TaxMinor),
            TotalMinor = credited.Sum(line => line.TaxableMinor + line.TaxMinor),
            Lines = JsonSerializer.Serialize(credited, InvoicesJson.Default.IReadOnlyListCreditNoteLineDto),
            Branding = issuer.Looks.ToKeep(),
            CreatedBy = createdBy,
            CreatedAt = now,
        };
        if (note.TotalMinor == 0) return FieldErrors.One("lines", "Come to nothing: there is nothing to take back.");
        db.Add(note);
        await settle.RunAsync(
            it, new(JournalKind.InvoiceCredit, note.Reference, CreditedMinor: note.TotalMinor) { Event = EventTypes.InvoiceCredited }, ct);

        if (beforeNumber is not null) await beforeNumber(note);

        var pattern = issuer.CreditNoteNumbers;
        var key = NumberPattern.OfCreditNotes + pattern.SeriesOf(now);
        var sequence = await series.TakeAsync(invoice.Scope, key, ct);
        note.TakeNumber(key, sequence, pattern.NumberOf(now, sequence));
        return note;
    }

    private static CreditedTax Of(CreditNoteLineDto line) => new(line.TaxRate, line.TaxableMinor, line.TaxMinor);

    private static Outcome<IReadOnlyList<CreditNoteLineDto>> Reckon(
        IReadOnlyList<LineItemRequest> lines, InvoiceWithLines it, IReadOnlyList<CreditedTax> left)
    {
        var (taxIncluded, priced) = (it.Invoice.TaxIncluded, lines.Select(line => line.ToPriced()).ToList());
        if (InvoiceTotals.Of(priced, 0, taxIncluded, "lines").IsRefused(out var refusal, out var totals)) return refusal;

        foreach (var tax in totals.Taxes)
        {
            var rate = left.FirstOrDefault(one => one.Rate == tax.Rate);
            if (rate is null || tax.TaxableMinor > rate.TaxableMinor || tax.TaxMinor > rate.TaxMinor)
                return FieldErrors.One(
                    "lines",
                    $"Take back {tax.TaxableMinor} and {tax.TaxMinor} tax at {Percent(tax.Rate)}; of what was invoiced at that rate "
                        + $"{rate?.TaxableMinor ?? 0} and {rate?.TaxMinor ?? 0} tax are left. Send amountMinor to take back a rest.");
        }

        return Outcome.Of<IReadOnlyList<CreditNoteLineDto>>(
        [
            .. lines.Select((line, place) =>
            {
                var reckoned = totals.Lines[place];
                return new CreditNoteLineDto(
                    line.Description, line.Qty, line.UnitAmountMinor, priced[place].DiscountMinor, priced[place].TaxRate,
                    reckoned.TotalMinor - (taxIncluded ? reckoned.TaxMinor : 0), reckoned.TaxMinor);
            }),
        ]);
    }

    private static Outcome<IReadOnlyList<CreditNoteLineDto>> Spread(
        CreditNoteRequest request, Invoice invoice, IReadOnlyList<CreditedTax> left)
    {
        var (leftMinor, amountMinor) = (invoice.TotalMinor - invoice.CreditedMinor, request.AmountMinor ?? 0);
        if (amountMinor > leftMinor)
            return new Refusal(
                ErrorCode.AmountOutOfBounds,
                $"At most {leftMinor} minor units of this invoice can still be taken back. Nothing was changed.");
        return Outcome.Of<IReadOnlyList<CreditNoteLineDto>>(
        [
            .. CreditedTax.Split(left, amountMinor).Select(one => new CreditNoteLineDto(
                request.Reason, 1, invoice.TaxIncluded ? one.TotalMinor : one.TaxableMinor, 0, one.Rate, one.TaxableMinor, one.TaxMinor)),
        ]);
    }

    private static string Percent(int rate) => string.Create(CultureInfo.InvariantCulture, $"{rate / 100m:0.##} %");
}
