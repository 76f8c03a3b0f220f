using OiPayments.Statements.Values;

namespace OiPayments.Statements;

/// <summary>What can be wrong with a mapping before any file is read.</summary>
internal static class MappingCheck
{
    private static readonly SettlementField[] Times = [SettlementField.TransactedAt, SettlementField.SettledOn];

    /// <exception cref="FileRefusedException">It names something twice, or no file could be read by it.</exception>
    public static void Check(SettlementMapping mapping)
    {
        RefuseTwice(mapping.Columns.Select(column => column.Header), mapping.Ignored);
        RefuseFieldTwice(mapping.Columns.Select(column => column.Field.ToString()));
        CheckAmounts([.. mapping.Columns.Select(column => column.Field)]);
        CheckKinds(mapping);
        foreach (var column in mapping.Columns.Where(column => Times.Contains(column.Field)))
            CheckPattern(column.Header, column.DatePattern);
        CheckSeparator(mapping.Separator);
        CheckTimeZone(mapping.TimeZone);
    }

    /// <summary>Refuses a header that is mapped twice, or mapped and ignored.</summary>
    public static void RefuseTwice(IEnumerable<string> mapped, IEnumerable<string> ignored)
    {
        var seen = new HashSet<string>();
        foreach (var header in mapped.Concat(ignored.DistinctBy(Words.Plain)))
        {
            var plain = Words.Plain(header);
            if (plain.Length == 0) throw Wrong($"names a column {Quoted.Of(header)}, which has no letter and no digit.");
            if (!seen.Add(plain)) throw Wrong($"names the column {Quoted.Of(header)} twice. Remove one.");
        }
    }

    public static void RefuseFieldTwice(IEnumerable<string> fields)
    {
        if (fields.CountBy(field => field).FirstOrDefault(field => field.Value > 1).Key is { } twice)
            throw Wrong($"has two columns for {twice}. Keep one.");
    }

    public static void CheckPattern(string header, string? pattern)
    {
        if (!DatePattern.TryOf(pattern, out _))
        {
            throw Wrong(
                $"reads {Quoted.Of(header)} by the pattern {Quoted.Of(pattern ?? "")}, which does not write day, month and year so that "
                + "they can be read again. Write one such as dd/MM/yyyy HH:mm:ss, or dd/MM/yyyy hh:mm tt.");
        }
    }

    public static void CheckSeparator(char? separator)
    {
        if (separator is '"' or '\r' or '\n' or '\0' || separator is { } letter && char.IsLetterOrDigit(letter))
            throw Wrong("names a separator that cannot stand between cells. Choose a comma, a semicolon, a tab or a bar, or leave it out.");
    }

    public static void CheckTimeZone(string zone)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            throw Wrong($"names the time zone {Quoted.Of(zone)}, which nobody knows. Choose one such as Asia/Dhaka.");
    }

    public static FileRefusedException Wrong(string problem) => new($"The mapping {problem}");

    private static void CheckAmounts(HashSet<SettlementField> fields)
    {
        var (debit, credit) = (fields.Contains(SettlementField.Debit), fields.Contains(SettlementField.Credit));
        if (debit != credit) throw Wrong("has only one of Debit and Credit. Map both, or one of them as Net.");
        if (debit && fields.Contains(SettlementField.Net)) throw Wrong("has Net, and also Debit and Credit. Keep one or the other.");
        if (!debit && !fields.Contains(SettlementField.Net) && !fields.Contains(SettlementField.Gross))
            throw Wrong("has no amount. Map a column as Gross or Net, or two as Debit and Credit.");
    }

    private static void CheckKinds(SettlementMapping mapping)
    {
        foreach (var words in mapping.Kinds.GroupBy(kind => Words.Plain(kind.Key)))
        {
            if (words.Key.Length == 0) throw Wrong("has a kind of row without a word.");
            if (words.Count() > 1) throw Wrong($"has the word {Quoted.Of(words.First().Key)} twice. Keep one.");
        }
    }
}
