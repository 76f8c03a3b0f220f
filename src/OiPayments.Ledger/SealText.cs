using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OiPayments.Ledger;

/// <summary>
/// What a seal is the SHA-256 of: every column of a journal and of its transfers, after the hash of the journal before, as UTF-8
/// lines that each end in a line feed. docs/ledger.md tells strangers how to write it; a test holds both to the same example.
/// </summary>
internal static class SealText
{
    public static string Of(string previousHash, long position, JournalRow journal, IEnumerable<TransferRow> transfers)
    {
        var text = new StringBuilder(512);
        Line($"oi-ledger-seal 1");
        Line($"previous {previousHash}");
        Line($"application {journal.ApplicationId}");
        Line($"mode {WireNames<Mode>.Of(journal.Mode)}");
        Line($"position {position}");
        Line($"journal {journal.Id}");
        Line($"currency {journal.Currency}");
        Line($"kind {WireNames<JournalKind>.Of(journal.Kind)}");
        Line($"posted {IsoTime.SealedInstant(journal.PostedAt)}");

        // Its length first: no cause, whatever it holds, can pass for a line of another kind.
        Line($"cause {Encoding.UTF8.GetByteCount(journal.Cause)} {journal.Cause}");
        foreach (var transfer in transfers.OrderBy(transfer => transfer.Line))
        {
            var (debit, credit, mode) = (
                WireNames<Account>.Of(transfer.Debit), WireNames<Account>.Of(transfer.Credit), WireNames<Mode>.Of(transfer.Mode));
            var posted = IsoTime.SealedInstant(transfer.PostedAt);
            Line($"transfer {transfer.Line} {debit} {credit} {transfer.AmountMinor} {transfer.Currency} {mode} {posted}");
        }

        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
