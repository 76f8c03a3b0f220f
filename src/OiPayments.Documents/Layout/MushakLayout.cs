using OiPayments.Documents.Pages;
using OiPayments.Documents.Text;
using OiPayments.Documents.Words;

namespace OiPayments.Documents.Layout;

/// <summary>
/// The layout of Mushak 6.3, the tax invoice of Bangladesh's VAT and Supplementary Duty Rules: ten columns in a grid, its officer at the
/// end. Where a line has a discount there is a column for it, as newer prints of the form have.
/// </summary>
internal static class MushakLayout
{
    private const float TableSize = 7.5f;
    private const float Centre = Sheet.Width / 2;
    private const float GapBetweenBlocks = 12;

    public static IReadOnlyList<Sheet> Draw(Document document, Mushak63 mushak)
    {
        var wording = new Wording(document.Language);
        var flow = new Flow(document, wording, wording.Short(Label.TaxInvoice));
        PutHead(flow, document, mushak);
        PutBuyerAndNumber(flow, document, mushak);

        var totals = new Totals(flow, document);
        LinesOf(flow, document).Draw(totals.Height);
        totals.Draw();
        PutOfficer(flow, document, mushak);
        flow.PutInstalments(document);
        flow.PutNotes(document.Notes);
        return flow.Finish();
    }

    private static void PutHead(Flow flow, Document document, Mushak63 mushak)
    {
        PutName(flow);
        var below = flow.Y;
        if (document.Brand.Logo is { } logo)
        {
            var scale = Math.Min(96f / logo.Width, 40f / logo.Height);
            flow.Sheet.Picture(logo, Style.Left, flow.Y, logo.Width * scale, logo.Height * scale);
            below += logo.Height * scale;
        }

        PutCentred(flow, Label.Government, Style.Body, Weight.Regular);
        PutCentred(flow, Label.RevenueBoard, Style.Body, Weight.Regular);
        flow.Y += 2;
        PutCentred(flow, Label.TaxInvoice, 15, Weight.Bold);
        if (document.Status is { } status) flow.PutStatus(status, Style.Left, Math.Max(below + 6, flow.Y - 10) + 6);
        flow.Y = Math.Max(flow.Y, below) + GapBetweenBlocks;

        flow.PutFacts(
            [
                (Label.SupplierName, document.Brand.CompanyName),
                (Label.SupplierBin, document.Brand.Bin),
                (Label.IssuingAddress, OnOneLine(mushak.IssuingAddress ?? document.Brand.Address)),
            ],
            Style.Left,
            Style.ContentWidth);
        flow.Y += GapBetweenBlocks / 2;
        flow.Sheet.HorizontalLine(Style.Left, flow.Y, Style.ContentWidth, Style.Hairline, 0.75f);
        flow.Y += GapBetweenBlocks / 2;
    }

    private static void PutName(Flow flow)
    {
        var name = flow.Typesetter.Line(flow.Wording.Of(Label.Mushak), Weight.Bold);
        var width = name.WidthAt(Style.Body) + 14;
        flow.Sheet.Box(Style.Right - width, flow.Y, width, 18, Style.Ink, 2);
        flow.Sheet.Box(Style.Right - width + 0.75f, flow.Y + 0.75f, width - 1.5f, 16.5f, 0xFFFFFF, 1.5f);
        flow.Put(name, Style.Right - 7, flow.Y + 2.8f, Style.Body, Style.Ink, Side.Right);
    }

    private static void PutCentred(Flow flow, Label label, float size, Weight weight)
    {
        foreach (var line in flow.Typesetter.Wrap(flow.Wording.OnLines(label), Style.ContentWidth - 220, size, weight))
        {
            flow.Put(line, Centre, flow.Y, size, Style.Ink, Side.Centre);
            flow.Y += size * Style.LineHeight;
        }
    }

