namespace OiPayments.Payments;

/// <summary>What a gateway's callback says by where it was posted, and the form that it posted.</summary>
internal static class CallbackForm
{
    private const int MaxFields = 200;

    /// <summary>Null for a mode that does not exist.</summary>
    public static Mode? ModeOf(string mode) => mode switch { "test" => Mode.Test, "live" => Mode.Live, _ => null };

    /// <summary>Null when the body is no form. Fields beyond the bound are left out: no gateway sends so many.</summary>
    public static async Task<IReadOnlyList<KeyValuePair<string, string>>?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType) return null;
        try
        {
            var form = await request.ReadFormAsync(ct);
            return [.. form.SelectMany(
                field => field.Value, (field, value) => new KeyValuePair<string, string>(field.Key, value ?? "")).Take(MaxFields)];
        }
        catch (Exception damaged) when (damaged is InvalidDataException or InvalidOperationException)
        {
            // Thousands of fields, an escaped NUL, parts that never end: a stranger's doing, and no failure of ours.
            throw new BadHttpRequestException("The form cannot be read.", damaged);
        }
    }
}
