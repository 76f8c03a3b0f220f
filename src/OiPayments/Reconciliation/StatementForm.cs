using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using OiPayments.Api;

namespace OiPayments.Reconciliation;

/// <summary>
/// A form with a file of a gateway or a bank, read as it comes in: the fields, and then the file as a stream. The fields stand before the
/// file, because a file of a hundred megabytes is not kept anywhere to look for what stands behind it.
/// </summary>
internal sealed class StatementForm(MultipartReader reader)
{
    private const int MaxBoundaryLength = 200;
    private const int MaxFieldLength = 200;
    private const int MaxFields = 10;

    private static readonly Refusal OtherType = new(
        ErrorCode.UnsupportedMediaType,
        "Send a form: Content-Type multipart/form-data with a boundary, the field mode, and the field file with the file. With curl: "
            + "-F mode=LIVE -F file=@settlement.csv. Nothing was kept.");

    private static readonly Refusal Broken = new(
        ErrorCode.ValidationError, "The form ends before it is whole, or cannot be read. Nothing was kept; send it again.");

    public static ValueTask<StatementForm> BindAsync(HttpContext context)
    {
        var request = context.Request;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { HasValue: true, Length: <= MaxBoundaryLength } boundary)
            throw new RefusalException(OtherType);

        // A megabyte for the fields and the form's own lines; the file itself is counted as it is kept.
        const long most = UploadStatement.MaxBytes + 1_000_000;
        if (request.ContentLength > most) throw new RefusalException(UploadStatement.TooLarge);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = most;
        return new(new StatementForm(new(boundary.ToString(), request.Body)));
    }

    /// <summary>The fields, and the file that begins behind them.</summary>
    /// <param name="account">The field that says whose file it is: <c>gateway</c>, or <c>bankAccount</c>.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<Form>> ReadAsync(string account, CancellationToken ct)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                if (section.GetContentDispositionHeader() is not { } disposition) return Broken;
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
                if (disposition.IsFileDisposition()) return FormOf(fields, account, name, FileNameOf(disposition), section.Body);
                if (fields.Count == MaxFields || !fields.TryAdd(name, await ReadFieldAsync(section.Body, ct))) return Broken;
            }
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            return Broken;
        }

        return Wrong("file", "Is missing. The fields come first, the file after them.");
    }

    private static Outcome<Form> FormOf(
        Dictionary<string, string> fields, string account, string name, string fileName, Stream file)
    {
        var errors = new FieldErrors();
        if (name != "file") errors.Add(name, "Is not a field for a file; call it file.");
        foreach (var unknown in fields.Keys.Except(["mode", account, "applicationId", "dryRun"], StringComparer.Ordinal))
            errors.Add(unknown, "Is not a field of this form.");
        var mode = Mode.Live;
        if (!fields.TryGetValue("mode", out var text)) errors.Add("mode", "Is required, before the file.");
        else if (!WireNames<Mode>.TryParse(text, out mode)) errors.Add("mode", $"Must be one of {string.Join(", ", WireNames<Mode>.All)}.");
        ApplicationId? application = null;
        if (fields.TryGetValue("applicationId", out text))
        {
            if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) application = new(number);
            else errors.Add("applicationId", "Must be the number of an application.");
        }

        var isDryRun = false;
        if (fields.TryGetValue("dryRun", out text) && !bool.TryParse(text, out isDryRun)) errors.Add("dryRun", "Must be true or false.");
        return errors.Refusal is { } refusal
            ? refusal
            : new Form(mode, fields.GetValueOrDefault(account), application, isDryRun, fileName, file);
    }

    // What a browser sends is a name; what others send may be a path, or hold what no list should show.
    private static string FileNameOf(ContentDispositionHeaderValue disposition)
    {
        var written = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
        var sent = HeaderUtilities.RemoveQuotes(written).ToString();
        var name = sent[(sent.LastIndexOfAny(['/', '\\']) + 1)..];
        return string.Concat(name.Where(letter => !char.IsControl(letter))) is { Length: > 0 } plain ? plain : "settlement";
    }

    private static async Task<string> ReadFieldAsync(Stream body, CancellationToken ct)
    {
        var buffer = new byte[MaxFieldLength + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return length > MaxFieldLength ? throw new InvalidDataException() : Encoding.UTF8.GetString(buffer, 0, length).Trim();
    }

    private static Refusal Wrong(string field, string what) => new(
        ErrorCode.ValidationError, "The request is not valid. Nothing was kept.",
        new Dictionary<string, string>(StringComparer.Ordinal) { [field] = what });

    /// <param name="Mode">LIVE or TEST.</param>
    /// <param name="Account">Whose file it is; null when nobody says.</param>
    /// <param name="ApplicationId">The application whose own it is about; null for the service's.</param>
    /// <param name="IsDryRun">Whether it is sent to try it out.</param>
    /// <param name="FileName">What the file is called.</param>
    /// <param name="File">Its bytes, read once, from here on.</param>
    public sealed record Form(
        Mode Mode, string? Account, ApplicationId? ApplicationId, bool IsDryRun, string FileName, Stream File);
}
