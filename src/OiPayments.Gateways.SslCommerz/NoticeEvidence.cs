using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace OiPayments.Gateways.SslCommerz;

/// <summary>
/// A callback's form as JSON that may be stored and shown: secrets, card numbers and the customer's data masked, at most
/// <see cref="MaxBytes"/> long whoever sent it. A name that came twice has an array of its values.
/// </summary>
internal static class NoticeEvidence
{
    public const int MaxBytes = 16 * 1024;
    private const int MaxFields = 100;
    private const int MaxNameLength = 64;
    private const int MaxValueLength = 512;
    private const string Mask = "***";

    // Quotes, brackets, comma, colon; and the line that says how much was left out.
    private const int BytesAroundField = 12;
    private const int BytesAround = 128;

    // Bangla stays readable for whoever looks; what HTML could take for a tag is escaped.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    public static string Of(IReadOnlyList<KeyValuePair<string, string>> form)
    {
        var left = MaxBytes - BytesAround;
        List<(string Name, string Value)> kept = [];
        foreach (var (name, value) in form.Take(MaxFields))
        {
            var field = (Name: FieldText.Fit(name, MaxNameLength), Value: FieldText.Fit(Masked(name ?? "", value ?? ""), MaxValueLength));
            left -= EncodedLength(field.Name) + EncodedLength(field.Value) + BytesAroundField;
            if (left < 0) break;
            kept.Add(field);
        }

        if (kept.Count < form.Count) kept.Add(("(fields left out)", $"{form.Count - kept.Count}"));
        return Write(kept);
    }

    private static string Write(List<(string Name, string Value)> fields)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, new() { Encoder = Encoder }))
        {
            writer.WriteStartObject();
            foreach (var same in fields.GroupBy(field => field.Name, StringComparer.Ordinal))
            {
                writer.WritePropertyName(same.Key);
                var values = same.Select(field => field.Value).ToList();
                if (values.Count > 1) writer.WriteStartArray();
                foreach (var value in values) writer.WriteStringValue(value);
                if (values.Count > 1) writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.ToArray());
    }

    private static string Masked(string name, string value)
    {
        if (value.Length == 0) return "";
        if (IsCardNumber(name)) return LastFour(value);
        return IsSecret(name) || IsPersonal(name) ? Mask : value;
    }

    // The sandbox is known to post "pass" and "key", the store's password among them.
    private static bool IsSecret(string name) =>
        Is(name, "pass") || Is(name, "key") || Is(name, "card_ref_id") || Is(name, "pin") || Has(name, "passw") || Has(name, "pwd")
        || Has(name, "secret") || Has(name, "token") || Has(name, "session") || Has(name, "cvv") || Has(name, "cvc") || Has(name, "otp")
        || name.StartsWith("verify_sign", StringComparison.OrdinalIgnoreCase)
        || (name.EndsWith("_key", StringComparison.OrdinalIgnoreCase) && !Is(name, "verify_key"));

    private static bool IsPersonal(string name) =>
        name.StartsWith("cus_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ship_", StringComparison.OrdinalIgnoreCase)
        || Has(name, "email") || Has(name, "phone") || Has(name, "mobile") || Has(name, "msisdn")
        || Is(name, "name") || Has(name, "customer") || Has(name, "card_holder") || Is(name, "account_details");

    private static bool IsCardNumber(string name) =>
        Has(name, "card_no") || Has(name, "cardno") || Has(name, "card_num") || Is(name, "pan");

    // A wallet has its customer's telephone number in card_no, masked or not: the last four are enough to recognise either.
    private static string LastFour(string value) =>
        value.Length > 4 && value[^4..].All(char.IsAsciiDigit) ? Mask + value[^4..] : Mask;

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool Has(string name, string part) => name.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static int EncodedLength(string text) => JsonEncodedText.Encode(text, Encoder).EncodedUtf8Bytes.Length;
}
