using OiPayments.Documents.Text;
using OiPayments.Documents.Words;

namespace OiPayments.Documents.Layout;

/// <summary>
/// The sums below the lines, on the right; the amount in words beside them. They stand on one page together, if one can hold them.
/// </summary>
internal sealed class Totals
{
    private const float Width = 250;
    private const float Gap = 24;
    private const float Padding = 4;
    private const float GapAbove = 6;
    private const float LargeSize = 10.5f;

    private readonly Flow flow;
    private readonly List<Sum> sums = [];
    private readonly List<ShapedText> words;

    public Totals(Flow flow, Document document)
    {
        this.flow = flow;
        Add(Label.Subtotal, document.Subtotal);
        AddLess(Label.Discount, document.Discount);
        if (document.SupplementaryDuty is { } duty) Add(Label.SupplementaryDuty, duty);
        foreach (var tax in document.Taxes) Add(LabelOf(tax), tax.Amount);
        Add(Label.Total, document.Total, isLarge: true);
        AddLess(Label.Credited, document.Credited);
        AddLess(Label.Withheld, document.Withheld);
        AddLess(Label.Paid, document.Paid);
        AddLess(Label.Refunded, document.Refunded);
        if (document.Due is { } due) Add(Label.AmountDue, due, isLarge: true);
        const float room = Style.ContentWidth - Width - Gap;
        words = [.. flow.Wording.AmountInWords(document.Total).SelectMany(line => flow.Typesetter.Wrap(line, room, Style.Body))];
    }

    private sealed record Sum(List<ShapedText> Label, ShapedText Value, float Size, bool IsLarge)
    {
        public float Height => (Label.Count * Size * Style.LineHeight) + (2 * Padding);
    }

    public float Height => GapAbove + Math.Max(sums.Sum(sum => sum.Height), HeightOfWords);

    private float HeightOfWords => Padding + (Style.Small * Style.LineHeight) + 2 + (words.Count * Style.Body * Style.LineHeight);

    public void Draw()
    {
        flow.Need(Height);
        flow.Y += GapAbove;
        DrawWords(flow.Y + Padding);
        var (sheet, belowWords) = (flow.Sheet, flow.Y + HeightOfWords);
        foreach (var sum in sums)
        {
            flow.Need(sum.Height);
            Draw(sum, flow.Y);
            flow.Y += sum.Height;
        }

        if (flow.Sheet == sheet) flow.Y = Math.Max(flow.Y, belowWords);
    }

    private void Draw(Sum sum, float top)
    {
        var left = Style.Right - Width;
        if (sum.IsLarge) flow.Sheet.HorizontalLine(left, top, Width, Style.Ink, 0.75f);
        var y = top + Padding;
        foreach (var line in sum.Label)
        {
            flow.Put(line, left, y, sum.Size, sum.IsLarge ? Style.Ink : Style.Quiet);
            y += sum.Size * Style.LineHeight;
        }

        flow.Put(sum.Value, Style.Right, top + Padding, sum.Size, Style.Ink, Side.Right);
    }

    private void DrawWords(float top)
    {
        flow.Put(flow.Wording.Of(Label.InWords), Style.Left, top, Style.Small, Style.Quiet);
        top += (Style.Small * Style.LineHeight) + 2;
        foreach (var line in words)
        {
            flow.Put(line, Style.Left, top, Style.Body, Style.Ink);
            top += Style.Body * Style.LineHeight;
        }
    }

    private void AddLess(Label label, Money? amount)
    {
        if (amount is { MinorUnits: not 0 } less) Add(label, Money.Zero(less.Currency) - less);
    }

    private void Add(Label label, Money amount, bool isLarge = false) => Add(flow.Wording.Of(label), amount, isLarge);

    private void Add(string label, Money amount, bool isLarge = false)
    {
        var (size, weight) = isLarge ? (LargeSize, Weight.Bold) : (Style.Body, Weight.Regular);
        var value = flow.Typesetter.Line(flow.Wording.Amount(amount), weight);
        sums.Add(new(flow.Typesetter.Wrap(label, Width - value.WidthAt(size) - 12, size, weight), value, size, isLarge));
    }

    // The company names its taxes in words of its own: both languages would say the same figures twice.
    private string LabelOf(TaxLine tax)
    {
        var (rate, taxable) = (flow.Wording.Percent(tax.RateBasisPoints), flow.Wording.Amount(tax.Taxable));
        return flow.Wording.Short(tax.IsIncluded
            ? new($"{tax.Name} {rate} on {taxable}, included", $"{tax.Name} {rate}, {taxable} এর উপর, মূল্যে অন্তর্ভুক্ত")
            : new($"{tax.Name} {rate} on {taxable}", $"{tax.Name} {rate}, {taxable} এর উপর"));
    }
}
