using System.Globalization;
using System.Text;

namespace OiPayments.Client;

/// <summary>The query of a request. What is null is not asked.</summary>
internal sealed class QueryText
{
    private readonly StringBuilder text = new();

    public void Add(string name, string? value)
    {
        if (value is null) return;
        text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }

    public void Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Add(string name, DateTimeOffset? value) =>
        Add(name, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));

    public override string ToString() => text.ToString();
}
