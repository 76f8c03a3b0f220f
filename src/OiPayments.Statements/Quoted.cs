namespace OiPayments.Statements;

/// <summary>Texts of a file as the sentences of a refusal show them: short, on one line, between quotation marks.</summary>
internal static class Quoted
{
    private const int MaxLength = 40;

    public static string Of(string text)
    {
        var shown = string.Create(text.Length, text, static (letters, text) =>
        {
            for (var i = 0; i < text.Length; i++) letters[i] = char.IsControl(text[i]) ? ' ' : text[i];
        }).Trim();
        return shown.Length <= MaxLength ? $"“{shown}”" : $"“{shown.CutTo(MaxLength)}…”";
    }

    public static string List(IEnumerable<string> texts) => string.Join(", ", texts.Select(Of));
}
