namespace OiPayments.Dashboard.Parts;

/// <summary>A secret that is shown once.</summary>
/// <param name="Name">What it is, for people.</param>
/// <param name="Value">The secret.</param>
/// <param name="Variable">What a program's environment calls it; null for what no program takes.</param>
public sealed record ShownSecret(string Name, string Value, string? Variable = null)
{
    public override string ToString() => Name;

    public static ShownSecret ApiKey(Mode mode, string value) => new($"{Word(mode)} API key", value, $"OI_PAYMENTS_{Word(mode)}_API_KEY");

    public static ShownSecret ApiSecret(Mode mode, string value) =>
        new($"{Word(mode)} API secret", value, $"OI_PAYMENTS_{Word(mode)}_API_SECRET");

    public static ShownSecret SigningSecret(string value) => new("Webhook signing secret", value, "OI_PAYMENTS_WEBHOOK_SECRET");

    private static string Word(Mode mode) => WireNames<Mode>.Of(mode);
}