    private static void PutBuyerAndNumber(Flow flow, Document document, Mushak63 mushak)
    {
        var (wording, buyer) = (flow.Wording, document.BillTo);
        flow.PutFacts(
            [
                (Label.MushakNumber, document.Number),
                (Label.IssuedOn, document.IssuedOn is { } issuedOn ? wording.Date(issuedOn) : null),
                (Label.IssuedAt, mushak.IssuedAt is { } issuedAt ? wording.Time(issuedAt) : null),
                (Label.DueOn, document.DueOn is { } due ? wording.Date(due) : null),
                (Label.OriginalNumber, document.Original?.Number),
                (Label.OriginalDate, document.Original is { } original ? wording.Date(original.IssuedOn) : null),
                (Label.Reason, document.Reason),
                (Label.Reference, document.Reference),
            ],
            Style.Left,
            Style.ContentWidth);
        flow.Y += GapBetweenBlocks / 2;
        flow.PutFacts(
            [
                (Label.BuyerName, buyer.Name),
                (Label.BuyerBin, buyer.Bin),
                (Label.BuyerAddress, OnOneLine(buyer.Address)),
                (Label.Destination, OnOneLine(buyer.Destination)),
            ],
            Style.Left,
            Style.ContentWidth);
        flow.Y += GapBetweenBlocks / 2;
    }

    private static Table LinesOf(Flow flow, Document document)
    {
        var wording = flow.Wording;
        var currency = document.Total.Currency;
        var hasDiscounts = document.Lines.Any(line => line.Discount is { MinorUnits: not 0 });
        return new(
            flow,
            [
                new(wording.OnLines(Label.Serial), Side.Centre),
                new(wording.OnLines(Label.Goods), Side.Left, TakesTheRest: true),
                new(wording.OnLines(Label.Unit), Side.Centre),
                new(wording.OnLines(Label.MushakQuantity), Side.Right),
                new(wording.OnLines(Label.UnitValue.In(currency)), Side.Right),
                .. hasDiscounts ? [new Column(wording.OnLines(Label.LineDiscount), Side.Right)] : Array.Empty<Column>(),
                new(wording.OnLines(Label.TotalValue.In(currency)), Side.Right),
                new(wording.OnLines(Label.DutyAmount), Side.Right),
                new(wording.OnLines(Label.VatRate), Side.Right),
                new(wording.OnLines(Label.Vat), Side.Right),
                new(wording.OnLines(Label.ValueWithAll.In(currency)), Side.Right),
            ],
            [
                .. document.Lines.Select((line, i) => (string[])
                [
                    wording.Number(i + 1),
                    line.Description,
                    line.Unit ?? "",
                    wording.Quantity(line.Quantity),
                    wording.Number(line.UnitPrice),
                    .. hasDiscounts ? [Or(line.Discount)] : Array.Empty<string>(),
                    wording.Number(line.Total),
                    Or(line.SupplementaryDuty),
                    line.TaxRateBasisPoints is { } rate ? wording.Percent(rate) : "",
                    Or(line.Tax),
                    Or(line.TotalWithTaxes),
                ]),
            ],
            TableSize,
            hasGrid: true);

        string Or(Money? amount) => amount is { } given ? wording.Number(given) : "";
    }

    private static void PutOfficer(Flow flow, Document document, Mushak63 mushak)
    {
        var wording = flow.Wording;
        const float roomToSign = 44;
        flow.Y += GapBetweenBlocks;
        flow.Need(Style.QrSide + 40);
        var top = flow.Y;
        flow.PutFacts(
            [(Label.OfficerName, mushak.OfficerName), (Label.OfficerPosition, mushak.OfficerPosition)],
            Style.Left,
            Style.ContentWidth - Style.QrSide - 40);
        flow.Y += roomToSign;
        flow.Sheet.HorizontalLine(Style.Left, flow.Y, 190, Style.Quiet, 0.5f);
        flow.Put(wording.Of(Label.Signature), Style.Left, flow.Y + 3, Style.Small, Style.Quiet);
        flow.Y += 3 + (Style.Small * Style.LineHeight);
        if (document.PayableLink is { } link) flow.Y = Math.Max(flow.Y, flow.PutQrCode(link, Style.Right, top));
    }

    private static string? OnOneLine(string? text) =>
        text is null ? null : string.Join(", ", text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
