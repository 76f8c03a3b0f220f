using OiPayments.Documents.Text;
using OiPayments.Documents.Words;

namespace OiPayments.Documents.Layout;

/// <summary>The parts that every layout has, each put where the flow has come to.</summary>
internal static class Blocks
{
    /// <summary>The upper right corner, which the title leaves free.</summary>
    public const float BrandWidth = 200;

    private const float LogoWidth = 150;
    private const float LogoHeight = 48;
    private const float StatusHeight = 16;
    private const float StatusPadding = 7;
    private const float GapBetweenBlocks = 18;

    extension(Flow flow)
    {
        /// <summary>The logo, or the company's name where there is none, in the upper right corner. Answers with its lower edge.</summary>
        public float PutBrand(Brand brand)
        {
            var y = flow.Y;
            if (brand.Logo is { } logo)
            {
                var scale = Math.Min(LogoWidth / logo.Width, LogoHeight / logo.Height);
                flow.Sheet.Picture(logo, Style.Right - (logo.Width * scale), y, logo.Width * scale, logo.Height * scale);
                return y + (logo.Height * scale);
            }

            foreach (var line in flow.Typesetter.Wrap(brand.CompanyName, BrandWidth, 13, Weight.Bold))
            {
                flow.Put(line, Style.Right, y + 4, 13, Style.Ink, Side.Right);
                y += 13 * Style.LineHeight;
            }

            return y;
        }

        public float WidthOfStatus(DocumentStatus status) =>
            flow.Typesetter.Line(flow.Wording.Of(Label.Of(status)), Weight.Bold).WidthAt(Style.Small) + (2 * StatusPadding);

        public void PutStatus(DocumentStatus status, float x, float centre)
        {
            var (ink, fill) = Style.Of(status);
            flow.Sheet.Box(x, centre - (StatusHeight / 2), flow.WidthOfStatus(status), StatusHeight, fill, StatusHeight / 2);
            var top = centre - (Style.Small * Style.LineHeight / 2) + 0.2f;
            flow.Put(flow.Wording.Of(Label.Of(status)), x + StatusPadding, top, Style.Small, ink, Side.Left, Weight.Bold);
        }

        /// <summary>Names on the left, values beside them.</summary>
        public void PutFacts(IReadOnlyList<(Label Label, string? Value)> facts, float left, float width)
        {
            var given = facts.Where(fact => !string.IsNullOrWhiteSpace(fact.Value)).ToList();
            if (given.Count == 0) return;

            var names = given.ConvertAll(fact => flow.Typesetter.Line(flow.Wording.Of(fact.Label)));
            var indent = Math.Min(names.Max(name => name.WidthAt(Style.Body)), width * 0.6f) + 14;
            for (var i = 0; i < given.Count; i++)
            {
                var isFirst = true;
                var weight = i == 0 ? Weight.Bold : Weight.Regular;
                foreach (var line in flow.Typesetter.Wrap(given[i].Value ?? "", width - indent, Style.Body, weight))
                {
                    flow.Need(Style.Body * Style.LineHeight);
                    if (isFirst) flow.Put(names[i], left, flow.Y, Style.Body, Style.Quiet);
                    flow.Put(line, left + indent, flow.Y, Style.Body, Style.Ink);
                    flow.Y += Style.Body * Style.LineHeight;
                    isFirst = false;
                }

                flow.Y += 1.5f;
            }
        }

        /// <summary>Columns of lines side by side, over as many pages as the longest needs.</summary>
        public void PutColumns(params IReadOnlyList<(float Left, List<Set> Lines)> columns)
        {
            for (var i = 0; i < columns.Max(column => column.Lines.Count); i++)
            {
                flow.Need(Style.Body * Style.LineHeight);
                foreach (var (left, lines) in columns)
                {
                    if (i < lines.Count) flow.Put(lines[i].Text, left, flow.Y, lines[i].Size, lines[i].Colour);
                }

                flow.Y += Style.Body * Style.LineHeight;
            }
        }

        /// <summary>The code, and beneath it what it is for. Answers with its lower edge.</summary>
        public float PutQrCode(PayableLink link, float right, float top)
        {
            var left = right - Style.QrSide;
            flow.Sheet.QrCode(link, left, top, Style.QrSide);
            flow.Sheet.Link(link.Address, left, top, Style.QrSide, Style.QrSide);
            var quiet = Style.QrSide / link.Modules.GetLength(0) * 4;
            var y = top + Style.QrSide + quiet;
            foreach (var line in flow.Typesetter.Wrap(flow.Wording.OnLines(Label.ScanToPay), 120, Style.Small))
            {
                flow.Put(line, left + (Style.QrSide / 2), y, Style.Small, Style.Quiet, Side.Centre);
                y += Style.Small * Style.LineHeight;
            }

            return y;
        }

        /// <summary>The payment plan, as a small table of its own.</summary>
        public void PutInstalments(Document document)
        {
            if (document.Instalments.Count == 0) return;

            var wording = flow.Wording;
            flow.Y += GapBetweenBlocks;
            flow.Need(110);
            flow.PutHeading(Label.PaymentPlan);
            new Table(
                flow,
                [
                    new(wording.OnLines(Label.Instalment), Side.Left),
                    new(wording.OnLines(Label.DueOn), Side.Left, TakesTheRest: true),
                    new(wording.OnLines(Label.Status), Side.Left),
                    new(wording.OnLines(Label.Paid), Side.Right),
                    new(wording.OnLines(Label.Amount), Side.Right),
                ],
                [
                    .. document.Instalments.Select((part, i) => new[]
                    {
                        wording.Number(i + 1),
                        wording.Date(part.DueOn),
                        wording.Of(Label.Of(part.Status)),
                        wording.Amount(part.Paid),
                        wording.Amount(part.Amount),
                    }),
                ],
                Style.Body).Draw();
        }

        public void PutNotes(string? notes)
        {
            if (string.IsNullOrWhiteSpace(notes)) return;

            flow.Y += GapBetweenBlocks;
            flow.Need(48);
            flow.PutHeading(Label.Notes);
            flow.PutLines(flow.Typesetter.Wrap(notes, Style.ContentWidth, Style.Body), Style.Body, Style.Ink);
        }

        private void PutHeading(Label label)
        {
            flow.Put(flow.Wording.Of(label), Style.Left, flow.Y, 10, Style.Ink, Side.Left, Weight.Bold);
            flow.Y += 10 * Style.LineHeight + 2;
        }

        /// <summary>A name in bold, and below it whatever is known, in lines of the given width.</summary>
        public List<Set> LinesOf(float width, Label? heading, string name, params ReadOnlySpan<string?> more)
        {
            var lines = new List<Set>();
            if (heading is not null) lines.Add(new(flow.Typesetter.Line(flow.Wording.Of(heading)), Style.Small, Style.Quiet));
            Add(name, Weight.Bold);
            foreach (var text in more)
            {
                if (!string.IsNullOrWhiteSpace(text)) Add(text, Weight.Regular);
            }

            return lines;

            void Add(string text, Weight weight) =>
                lines.AddRange(flow.Typesetter.Wrap(text, width, Style.Body, weight).Select(line => new Set(line, Style.Body, Style.Ink)));
        }
    }
}

/// <summary>A line with its size and colour.</summary>
internal readonly record struct Set(ShapedText Text, float Size, uint Colour);
