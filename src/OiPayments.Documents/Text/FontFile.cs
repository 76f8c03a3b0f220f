using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using HarfBuzzSharp;

namespace OiPayments.Documents.Text;

internal enum Weight
{
    Regular,
    Bold,
}

/// <summary>
/// A font that the program carries, ready to be shaped with. It lives as long as the program and is never written to, so that any number
/// of threads can use it at once.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as the program.")]
internal sealed class FontFile
{
    private const int Units = 1000;
    private const int BasicPlane = 0x10000;

    private static readonly FrozenDictionary<Weight, FontFile[]> All =
        Enum.GetValues<Weight>().ToFrozenDictionary(weight => weight, FontsOf);

    private readonly Font font;

    // What was asked before: whoever asks twice at once writes the same answer.
    private readonly Answer[] answers = new Answer[BasicPlane];

    private FontFile(string name, Script script, string language)
    {
        using var stream = typeof(FontFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The font {name} is not embedded.");
        // Pinned, because HarfBuzz keeps reading where it lies.
        Content = GC.AllocateUninitializedArray<byte>((int)stream.Length, pinned: true);
        stream.ReadExactly(Content);
        Script = script;
        Language = new(language);
        using var blob = new Blob(Marshal.UnsafeAddrOfPinnedArrayElement(Content, 0), Content.Length, MemoryMode.ReadOnly);
        Face = new(blob, 0) { UnitsPerEm = Units };
        Face.MakeImmutable();
        font = new(Face);
        font.SetFunctionsOpenType();
        font.SetScale(Units, Units);
    }

    private enum Answer : byte
    {
        NotAsked,
        Has,
        Lacks,
    }

    public byte[] Content { get; }

    public Script Script { get; }

    /// <summary>Said to the shaper, which would otherwise ask the environment.</summary>
    public Language Language { get; }

    public Face Face { get; }

    /// <summary>The fonts of a weight, the one for Latin letters first.</summary>
    public static IReadOnlyList<FontFile> Of(Weight weight) => All[weight];

    public bool Has(int rune)
    {
        if (rune >= BasicPlane) return font.TryGetNominalGlyph((uint)rune, out _);
        if (answers[rune] is Answer.NotAsked) answers[rune] = font.TryGetNominalGlyph((uint)rune, out _) ? Answer.Has : Answer.Lacks;
        return answers[rune] is Answer.Has;
    }

    /// <summary>Replaces the characters in the buffer by glyphs, with positions in thousandths of the text's size.</summary>
    public void Shape(HarfBuzzSharp.Buffer buffer) => font.Shape(buffer);

    private static FontFile[] FontsOf(Weight weight)
    {
        var suffix = weight is Weight.Bold ? "bold" : "regular";
        return
        [
            new($"noto-sans-{suffix}.ttf", Script.Latin, "en"),
            new($"noto-sans-bengali-{suffix}.ttf", Script.Bengali, "bn"),
            new($"noto-sans-arabic-{suffix}.ttf", Script.Arabic, "ar"),
        ];
    }
}
