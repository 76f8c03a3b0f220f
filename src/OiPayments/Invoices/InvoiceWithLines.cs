using System.Linq.Expressions;
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
    /// <summary>The invoice itself, its lines, its instalments and its payments.</summary>
    private static readonly int[] Kinds = [0, 1, 2, 3];

    private static readonly Func<OiPaymentsDb, Scope, Id<Invoice>, IAsyncEnumerable<Part>> ByNumber = Compile(IsNumber(), isTracked: false);

    private static readonly Func<OiPaymentsDb, Scope, string, IAsyncEnumerable<Part>> ByReference =
        Compile(IsReference(), isTracked: false);

    private static readonly Func<OiPaymentsDb, Scope, Id<Invoice>, IAsyncEnumerable<Part>> ByNumberToChange =
        Compile(IsNumber(), isTracked: true);

    private static readonly Func<OiPaymentsDb, Scope, string, IAsyncEnumerable<Part>> ByReferenceToChange =
        Compile(IsReference(), isTracked: true);

    extension(OiPaymentsDb db)
    {
        /// <summary>An invoice of a scope with what stands in it, in one query; null when there is none of that name.</summary>
        /// <param name="scope">Whose.</param>
        /// <param name="name">Its number or its reference.</param>
        /// <param name="toChange">Whether changes of it are to be saved.</param>
        /// <param name="ct">Ends the reading.</param>
        public Task<InvoiceWithLines?> InvoiceAsync(Scope scope, RecordName<Invoice> name, bool toChange, CancellationToken ct)
        {
            if (name.Number is { } number) return PutTogetherAsync((toChange ? ByNumberToChange : ByNumber)(db, scope, number), ct);
            return Reference.TryParse(name.Text, Invoice.ReferencePrefix, out var reference)
                ? PutTogetherAsync((toChange ? ByReferenceToChange : ByReference)(db, scope, reference.Text), ct)
                : Task.FromResult<InvoiceWithLines?>(null);
        }

        /// <summary>What stands in an invoice that was read already.</summary>
        public async Task<InvoiceWithLines> WithLinesAsync(Invoice invoice, CancellationToken ct) =>
            await PutTogetherAsync(ByNumberToChange(db, invoice.Scope, invoice.Id), ct) is { } it
                ? it with { Invoice = invoice }
                : throw new InvalidOperationException($"Invoice {invoice.Reference} is not there any more.");

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

        /// <summary>Whose midnight begins a day of an application's invoices.</summary>
        public async Task<TimeZoneInfo> ZoneOfAsync(ApplicationId application, CancellationToken ct) =>
            Issuer.ZoneNamed(await db.Directory<Application>().Where(a => a.Id == application).Select(a => a.TimeZone).SingleAsync(ct));

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

    private static Expression<Func<OiPaymentsDb, ApplicationId, Mode, Id<Invoice>, IQueryable<Invoice>>> IsNumber() =>
        (db, application, mode, number) => db.Of<Invoice>(new Scope(application, mode)).Where(i => i.Id == number);

    private static Expression<Func<OiPaymentsDb, ApplicationId, Mode, string, IQueryable<Invoice>>> IsReference() =>
        (db, application, mode, reference) => db.Of<Invoice>(new Scope(application, mode)).Where(i => i.Reference == reference);

    /// <summary>
    /// Four kinds of rows by one query, each row with one of them in it: to join lines, instalments and payments would be every line with
    /// every payment.
    /// </summary>
    private static Func<OiPaymentsDb, Scope, TName, IAsyncEnumerable<Part>> Compile<TName>(
        Expression<Func<OiPaymentsDb, ApplicationId, Mode, TName, IQueryable<Invoice>>> which, bool isTracked) =>
        OiPaymentsDb.CompileList<TName, Invoice, Part>(
            which,
            (db, application, mode, named) => named.SelectMany(_ => Kinds.AsQueryable(), (i, kind) => new { i.Id, Kind = kind })
                .LeftJoin(
                    db.Of<Invoice>(new Scope(application, mode)),
                    of => new { of.Id, of.Kind }, i => new { i.Id, Kind = 0 }, (of, invoice) => new { of, invoice })
                .LeftJoin(
                    db.Of<InvoiceLine>(new Scope(application, mode)),
                    it => new { it.of.Id, it.of.Kind }, l => new { Id = l.InvoiceId, Kind = 1 },
                    (it, line) => new { it.of, it.invoice, line })
                .LeftJoin(
                    db.Of<InvoiceInstallment>(new Scope(application, mode)),
                    it => new { it.of.Id, it.of.Kind }, i => new { Id = i.InvoiceId, Kind = 2 },
                    (it, installment) => new { it.of, it.invoice, it.line, installment })
                .LeftJoin(
                    db.Of<Payment>(new Scope(application, mode))
                        .Where(p => p.Status == PaymentStatus.Succeeded || p.Status == PaymentStatus.Pending),
                    it => new { Id = (long?)(object)it.of.Id, it.of.Kind }, p => new { Id = p.InvoiceId, Kind = 3 },
                    (it, payment) => new Part(it.invoice, it.line, it.installment, payment)),
            isTracked);

    private static async Task<InvoiceWithLines?> PutTogetherAsync(IAsyncEnumerable<Part> parts, CancellationToken ct)
    {
        Invoice? invoice = null;
        var (lines, installments, payments) = (new List<InvoiceLine>(), new List<InvoiceInstallment>(), new List<Payment>());
        await foreach (var part in parts.WithCancellation(ct))
        {
            invoice ??= part.Invoice;
            if (part.Line is { } line) lines.Add(line);
            if (part.Installment is { } installment) installments.Add(installment);
            if (part.Payment is { } payment) payments.Add(payment);
        }

        return invoice is null ? null : new(
            invoice, [.. lines.OrderBy(line => line.Position)], [.. installments.OrderBy(one => one.Position)],
            [.. payments.OrderByDescending(payment => payment.Id)]);
    }

    /// <summary>One of what an invoice consists of; or none, where it has none of a kind.</summary>
    private sealed record Part(Invoice? Invoice, InvoiceLine? Line, InvoiceInstallment? Installment, Payment? Payment);
}
