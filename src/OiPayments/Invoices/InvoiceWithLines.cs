using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>An invoice with everything that stands in it, in order, and the payments that brought money or still may.</summary>
internal sealed record InvoiceWithLines(
    Invoice Invoice, IReadOnlyList<InvoiceLine> Lines, IReadOnlyList<InvoiceInstallment> Installments, IReadOnlyList<Payment> Payments)
{
    /// <summary>How far each instalment is settled; empty when it is paid at once.</summary>
    public IReadOnlyList<PlannedInstallment> Plan => InstallmentPlan.Of(Invoice, Installments, Payments);

    /// <summary>The last day to pay what is owed next; null when nothing is, or no day was agreed upon.</summary>
    public DateOnly? NextDueDate => Invoice.Status is not InvoiceStatus.Draft && Invoice.DueMinor == 0 ? null
        : Installments.Count == 0 ? Invoice.DueDate
        : Plan.FirstOrDefault(one => one.DueMinor > 0)?.DueDate;

    /// <summary>What somebody wrote into it.</summary>
    public InvoiceContent Content => new(
        Invoice.CustomerReference,
        [
            .. Lines.Select(line => new LineItemRequest(
                line.Description, line.Qty, line.UnitAmountMinor, line.DiscountMinor, line.TaxRate)),
        ],
        Invoice.Currency.Code, Installments.Count == 0 ? Invoice.DueDate : null, Invoice.CustomerName, Invoice.CustomerEmail,
        Invoice.CustomerAddress, Invoice.CustomerBin, Invoice.Notes, Invoice.DiscountMinor, Invoice.TaxIncluded,
        [.. Installments.Select(one => new InstallmentRequest(one.DueDate, one.AmountMinor))]);

    /// <summary>The lines and instalments of a content that was reckoned.</summary>
    public static InvoiceWithLines Of(Invoice invoice, InvoiceContent content, InvoiceTotals totals) => new(
        invoice,
        [
            .. content.LineItems.Select((line, place) => new InvoiceLine
            {
                ApplicationId = invoice.ApplicationId,
                InvoiceId = invoice.Id,
                Mode = invoice.Mode,
                Position = place + 1,
                Description = line.Description,
                QuantityThousandths = line.ToPriced().QuantityThousandths,
                UnitAmountMinor = line.UnitAmountMinor,
                DiscountMinor = line.ToPriced().DiscountMinor,
                TaxRate = line.ToPriced().TaxRate,
                TotalMinor = totals.Lines[place].TotalMinor,
                ShareMinor = totals.Lines[place].ShareMinor,
                TaxMinor = totals.Lines[place].TaxMinor,
            }),
        ],
        [
            .. content.Installments.Select((one, place) => new InvoiceInstallment
            {
                ApplicationId = invoice.ApplicationId,
                InvoiceId = invoice.Id,
                Mode = invoice.Mode,
                Position = place + 1,
                DueDate = one.DueDate,
                AmountMinor = one.AmountMinor,
            }),
        ],
        []);
}

internal static class LoadInvoice
{
    extension(OiPaymentsDb db)
    {
        /// <summary>What stands in an invoice.</summary>
        public async Task<InvoiceWithLines> WithLinesAsync(Invoice invoice, CancellationToken ct) =>
            (await db.WithLinesAsync([invoice], ct))[0];

        /// <summary>What was withheld of an invoice, oldest first.</summary>
        public async Task<IReadOnlyList<WithholdingDto>> WithholdingsOfAsync(Invoice invoice, CancellationToken ct) =>
        [
            .. (await db.Of<InvoiceWithholding>(invoice.Scope).AsNoTracking().Where(w => w.InvoiceId == invoice.Id)
                .OrderBy(w => w.Id).ToListAsync(ct)).Select(w => WithholdingDto.From(w, invoice.Currency)),
        ];

        /// <summary>What takes back from an invoice, oldest first.</summary>
        public async Task<IReadOnlyList<CreditNoteDto>> CreditNotesOfAsync(Invoice invoice, CancellationToken ct) =>
        [
            .. (await db.Of<CreditNote>(invoice.Scope).AsNoTracking().Where(n => n.InvoiceId == invoice.Id)
                .OrderBy(n => n.Id).ToListAsync(ct)).Select(CreditNoteDto.From),
        ];

        /// <summary>What an application is called: the sender of its documents, where its template names none.</summary>
        public Task<string> SenderOfAsync(ApplicationId application, CancellationToken ct) =>
            db.Directory<Application>().Where(a => a.Id == application).Select(a => a.Name).SingleAsync(ct);

        /// <summary>Whose midnight begins a day of an application's invoices.</summary>
        public async Task<TimeZoneInfo> ZoneOfAsync(ApplicationId application, CancellationToken ct)
        {
            var name = await db.Directory<Application>().Where(a => a.Id == application).Select(a => a.TimeZone).SingleAsync(ct);

            // A server that lost its time-zone data since counts days as nearly as it can.
            return TimeZones.TryFind(name, out var zone) ? zone : TimeZones.Default;
        }

        /// <summary>As the other, of invoices of any applications, in as many queries as of one.</summary>
        public async Task<IReadOnlyList<InvoiceWithLines>> WithLinesAsync(IReadOnlyList<Invoice> invoices, CancellationToken ct)
        {
            if (invoices.Count == 0) return [];

            // Ids are drawn from one sequence, so an invoice's tells it from every other application's.
            var (owners, ids) = (invoices.Select(i => i.ApplicationId).Distinct().ToList(), invoices.Select(i => i.Id).ToList());
            var lines = (await db.AcrossApplications<InvoiceLine>()
                .Where(l => owners.Contains(l.ApplicationId) && ids.Contains(l.InvoiceId))
                .OrderBy(l => l.Position).ToListAsync(ct)).ToLookup(l => l.InvoiceId);
            var installments = (await db.AcrossApplications<InvoiceInstallment>()
                .Where(i => owners.Contains(i.ApplicationId) && ids.Contains(i.InvoiceId))
                .OrderBy(i => i.Position).ToListAsync(ct)).ToLookup(i => i.InvoiceId);
            var numbers = ids.Select(id => (long?)id.Value).ToList();
            var payments = (await db.AcrossApplications<Payment>()
                .Where(p => owners.Contains(p.ApplicationId) && numbers.Contains(p.InvoiceId))
                .Where(p => p.Status == PaymentStatus.Succeeded || p.Status == PaymentStatus.Pending)
                .OrderByDescending(p => p.Id).ToListAsync(ct)).ToLookup(p => p.InvoiceId);
            return
            [
                .. invoices.Select(i => new InvoiceWithLines(
                    i, [.. lines[i.Id]], [.. installments[i.Id]], [.. payments[i.Id.Value]])),
            ];
        }
    }
}
