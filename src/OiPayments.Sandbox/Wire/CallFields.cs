using Microsoft.Extensions.Primitives;

namespace OiPayments.Sandbox.Wire;

/// <summary>
/// What a caller sent, from the form or the query string, in either case: old clients write <c>Store_Id</c>, and
/// sslcommerz-lts posts calls that are documented as GET.
/// </summary>
internal sealed class CallFields
{
    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    private CallFields()
    {
    }

    /// <summary>The field as sent, never trimmed; empty when absent.</summary>
    public string this[string name] => values.GetValueOrDefault(name, "");

    public bool Has(string name) => !string.IsNullOrWhiteSpace(this[name]);

    public bool WasSent(string name) => values.ContainsKey(name);

    public static async Task<CallFields> ReadAsync(HttpRequest request)
    {
        var fields = await ReadBodyAsync(request);
        fields.Add(request.Query);
        return fields;
    }

    /// <summary>The body alone: a session is never opened from a URL. A body that is not a form counts as no fields.</summary>
    public static async Task<CallFields> ReadBodyAsync(HttpRequest request)
    {
        var fields = new CallFields();
        if (!request.HasFormContentType) return fields;
        try
        {
            fields.Add(await request.ReadFormAsync(request.HttpContext.RequestAborted));
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return fields;
        }
        return fields;
    }

    private void Add(IEnumerable<KeyValuePair<string, StringValues>> sent)
    {
        // The last of several wins, as in PHP.
        foreach (var (name, value) in sent) values.TryAdd(name, value.Count > 0 ? value[^1] ?? "" : "");
    }
}
