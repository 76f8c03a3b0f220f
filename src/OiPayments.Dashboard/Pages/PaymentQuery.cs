using System.Globalization;
using OiPayments.Lists;
using OiPayments.Payments;

namespace OiPayments.Dashboard.Pages;

/// <summary>
/// What the address of the payments page, and of its CSV, says about which payments are meant. What cannot be read is no filter.
/// </summary>
internal static class PaymentQuery
{
    public static PaymentFilter Read(Mode mode, string? search, string? status, string? app, string? money, string? from, string? to) =>
        new()
        {
            Mode = mode,
            Search = search?.Trim() is { Length: > 0 and <= PaymentFilter.MaxSearchLength } wanted && !wanted.Any(char.IsControl)
            ? wanted
            : null,
            Status = WireNames<PaymentStatus>.TryParse(status, out var known) ? known : null,
            ApplicationId = uint.TryParse(app, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new(id) : null,
            Held = money == "held" ? true : null,
            Suspended = money == "suspended" ? true : null,
            FromTime = Shell.Period.Begin(from),
            ToTime = Shell.Period.End(to),
        };
}

/// <summary>Which page of a list the address means.</summary>
internal static class Listing
{
    /// <param name="after">A cursor of ours; anything else begins at the beginning.</param>
    /// <param name="size">Rows a page.</param>
    public static PageRequest Page(string? after, int size) =>
        new(0, size, Ascending: false, after is not null && Cursor.TryParse(after, out var cursor) ? cursor : null);

    /// <param name="number">Zero-based; anything else is the first page.</param>
    /// <param name="size">Rows a page.</param>
    public static PageRequest Number(int number, int size) =>
        new(number > 0 && (long)number * size <= PageRequest.MaxOffset ? number : 0, size, Ascending: false, After: null);
}
