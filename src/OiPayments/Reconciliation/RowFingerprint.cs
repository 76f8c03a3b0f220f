using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>
/// What a row of a settlement file is known again by, in whatever file and place: all that it says. Where it stands, and what a person
/// calls it, are not part of it.
/// </summary>
internal static class RowFingerprint
{
    /// <summary>The first half of SHA-256 over the row's fields.</summary>
    public static UInt128 Of(SettlementRow row)
    {
        // A field cannot hold the divider: texts of files have no control characters.
        var text = string.Join(
            '\n', WireNames<SettlementRowKind>.Of(row.Kind), row.Currency.Code, row.TransactionId, row.ValidationId, row.BankTransactionId,
            row.RefundId, Number(row.GrossMinor), Number(row.FeeMinor), Number(row.FeeVatMinor), Number(row.NetMinor),
            row.TransactedAt is { } time ? Number(time.UtcTicks) : null, row.SettledOn is { } day ? IsoTime.Day(day) : null,
            row.PayoutReference);
        return BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    public static string Text(UInt128 fingerprint) => fingerprint.ToString("x32", CultureInfo.InvariantCulture);

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
