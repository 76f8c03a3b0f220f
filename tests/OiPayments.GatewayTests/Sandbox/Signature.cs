using System.Security.Cryptography;
using System.Text;

namespace OiPayments.GatewayTests.Sandbox;

/// <summary>The published recipe of the notice signature, written here a second time on purpose.</summary>
internal static class Signature
{
    public static void Verify(IReadOnlyList<KeyValuePair<string, string>> fields, string password)
    {
        Assert.Equal(Expected(fields, password, MD5.HashData), Value(fields, "verify_sign"));
        Assert.Equal(Expected(fields, password, SHA256.HashData), Value(fields, "verify_sign_sha2"));
    }

    public static string Expected(IReadOnlyList<KeyValuePair<string, string>> fields, string password, Func<byte[], byte[]> digest)
    {
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["store_passwd"] = Convert.ToHexStringLower(digest(Encoding.UTF8.GetBytes(password))),
        };
        foreach (var name in Value(fields, "verify_key").Split(',')) signed[name] = Value(fields, name);
        var text = string.Join("&", signed.Select(field => field.Key + "=" + field.Value));
        return Convert.ToHexStringLower(digest(Encoding.UTF8.GetBytes(text)));
    }

    private static string Value(IReadOnlyList<KeyValuePair<string, string>> fields, string name) =>
        fields.Single(field => field.Key == name).Value;
}
