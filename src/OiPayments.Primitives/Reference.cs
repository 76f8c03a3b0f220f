using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OiPayments;

/// <summary>
/// A public name such as <c>pay_3kTMd…</c>: 96 random bits nobody can guess, the application it belongs to, so that one
/// look-up in one place finds it, and a check that refuses a mistyped one without any look-up.
/// </summary>
/// <remarks>
/// After the prefix stand 22 base-62 digits (128 bits: the application, masked with random bits so that references do not
/// count our customers, then the random ones) and 3 check digits. With a prefix of at most 5 letters that is 30
/// characters, the longest transaction id SSLCOMMERZ documents.
/// </remarks>
[JsonConverter(typeof(ReferenceJsonConverter))]
public readonly record struct Reference
{
    public const int MaxLength = 30;
    private const int PayloadLength = 22;
    private const int CheckLength = 3;

    private Reference(string text, ApplicationId applicationId) => (Text, ApplicationId) = (text, applicationId);

    public string Text { get; }

    public ApplicationId ApplicationId { get; }

    /// <summary>A new reference of the kind <paramref name="prefix"/> names, such as <c>pay_</c>.</summary>
    public static Reference New(string prefix, ApplicationId applicationId)
    {
        Span<byte> bits = stackalloc byte[16];
        RandomNumberGenerator.Fill(bits);
        BinaryPrimitives.WriteUInt32BigEndian(bits, applicationId.Value ^ BinaryPrimitives.ReadUInt32BigEndian(bits[12..]));

        Span<char> text = stackalloc char[LengthWith(prefix)];
        prefix.CopyTo(text);
        Base62.Write(BinaryPrimitives.ReadUInt128BigEndian(bits), text.Slice(prefix.Length, PayloadLength));
        CheckDigits.Write(text[..^CheckLength], text[^CheckLength..]);
        return new(text.ToString(), applicationId);
    }

    /// <summary>How many characters every reference of such a prefix has.</summary>
    public static int LengthWith(string prefix) => prefix.Length + PayloadLength + CheckLength;

    /// <summary>False for text that is not a reference of this kind, or was mistyped.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, string prefix, out Reference reference)
    {
        reference = default;
        if (text is null || text.Length != LengthWith(prefix) || !text.StartsWith(prefix, StringComparison.Ordinal))
            return false;

        if (!CheckDigits.Hold(text, CheckLength) || !Base62.TryRead(text.AsSpan(prefix.Length, PayloadLength), out var payload))
            return false;

        var applicationId = (uint)(payload >> 96) ^ (uint)payload;
        reference = new(text, new(applicationId));
        return true;
    }

    /// <summary>For text that this service wrote itself and stored.</summary>
    public static Reference Parse(string text, string prefix) =>
        TryParse(text, prefix, out var reference) ? reference : throw new FormatException($"A stored reference is damaged: '{text}'.");

    public override string ToString() => Text;
}

/// <summary>Writes a <see cref="Reference"/> as its text. Requests carry plain text, parsed where its kind is known.</summary>
public sealed class ReferenceJsonConverter : JsonConverter<Reference>
{
    public override Reference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Read a reference as text and parse it with its prefix.");

    public override void Write(Utf8JsonWriter writer, Reference value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
