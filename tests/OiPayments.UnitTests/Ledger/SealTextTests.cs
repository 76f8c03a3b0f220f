using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using OiPayments.Ledger;

namespace OiPayments.UnitTests.Ledger;

public partial class SealTextTests
{
    private static readonly DateTimeOffset Posted = new(2026, 6, 4, 10, 2, 11, TimeSpan.Zero);

    [Fact]
    public void The_text_and_the_hash_are_those_of_the_documentation()
    {
        var guide = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../../docs/ledger.md"));
        var example = TextBlock().Match(guide).Groups["text"].Value;
        var cause = CauseLine().Match(example).Groups["cause"].Value;

        var text = SealText.Of(HashChain.NoHash, 1, JournalOf(cause), [TransferOf(0)]);

        Assert.Equal(example, text);
        Assert.Contains($"the hash is `{SealText.HashOf(text)}`", guide, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cause_cannot_pass_for_another_line()
    {
        var honest = SealText.Of(HashChain.NoHash, 1, JournalOf("a"), [TransferOf(0)]);
        var forged = SealText.Of(
            HashChain.NoHash, 1, JournalOf($"a\n{honest[honest.IndexOf("transfer", StringComparison.Ordinal)..^1]}"), []);

        Assert.NotEqual(honest, forged);
    }

    [Fact]
    public void Transfers_stand_in_the_order_of_their_lines_and_all_of_their_columns_count()
    {
        var text = SealText.Of(HashChain.NoHash, 1, JournalOf("a"), [TransferOf(1), TransferOf(0)]);

        Assert.True(text.IndexOf("transfer 0 ", StringComparison.Ordinal) < text.IndexOf("transfer 1 ", StringComparison.Ordinal));
        Assert.Equal(2, text.Split("GATEWAY_CLEARING APPLICATION_PAYABLE 125050 BDT TEST 2026-06-04T10:02:11.000000Z\n").Length - 1);
    }

    private static JournalRow JournalOf(string cause) => new()
    {
        ApplicationId = new(42),
        Id = new(1005),
        Mode = Mode.Test,
        Currency = Currency.Bdt,
        Cause = cause,
        Kind = JournalKind.Capture,
        PostedAt = Posted,
    };

    private static TransferRow TransferOf(int line) => new()
    {
        ApplicationId = new(42),
        JournalId = new(1005),
        Line = line,
        Mode = Mode.Test,
        Currency = Currency.Bdt,
        Debit = Account.GatewayClearing,
        Credit = Account.ApplicationPayable,
        AmountMinor = 125050,
        PostedAt = Posted,
    };

    private static string Here([CallerFilePath] string here = "") => here;

    [GeneratedRegex("```text\n(?<text>oi-ledger-seal.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TextBlock();

    [GeneratedRegex(@"^cause \d+ (?<cause>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CauseLine();
}
