namespace OiPayments.Gateways.SslCommerz;

/// <summary>Reads what a callback claims, believing nothing. Whatever the form is, there is a notice of it.</summary>
internal static class NoticeReading
{
    private const int MaxIdLength = 50;
    private const int MaxReasonLength = 255;

    public static GatewayNotice Read(IReadOnlyList<KeyValuePair<string, string>> form)
    {
        NoticeClaim? claim = Only(form, "status") switch
        {
            "VALID" or "VALIDATED" => NoticeClaim.Paid,
            "FAILED" => NoticeClaim.Failed,
            "CANCELLED" => NoticeClaim.Cancelled,
            "UNATTEMPTED" => NoticeClaim.Unattempted,
            "EXPIRED" => NoticeClaim.Expired,
            _ => null,
        };
        return new(
            Id(form, "tran_id"),
            claim is NoticeClaim.Paid ? Id(form, "val_id") : null,
            claim,
            claim is null or NoticeClaim.Paid ? "" : FieldText.Fit(Only(form, "error"), MaxReasonLength),
            NoticeEvidence.Of(form),
            form);
    }

    private static string? Id(IReadOnlyList<KeyValuePair<string, string>> form, string name) =>
        Only(form, name) is { } id && FieldText.IsId(id, MaxIdLength) ? id : null;

    // A name that stands there twice says two things, which is nothing.
    private static string? Only(IReadOnlyList<KeyValuePair<string, string>> form, string name)
    {
        string? only = null;
        foreach (var (key, value) in form)
        {
            if (key != name) continue;
            if (only is not null) return null;
            only = value ?? "";
        }

        return only;
    }
}
