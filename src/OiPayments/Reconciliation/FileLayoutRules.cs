using OiPayments.Api;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>What holds for the mapping of any file with columns: a gateway's or a bank's.</summary>
internal static class FileLayoutRules
{
    public const int MaxColumns = 100;
    public const int MaxIgnored = 400;
    public const int MaxHeaderLength = 100;
    public const int MaxHeaderRow = 100;
    private const int MaxSheetLength = 100;
    private const int MaxPatternLength = 40;

    extension(FieldErrors errors)
    {
        /// <param name="headers">Of the columns that are mapped.</param>
        /// <param name="fields">What they hold, in the words of the wire.</param>
        /// <param name="ignored">Headers of columns that nobody needs.</param>
        public void CheckColumns(IReadOnlyList<string> headers, IEnumerable<string> fields, IReadOnlyList<string>? ignored)
        {
            if (headers.Count == 0) errors.Add("columns", "Must hold a column at least.");
            if (headers.Count > MaxColumns) errors.Add("columns", $"Holds at most {MaxColumns} columns.");
            if (ignored is { Count: > MaxIgnored }) errors.Add("ignored", $"Holds at most {MaxIgnored} columns.");
            foreach (var field in fields.GroupBy(field => field, StringComparer.Ordinal).Where(group => group.Count() > 1))
                errors.Add("columns", $"{field.Key} stands there twice: a file has one column of each.");
            foreach (var header in headers.Concat(ignored ?? [])
                .GroupBy(HeaderText.Plain, StringComparer.Ordinal).Where(group => group.Count() > 1))
                errors.Add("columns", $"{header.First()} stands there twice.");
        }

        public void CheckColumn(string header, string? datePattern)
        {
            errors.CheckFilled("header", header, MaxHeaderLength);
            if (datePattern is { } pattern) errors.CheckFilled("datePattern", pattern, MaxPatternLength);
        }

        public void CheckLayout(string? sheet, string? separator, string? timeZone)
        {
            if (sheet is not null) errors.CheckFilled("sheet", sheet, MaxSheetLength);
            if (timeZone is not null && !TimeZones.TryFind(timeZone, out _)) errors.Add("timeZone", TimeZones.WhyUnknown);
            if (separator is { Length: not 1 }) errors.Add("separator", "Must be one character, such as , or ; or a tab.");
        }
    }
}
