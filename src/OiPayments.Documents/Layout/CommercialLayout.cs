using OiPayments.Documents.Pages;
using OiPayments.Documents.Text;
using OiPayments.Documents.Words;

namespace OiPayments.Documents.Layout;

/// <summary>
/// The layout of invoices, receipts and credit notes: what it is and what it asks for above, then the lines, then the sums.
/// </summary>
internal static class CommercialLayout
{
    private const float PartyWidth = 184;
    private const float GapBetweenParties = 20;
    private const float GapBetweenBlocks = 17;

    public static IReadOnlyList<Sheet> Draw(Document document)
    {
        var wording = new Wording(document.Language);
        var title = wording.Short(Label.Title(document.Kind));
        var flow = new Flow(document, wording, title);

        PutHead(flow, document);
        PutParties(flow, document);
        PutHeadline(flow, document);
        var totals = new Totals(flow, document);
        LinesOf(flow, document).Draw(totals.Height);
        totals.Draw();
        flow.PutInstalments(document);
        flow.PutNotes(document.Notes);
        return flow.Finish();
    }

    private static void PutHead(Flow flow, Document document)
    {
        var belowBrand = flow.PutBrand(document.Brand);
        var title = flow.Typesetter.Line(flow.Wording.Of(Label.Title(document.Kind)), Weight.Bold);
        const float room = Style.ContentWidth - Blocks.BrandWidth - GapBetweenParties;
        var size = Math.Min(Style.Title, Style.Title * room / title.WidthAt(Style.Title));
        flow.Put(title, Style.Left, flow.Y - 4, size, Style.Ink);
        var belowTitle = flow.Y + (Style.Title * Style.LineHeight) + 4;
        if (document.Status is { } status)
        {
            var left = Style.Left + title.WidthAt(size) + 12;
            var isBeside = left + flow.WidthOfStatus(status) <= Style.Left + room;
            if (isBeside) flow.PutStatus(status, left, flow.Y - 4 + (size * Style.LineHeight / 2));
            else flow.PutStatus(status, Style.Left, (belowTitle += 20) - 16);
        }

        flow.Y = Math.Max(belowTitle, belowBrand + 8);

        flow.PutFacts(
            [
                (Label.Number(document.Kind), document.Number),
                (Label.IssuedOn, document.IssuedOn is { } issued ? flow.Wording.Date(issued) : null),
                (Label.DueOn, document.DueOn is { } due ? flow.Wording.Date(due) : null),
                (Label.PaidOn, document.Payment is { } payment ? flow.Wording.Date(payment.PaidOn) : null),
                (Label.PaymentMethod, document.Payment?.Method),
                (Label.PaymentReference, document.Payment?.Reference),
                (Label.OriginalOf(document.Kind), document.Original?.Number),
                (Label.OriginalDateOf(document.Kind), document.Original is { } original ? flow.Wording.Date(original.IssuedOn) : null),
                (Label.Reason, document.Reason),
                (Label.Reference, document.Reference),
            ],
            Style.Left,
            Style.ContentWidth);
        flow.Y += GapBetweenBlocks - 4;
    }

    private static void PutParties(Flow flow, Document document)
    {
        var (wording, brand, party) = (flow.Wording, document.Brand, document.BillTo);
        float? belowCode = null;
        if (document.PayableLink is { } link)
        {
            flow.Need(Style.QrSide + 40);
            belowCode = flow.PutQrCode(link, Style.Right, flow.Y);
        }

        var sheet = flow.Sheet;
        flow.PutColumns(
            (Style.Left, flow.LinesOf(PartyWidth, Label.From, brand.CompanyName,
                brand.Address, brand.Contact, brand.Email, brand.Phone, brand.Website, Named(wording, Label.Bin, brand.Bin))),
            (Style.Left + PartyWidth + GapBetweenParties, flow.LinesOf(PartyWidth, Label.Party(document.Kind), party.Name,
                party.Address, party.Email, party.Phone, Named(wording, Label.Bin, party.Bin),
                Named(wording, Label.ShipTo, party.Destination))));
        if (belowCode is { } below && flow.Sheet == sheet) flow.Y = Math.Max(flow.Y, below);
        flow.Y += GapBetweenBlocks;
    }

    private static void PutHeadline(Flow flow, Document document)
    {
        var headline = Label.Headline(document, flow.Wording);
        flow.Need(80);
        if (flow.Wording.HasEnglish) PutHeadline(flow, headline.English, Style.Headline, Style.Ink);
        if (flow.Wording.IsBoth) PutHeadline(flow, headline.Bangla, Style.SecondHeadline, Style.Quiet);
        else if (flow.Wording.HasBangla) PutHeadline(flow, headline.Bangla, Style.Headline, Style.Ink);
        if (document.PayableLink is { } link)
        {
            var call = flow.Typesetter.Line($"{flow.Wording.Of(Label.PayOnline)}: {link.Address}");
            var size = Math.Min(Style.Body, Style.Body * Style.ContentWidth / call.WidthAt(Style.Body));
            flow.Put(call, Style.Left, flow.Y + 1, size, flow.Accent);
            flow.Sheet.Link(link.Address, Style.Left, flow.Y, call.WidthAt(size), size * Style.LineHeight);
            flow.Y += Style.Body * Style.LineHeight;
        }

        flow.Y += 12;
    }

    private static void PutHeadline(Flow flow, string text, float size, uint colour)
    {
        foreach (var line in flow.Typesetter.Wrap(text, Style.ContentWidth, size, Weight.Bold))
        {
            flow.Put(line, Style.Left, flow.Y, size, colour);
            flow.Y += size * Style.LineHeight;
        }
    }

    private static Table LinesOf(Flow flow, Document document)
    {
        var wording = flow.Wording;
        var hasDiscounts = document.Lines.Any(line => line.Discount is { MinorUnits: not 0 });
        var hasRates = document.Lines.Any(line => line.TaxRateBasisPoints is not null);

        List<Column> columns =
        [
            new(wording.OnLines(Label.Description), Side.Left, TakesTheRest: true),
            new(wording.OnLines(Label.Quantity), Side.Right),
            new(wording.OnLines(Label.UnitPrice), Side.Right),
        ];
        if (hasDiscounts) columns.Add(new(wording.OnLines(Label.LineDiscount), Side.Right));
        if (hasRates) columns.Add(new(wording.OnLines(Label.TaxRate), Side.Right));
        columns.Add(new(wording.OnLines(Label.Amount.In(document.Total.Currency)), Side.Right));
        return new(flow, columns, [.. document.Lines.Select(Cells)], Style.Body);

        string[] Cells(DocumentLine line)
        {
            List<string> cells = [line.Description, QuantityOf(wording, line), wording.Number(line.UnitPrice)];
            if (hasDiscounts)
                cells.Add(line.Discount is { MinorUnits: not 0 } less ? wording.Number(Money.Zero(less.Currency) - less) : "");
            if (hasRates) cells.Add(line.TaxRateBasisPoints is { } rate ? wording.Percent(rate) : "");
            cells.Add(wording.Number(line.Total));
            return [.. cells];
        }
    }

    private static string QuantityOf(Wording wording, DocumentLine line) =>
        line.Unit is { Length: > 0 } unit ? $"{wording.Quantity(line.Quantity)} {unit}" : wording.Quantity(line.Quantity);

    private static string? Named(Wording wording, Label label, string? value) =>
        string.IsNullOrWhiteSpace(value) ? null : $"{wording.Of(label)}: {value}";
}
