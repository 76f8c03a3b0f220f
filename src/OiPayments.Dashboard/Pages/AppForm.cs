using System.Text.Json;

namespace OiPayments.Dashboard.Pages;

/// <summary>What forms about applications and operators send to their use cases: the fields as JSON, as the API takes them.</summary>
internal static class AppForm
{
    public static JsonElement Write(params IEnumerable<(string Name, object? Value)> fields) =>
        JsonSerializer.SerializeToElement(fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal));

    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>Reads taka; nothing typed is null. False for what is no amount.</summary>
    public static bool TryRead(string? taka, out long? minor)
    {
        minor = null;
        if (string.IsNullOrWhiteSpace(taka)) return true;
        if (!Money.TryParseMajorUnits(taka.Replace(",", "", StringComparison.Ordinal).Trim(), Currency.Bdt, out var money) || money.MinorUnits < 0) return false;
        minor = money.MinorUnits;
        return true;
    }

    public static string? Taka(long? minor) => minor is { } units ? new Money(units, Currency.Bdt).ToMajorUnits() : null;
}
