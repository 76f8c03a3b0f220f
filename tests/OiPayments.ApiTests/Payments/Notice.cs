using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Payments;

/// <summary>A gateway's notice as a form, changed as a test likes and signed by the published recipe.</summary>
internal sealed record Notice
{
    private readonly SortedDictionary<string, string> fields;

    private Notice(IEnumerable<KeyValuePair<string, string>> fields) => this.fields = new(fields.ToDictionary(), StringComparer.Ordinal);

    /// <summary>The least a notice has, signed with the sandbox store's password.</summary>
    public static Notice Of(string transactionId, string status) => new Notice(new Dictionary<string, string>
    {
        ["tran_id"] = transactionId,
        ["status"] = status,
        ["amount"] = "1250.50",
        ["currency"] = "BDT",
        ["store_id"] = "testbox",
        ["error"] = "",
    }).Signed();

    /// <summary>What the browser carries back from a session that has ended.</summary>
    public static Notice From(JsonNode ended) =>
        new(ended["redirect"]!["fields"]!.AsObject().Select(field => KeyValuePair.Create(field.Key, (string?)field.Value ?? "")));

    /// <summary>Changes a field and leaves the signature as it was.</summary>
    public Notice With(string name, string value) => new(fields.Where(field => field.Key != name).Append(new(name, value)));

    public Notice Signed(string password = "qwerty")
    {
        var names = fields.Keys.Where(name => !name.StartsWith("verify_", StringComparison.Ordinal)).ToList();
        return With("verify_key", string.Join(',', names))
            .With("verify_sign", Digest(names, password, MD5.HashData))
            .With("verify_sign_sha2", Digest(names, password, SHA256.HashData));
    }

    /// <summary>Posts it where the gateway posts its notices.</summary>
    public async Task<HttpStatusCode> SendAsync(TestServer server, string mode = "test")
    {
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await server.Anonymous.PostAsync($"gateways/sslcommerz/{mode}/ipn", form);
        return answer.StatusCode;
    }

    private string Digest(IEnumerable<string> names, string password, Func<byte[], byte[]> digest)
    {
        var signed = names.Select(name => $"{name}={fields[name]}")
            .Append("store_passwd=" + Convert.ToHexStringLower(digest(Encoding.UTF8.GetBytes(password))))
            .Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(digest(Encoding.UTF8.GetBytes(string.Join('&', signed))));
    }
}
