using OiPayments.Documents.Words;

namespace OiPayments.Documents.Layout;

/// <summary>How statements begin: what it is and whose books it is of, in the style of invoices.</summary>
internal static class StatementHead
{
    private const float GapBelow = 14;

    extension(Flow flow)
    {
        /// <summary>The title, the brand beside it, and the facts below.</summary>
        public void PutStatementHead(Brand brand, Label label, IReadOnlyList<(Label Label, string? Value)> facts)
        {
            var belowBrand = flow.PutBrand(brand);
            var title = flow.Typesetter.Line(flow.Wording.Of(label), Text.Weight.Bold);
            const float room = Style.ContentWidth - Blocks.BrandWidth - GapBelow;
            var size = Math.Min(Style.Title, Style.Title * room / title.WidthAt(Style.Title));
            flow.Put(title, Style.Left, flow.Y - 4, size, Style.Ink);
            flow.Y = Math.Max(flow.Y + (Style.Title * Style.LineHeight) + 4, belowBrand + 8);
            flow.PutFacts(facts, Style.Left, Style.ContentWidth);
            flow.Y += GapBelow;
        }
    }

    extension(Wording wording)
    {
        /// <summary>Both days, or words for an end that is open.</summary>
        public string Period(StatementPeriod period)
        {
            var first = period.First is { } from ? wording.Date(from) : wording.Short(Label.FromTheBeginning);
            return $"{first} – {(period.Last is { } to ? wording.Date(to) : wording.Short(Label.UntilNow))}";
        }
    }
}
