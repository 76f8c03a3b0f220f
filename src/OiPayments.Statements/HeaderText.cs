using OiPayments.Statements.Values;

namespace OiPayments.Statements;

/// <summary>How headers of files, and the words of their kinds, are compared.</summary>
public static class HeaderText
{
    /// <summary>The letters and digits alone, in small letters: equal for what counts as one.</summary>
    public static string Plain(string header) => Words.Plain(header);
}
