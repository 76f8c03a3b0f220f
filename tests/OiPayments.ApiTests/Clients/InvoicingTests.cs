using System.Text;
using OiPayments.TestSupport;
using OiPayments.UnitTests.Documents;

namespace OiPayments.ApiTests.Clients;

using OiPayments.Client;

public class InvoicingTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly NewInvoice Design = new()
    {
        CustomerReference = "customer-17",
        CustomerName = "Rahima Khatun",
        LineItems = [new() { Description = "Design", Qty = 1.5m, UnitAmountMinor = 100_000, TaxRate = 1500 }],
    };

    [Fact]
    public async Task From_a_draft_to_paid_through_a_link()
    {
        var shop = await server.RegisterAsync();
        using var connected = ClientUnderTest.Of(server, shop);
        var invoices = connected.Client.Invoices;

        var draft = await invoices.CreateAsync(Design with { Issue = false, Notes = "Draft", DueDate = new(2026, 2, 1) }, "invoice-1");
        Assert.Equal((InvoiceStatus.Draft, null, 172_500L), (draft.Status, draft.Number, draft.TotalMinor));
        var changed = await invoices.ChangeAsync(
            draft.Id, new() { Notes = null, DiscountMinor = 15_000, DueDate = new DateOnly(2026, 3, 1) }, draft.Version);
        Assert.Equal(
            (null, 155_250L, new DateOnly(2026, 3, 1), "Rahima Khatun"),
            (changed.Notes, changed.TotalMinor, changed.DueDate, changed.CustomerName));
        changed = await invoices.ChangeAsync(draft.Id, new()
        {
            LineItems = Change.To<IReadOnlyList<NewInvoiceLine>>([new() { Description = "Design", Qty = 2, UnitAmountMinor = 50_000 }]),
            Installments = Change.To<IReadOnlyList<NewInstallment>>(
            [
                new() { DueDate = new(2026, 2, 1), AmountMinor = 40_000 }, new() { DueDate = new(2026, 3, 1), AmountMinor = 45_000 },
            ]),
        });
        var issued = await invoices.IssueAsync(draft.Id);
        Assert.Equal((InvoiceStatus.Issued, Money.Bdt(85_000)), (issued.Status, issued.AmountDue));
        Assert.Equal([1, 2], issued.Installments.Select(one => one.Number));

        var link = await invoices.CreateLinkAsync(issued.Reference, new() { Installment = 1 });
        Assert.Equal((Money.Bdt(40_000), 1), (link.Amount, link.Installment));
        await server.PayAsync(link.Reference);
        Assert.Equal(InvoiceStatus.PartiallyPaid, (await invoices.ReadAsync(issued.Id)).Status);
        var rest = await invoices.CreateLinkAsync(issued.Id);
        Assert.Equal(Money.Bdt(45_000), rest.Amount);
        await server.PayAsync(rest.Reference);

        var paid = await invoices.ReadAsync(issued.Id);
        Assert.Equal((InvoiceStatus.Paid, Money.Bdt(85_000)), (paid.Status, paid.AmountPaid));
        Assert.Equal(2, paid.Payments.Count);
        var payable = await invoices.ReadPayableAsync(paid.Reference);
        Assert.Equal((paid.Number, Money.Bdt(0), null), (payable.InvoiceNumber, payable.AmountDue, payable.CheckoutUrl));
        AssertPdf(await invoices.ReadPdfAsync(paid.Id, DocumentLanguage.Both));
        var found = await invoices.ListAsync(new() { Status = InvoiceStatus.Paid, Number = paid.Number }).ToListAsync();
        Assert.Equal([paid.Id], found.Select(one => one.Id));
        Assert.Empty(await invoices.ListAsync(new() { Overdue = true, DueBefore = new(2027, 1, 1), PageSize = 1 }).ToListAsync());
        Assert.Single((await invoices.ReadPageAsync(new() { CustomerReference = "customer-17" })).Items);
        Assert.Empty(await invoices.ListMailsAsync(paid.Id));
    }

    [Fact]
    public async Task What_settles_without_money_and_what_is_taken_back()
    {
        var shop = await server.RegisterAsync();
        using var connected = ClientUnderTest.Of(server, shop);
        var invoices = connected.Client.Invoices;
        var invoice = await invoices.CreateAsync(Design, "invoice-1");

        var withheld = await invoices.CreateWithholdingAsync(
            invoice.Id,
            new() { Kind = WithholdingKind.Vat, AmountMinor = 22_500, CertificateNumber = "6.6/2026/118", Date = new(2026, 1, 14) },
            "vat-1");
        Assert.Equal(
            [(withheld.Id, WithholdingKind.Vat, Money.Bdt(22_500))],
            (await invoices.ListWithholdingsAsync(invoice.Id)).Select(one => (one.Id, one.Kind, one.Amount)));
        var note = await invoices.CreateCreditNoteAsync(
            invoice.Id, new() { AmountMinor = 57_500, Reason = "Half was not needed" }, "note-1");
        Assert.Equal((Money.Bdt(57_500), 1500), (note.Total, note.Lines.Single().TaxRate));
        Assert.Equal(note.Number, (await invoices.ReadCreditNoteAsync(note.Reference)).Number);
        Assert.Equal([note.Id], (await invoices.ListCreditNotesAsync(invoice.Id)).Select(one => one.Id));
        AssertPdf(await invoices.ReadCreditNotePdfAsync(note.Id));

        var left = await invoices.ReadAsync(invoice.Id);
        Assert.Equal((22_500L, 57_500L, 92_500L), (left.AmountWithheldMinor, left.AmountCreditedMinor, left.AmountDueMinor));
        Assert.Equal(InvoiceStatus.Void, (await invoices.VoidAsync((await invoices.CreateAsync(Design, "invoice-2")).Id)).Status);
        var draft = await invoices.CreateAsync(Design with { Issue = false }, "invoice-3");
        Assert.Equal(draft.Id, (await invoices.DeleteAsync(draft.Id)).Id);
        Assert.Equal(
            ErrorCode.ResourceNotFound,
            (await Assert.ThrowsAsync<OiPaymentsRefusedException>(() => invoices.ReadAsync(draft.Id))).ErrorCode);
    }

    [Fact]
    public async Task The_template_is_changed_in_part_and_gets_a_logo()
    {
        var shop = await server.RegisterAsync();
        using var connected = ClientUnderTest.Of(server, shop);
        var invoices = connected.Client.Invoices;
        var ours = await invoices.ReadTemplateAsync();

        var named = await invoices.SetTemplateAsync(
            ours.ToSettings() with { CompanyName = "Tea & Co", Language = DocumentLanguage.Bangla }, ours.Version);
        Assert.Equal(("Tea & Co", DocumentLanguage.Bangla, ours.NumberPattern), (named.CompanyName, named.Language, named.NumberPattern));
        await Assert.ThrowsAsync<OiPaymentsRefusedException>(() => invoices.SetTemplateAsync(ours.ToSettings(), ours.Version));

        Assert.NotNull((await invoices.SetLogoAsync(SampleDocuments.LogoFile(), "image/png")).LogoDigest);
        Assert.Null((await invoices.RemoveLogoAsync()).LogoDigest);
    }

    private static void AssertPdf(byte[] file) => Assert.StartsWith("%PDF", Encoding.ASCII.GetString(file), StringComparison.Ordinal);
}
