using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OiPayments.Sandbox.Wire;

/// <summary>JSON the way PHP prints it: keys in the order written, <c>\/</c> in URLs, everything beyond ASCII escaped.</summary>
internal static class PhpJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IResult Ok(JsonObject body) => Results.Text(Write(body), "application/json", Encoding.UTF8);

    public static string Write(JsonObject body)
    {
        // Outside its strings JSON has no slash and nothing but ASCII, so escaping character by character is safe.
        var text = new StringBuilder();
        foreach (var character in body.ToJsonString(Plain))
        {
            if (character == '/') text.Append("\\/");
            else if (character < 0x7F) text.Append(character);
            else text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }
}
