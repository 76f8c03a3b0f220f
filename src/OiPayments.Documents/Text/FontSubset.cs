using System.Runtime.InteropServices;

namespace OiPayments.Documents.Text;

/// <summary>
/// A font cut down to some of its glyphs, by HarfBuzz. Skia puts a font file into the PDF as a whole, and a whole file is larger than the
/// page.
/// </summary>
internal static partial class FontSubset
{
    private const string HarfBuzz = "libHarfBuzzSharp";

    /// <summary>Each glyph keeps its number, so that what was shaped with the whole font can be drawn with the subset.</summary>
    private const uint RetainGlyphIds = 0x2;

    private const uint NoHinting = 0x1;
    private const uint DropTables = 3;

    // Shaping is done: a reader of the PDF needs outlines and widths, and Skia the map of characters.
    private static readonly uint[] TablesOfShaping = [Tag("GSUB"), Tag("GPOS"), Tag("GDEF"), Tag("gasp"), Tag("kern")];

    public static unsafe byte[] Of(FontFile font, IEnumerable<ushort> glyphs)
    {
        var input = hb_subset_input_create_or_fail();
        if (input == 0) throw new InvalidOperationException("HarfBuzz could not begin to make a font smaller.");
        nint face = 0, blob = 0;
        try
        {
            hb_subset_input_set_flags(input, RetainGlyphIds | NoHinting);
            var kept = hb_subset_input_glyph_set(input);
            foreach (var glyph in glyphs) hb_set_add(kept, glyph);
            var dropped = hb_subset_input_set(input, DropTables);
            foreach (var table in TablesOfShaping) hb_set_add(dropped, table);

            face = hb_subset_or_fail(font.Face.Handle, input);
            if (face == 0) throw new InvalidOperationException("HarfBuzz could not make the font smaller.");
            blob = hb_face_reference_blob(face);
            var data = hb_blob_get_data(blob, out var length);
            return new ReadOnlySpan<byte>((void*)data, (int)length).ToArray();
        }
        finally
        {
            if (blob != 0) hb_blob_destroy(blob);
            if (face != 0) hb_face_destroy(face);
            hb_subset_input_destroy(input);
        }
    }

    private static uint Tag(string name) => ((uint)name[0] << 24) | ((uint)name[1] << 16) | ((uint)name[2] << 8) | name[3];

    [LibraryImport(HarfBuzz)]
    private static partial nint hb_subset_input_create_or_fail();

    [LibraryImport(HarfBuzz)]
    private static partial void hb_subset_input_destroy(nint input);

    [LibraryImport(HarfBuzz)]
    private static partial void hb_subset_input_set_flags(nint input, uint flags);

    [LibraryImport(HarfBuzz)]
    private static partial nint hb_subset_input_glyph_set(nint input);

    [LibraryImport(HarfBuzz)]
    private static partial nint hb_subset_input_set(nint input, uint kind);

    [LibraryImport(HarfBuzz)]
    private static partial nint hb_subset_or_fail(nint face, nint input);

    [LibraryImport(HarfBuzz)]
    private static partial void hb_set_add(nint set, uint value);

    [LibraryImport(HarfBuzz)]
    private static partial nint hb_face_reference_blob(nint face);

    [LibraryImport(HarfBuzz)]
    private static partial nint hb_blob_get_data(nint blob, out uint length);

    [LibraryImport(HarfBuzz)]
    private static partial void hb_blob_destroy(nint blob);

    [LibraryImport(HarfBuzz)]
    private static partial void hb_face_destroy(nint face);
}
