using System.Text;
using OiPayments.Web;

namespace OiPayments.Api;

/// <summary>Writes rows of RFC 4180: fields quoted where they must be, lines ended by CRLF.</summary>
/// <remarks>
/// By hand, because a library such as CsvHelper would have to be told every rule that is here (what begins a formula, in which scripts, and
/// what is quoted then) and would save the commas alone.
/// </remarks>
internal sealed class CsvText(TextWriter destination)
{
    /// <summary>
    /// A spreadsheet takes a cell that begins so for a formula, and formulas can send data away or start programs. The ideographic
    /// forms are read as the plain ones where Chinese, Japanese or Korean is spoken.
    /// </summary>
    private const string BeginsAFormula = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    // The server refuses to wait for a reader in the middle of a row, so rows gather here until they are flushed.
    private readonly StringBuilder text = new();
    private bool isFirst = true;

    /// <summary>Text of anybody: what a spreadsheet would run gets an apostrophe, which spreadsheets do not show.</summary>
    public CsvText Text(string? value)
    {
        Separate();
        if (string.IsNullOrEmpty(value)) return this;

        var safe = BeginsAFormula.Contains(value[0], StringComparison.Ordinal) ? "'" + value : value;
        if (safe.AsSpan().IndexOfAny("\",\r\n") < 0) text.Append(safe);
        else text.Append($"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        return this;
    }

    /// <summary>A number of ours: may be negative, and is no formula.</summary>
    public CsvText Number(long? value)
    {
        Separate();
        text.Append(value);
        return this;
    }

    public CsvText Time(DateTimeOffset? value) => Text(value is { } time ? IsoTime.Instant(time) : null);

    public void EndRow()
    {
        text.Append("\r\n");
        isFirst = true;
    }

    /// <summary>Sends what was written so far on its way.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        await destination.WriteAsync(text, ct);
        text.Clear();
        await destination.FlushAsync(ct);
    }

    private void Separate()
    {
        if (!isFirst) text.Append(',');
        isFirst = false;
    }
}

/// <summary>
/// A file of rows that is written while it is sent, so that it takes the same memory however long it is. It begins with a byte
/// order mark: without one Excel reads UTF-8 as something else, and Bangla becomes rubbish; other programs skip it or can be told
/// to (<c>utf-8-sig</c>).
/// </summary>
/// <param name="FileName">Fixed, of letters and hyphens, so that nothing of a request gets into a header.</param>
/// <param name="WriteAsync">Writes the rows, flushing as it goes; stops when the reader is gone.</param>
internal sealed record CsvDownload(string FileName, Func<CsvText, CancellationToken, Task> WriteAsync) : IResult
{
    public const string MediaType = "text/csv";

    private const int BufferSize = 16 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = $"{MediaType}; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{FileName}\"";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        UnknownNames.Announce(httpContext);
        if (httpContext.WantsHeadOnly) return;
        await using var text = new StreamWriter(
            response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSize, leaveOpen: true);
        await text.WriteAsync('\uFEFF');
        await WriteAsync(new(text), httpContext.RequestAborted);
    }
}
