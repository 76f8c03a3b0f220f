using System.Text;
using System.Text.RegularExpressions;

namespace OiPayments.UnitTests.Dashboard;

/// <summary>Finds the sentences that code says, each with <c>{}</c> for what is put into it.</summary>
internal static partial class SentencesInCode
{
    /// <summary>The texts between two places that are sentences; texts with a + between them are one.</summary>
    public static IEnumerable<string> Between(string code, int start, int end)
    {
        var text = new StringBuilder();
        for (var place = start; place < end; place++)
        {
            if (code[place] != '"') continue;
            place = ReadText(code, place, text);
            if (Plus().Match(code, place + 1) is { Success: true }) continue;
            var whole = text.ToString();
            text.Clear();
            if (Sentence().IsMatch(whole)) yield return whole;
        }
    }

    /// <summary>Reads the text that begins there, and answers where it ends.</summary>
    private static int ReadText(string code, int start, StringBuilder text)
    {
        var isInterpolated = start > 0 && code[start - 1] == '$';
        for (var place = start + 1; ; place++)
        {
            if (code[place] == '"') return place;
            if (isInterpolated && code[place] == '{' && code[place + 1] != '{')
            {
                for (var depth = 1; depth > 0;) depth += code[++place] switch { '{' => 1, '}' => -1, _ => 0 };
                text.Append("{}");
                continue;
            }

            if (isInterpolated && code[place] is '{' or '}' && code[place + 1] == code[place]) place++;
            text.Append(code[place]);
        }
    }

    public static int EndOfCall(string code, int start)
    {
        for (var (place, depth) = (start, 1); ; place++)
        {
            if (code[place] == '"') place = ReadText(code, place, new());
            else if (code[place] == '(') depth++;
            else if (code[place] == ')' && --depth == 0) return place;
        }
    }

    [GeneratedRegex(@"\G\s*\+\s*\$?(?="")", RegexOptions.None, 1000)]
    private static partial Regex Plus();

    [GeneratedRegex(@"\A([A-Z]|\{\}).* .*[.}]\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sentence();
}
