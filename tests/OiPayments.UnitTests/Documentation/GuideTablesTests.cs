using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Api;
using OiPayments.Bookkeeping;
using OiPayments.Documentation;
using OiPayments.DueWork;
using OiPayments.Invoices;
using OiPayments.Ledger;
using OiPayments.Lifecycles;
using OiPayments.Payments;
using OiPayments.Privacy;
using OiPayments.Reconciliation;
using OiPayments.Refunds;
using OiPayments.Verification;
using OiPayments.Webhooks;

namespace OiPayments.UnitTests.Documentation;

/// <summary>
/// What a guide lists is what there is: no event, code, journal or rule is missing from its table, and none is only there.
/// </summary>
public partial class GuideTablesTests
{
    [Fact]
    public void Events() => Assert.Equal(
        EventTypes.All.Select(type => (type.Name, NameOf(type.Subject), type.Meaning)),
        TableOf("webhooks.md", "type").Select(row => (Codes(row[0]).Single(), row[1], row[2])));

    /// <summary>The guide only links to them, so that there is one copy; its page shows them.</summary>
    [Fact]
    public void Configurations_of_proxies_are_the_files_of_deploy()
    {
        var page = WebUtility.HtmlDecode(Guides.Find("proxies")!.Html);

        foreach (var file in (string[])["nginx/oi-payments.conf", "haproxy/oi-payments.cfg"])
            Assert.Contains(File.ReadAllText(Path.Combine(Repository.Folder("deploy"), file)), page, StringComparison.Ordinal);
        Assert.DoesNotContain(Guides.All, guide => guide.Html.Contains("../deploy/", StringComparison.Ordinal));
    }

    [Fact]
    public void How_long_things_are_kept() => Assert.Equal(
        RetentionOptions.Rules.Select(rule => ($"Retention__{rule.Setting}", $"{rule.Days}", $"{rule.LeastDays}")),
        TableOf("privacy.md", "setting").Select(row => (Codes(row[0]).Single(), row[2], row[3])));

    /// <summary>What the guide says is erased is what is erased.</summary>
    [Fact]
    public void Kinds_of_records_with_personal_data() => Assert.Equal(
        PersonalData.Tables.Select(table => table.Kind).Append(PersonalData.KeptAnswersKind),
        TableOf("privacy.md", "kind").Select(row => Codes(row[0]).Single()));

    [Fact]
    public void Journals()
    {
        var rows = TableOf("ledger.md", "kind");

        Assert.Equal(Enum.GetValues<JournalKind>().Select(WireNames<JournalKind>.Of), rows.Select(row => Codes(row[0]).Single()));
        Assert.Equal(
            Enum.GetValues<JournalKind>().Select(JournalCause.SuffixOf),
            rows.Select(row => Codes(row[1]).Single()).Select(cause => cause[cause.IndexOf(':', StringComparison.Ordinal)..]));
    }

    [Fact]
    public void Accounts() => Assert.Equal(
        Enum.GetValues<Account>().Select(WireNames<Account>.Of), TableOf("ledger.md", "code").Select(row => Codes(row[0]).Single()));

    [Fact]
    public void Rules_of_verify()
    {
        var services = new ServiceCollection();
        services.AddVerification();

        // A name needs no database, which is all that their constructors take.
        var names = services.Where(service => service.ServiceType == typeof(IInvariant))
            .Select(service => ((IInvariant)RuntimeHelpers.GetUninitializedObject(service.ImplementationType!)).Name);

        Assert.Equal(names, TableOf("ledger.md", "rule").Select(row => row[0]));
    }

    [Fact]
    public void Steps_and_what_they_cause() => Assert.Equal(
        [
            .. RowsOf("payment", PaymentLifecycle.Steps),
            .. RowsOf("attempt", AttemptLifecycle.Steps),
            .. RowsOf("refund", RefundLifecycle.Steps),
            .. RowsOf("refund, by the gateway's word over a person's", RefundLifecycle.Contradictions),
            .. RowsOf("invoice", InvoiceLifecycle.Steps),
            .. RowsOf("manual journal", ManualJournalLifecycle.Steps),
            .. RowsOf("settlement file", StatementLifecycle.Steps),
            .. RowsOf("payout", PayoutLifecycle.Steps),
            .. RowsOf("delivery", DeliveryLifecycle.Steps),
        ],
        TableOf("architecture.md", "record").Select(row => string.Join(" | ", row)));

    [Fact]
    public void Error_codes_and_their_statuses()
    {
        var rows = TableOf("errors.md", "code");

        Assert.Equal(
            Enum.GetValues<ErrorCode>().Select(WireNames<ErrorCode>.Of).Order(StringComparer.Ordinal),
            rows.SelectMany(row => Codes(row[0])).Order(StringComparer.Ordinal));
        foreach (var row in rows)
        {
            foreach (var code in Codes(row[0]))
                Assert.Contains(
                    $"{ErrorCodes.StatusOf(Enum.GetValues<ErrorCode>().Single(one => WireNames<ErrorCode>.Of(one) == code))}",
                    row[1].Split(", "));
        }
    }

    /// <summary>The rows beneath a heading line whose first cell is <paramref name="first"/>, cell by cell.</summary>
    private static List<string[]> TableOf(string guide, string first)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Guides, guide));
        var heading = Array.FindIndex(lines, line => line.StartsWith($"| {first} |", StringComparison.Ordinal));
        Assert.True(heading >= 0, $"docs/{guide} has no table that begins with '{first}'.");
        return [.. lines[(heading + 2)..]
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries))];
    }

    private static string NameOf(EventSubject subject) => subject switch
    {
        EventSubject.Payment => "the payment",
        EventSubject.Refund => "the refund",
        EventSubject.Invoice => "the invoice",
        EventSubject.Ping => "a message",
    };

    /// <summary>Steps that lead to the same and cause the same share a row.</summary>
    private static IEnumerable<string> RowsOf<TStatus>(string record, Lifecycle<TStatus> lifecycle)
        where TStatus : struct, Enum =>
        from step in lifecycle.All
        group step.From by (step.To, step.Journal, step.Event) into same
        let before = string.Join(", ", same.Select(status => $"`{WireNames<TStatus>.Of(status)}`"))
        let journal = same.Key.Journal is { } kind ? $"`{WireNames<JournalKind>.Of(kind)}`" : "–"
        let told = same.Key.Event is { } type ? $"`{type}`" : "–"
        select $"{record} | {before} | `{WireNames<TStatus>.Of(same.Key.To)}` | {journal} | {told}";

    private static IEnumerable<string> Codes(string cell) => CodeInTicks().Matches(cell).Select(match => match.Groups["code"].Value);

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeInTicks();
}
