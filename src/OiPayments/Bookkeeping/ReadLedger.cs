using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Applications;
using OiPayments.Ledger;
using OiPayments.Web;

namespace OiPayments.Bookkeeping;

/// <summary>An account of the caller's books in one currency. Amounts are in minor units; the balance is positive on the side where the account grows.</summary>
internal sealed record AccountDto(
    Account Code, AccountType Type, string Currency, long DebitMinor, long CreditMinor,
    [property: Description("Minor units. Assets and expenses grow by debits, liabilities by credits.")] long BalanceMinor);

/// <summary>All accounts side by side: the sums of both columns are equal in each currency.</summary>
internal sealed record TrialBalanceDto(DateTimeOffset AsOf, IReadOnlyList<AccountDto> Accounts, IReadOnlyList<TrialBalanceTotal> Totals, bool Balanced);

internal sealed record TrialBalanceTotal(string Currency, long DebitMinor, long CreditMinor);

/// <summary>A page of one account's entries: what it held before, what moved, what it holds after.</summary>
internal sealed record StatementDto(Account Code, string Currency, long OpeningMinor, IReadOnlyList<EntryDto> Entries, long ClosingMinor);

/// <summary>One side of a transfer. One of debit and credit is zero; the balance is the account's after this entry.</summary>
internal sealed record EntryDto(
    long JournalId, int Line, string Cause, JournalKind Kind, Account Counterpart, long DebitMinor, long CreditMinor, long BalanceMinor, DateTimeOffset PostedAt);

/// <summary><c>GET /ledger/accounts</c>, <c>GET /ledger/accounts/{code}/entries</c> and <c>GET /ledger/trial-balance</c>.</summary>
internal static class ReadLedger
{
    public static void Map(RouteGroupBuilder api)
    {
        var ledger = api.MapGroup("/ledger").WithTags("Ledger").RequireApplication();
        ledger.MapGet("/accounts", ListAccountsAsync)
            .WithSummary("List accounts")
            .WithDescription("Every account with its balance, in each currency that was ever moved. Strongly consistent.")
            .Query("asOf", "Balances as of this instant; now when left out.")
            .Produces<Envelope<IReadOnlyList<AccountDto>>>()
            .Refuses(ErrorCode.ValidationError);
        ledger.MapGet("/accounts/{code}/entries", ReadStatementAsync)
            .WithSummary("Read a statement")
            .WithDescription("One account's entries, oldest first, between an opening and a closing balance. Strongly consistent.")
            .Query("currency", "BDT when left out.")
            .Query("from", "Only entries posted at or after this instant.")
            .Query("to", "Only entries posted before this instant, so that periods that meet share no entry.")
            .Produces<Envelope<StatementDto>>()
            .Paged()
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound);
        ledger.MapGet("/trial-balance", ReadTrialBalanceAsync)
            .WithSummary("Read the trial balance")
            .WithDescription("Strongly consistent.")
            .Query("asOf", "Balances as of this instant; now when left out.")
            .Produces<Envelope<TrialBalanceDto>>()
            .Refuses(ErrorCode.ValidationError);
    }

    private static async Task<Reply> ListAccountsAsync(HttpRequest request, CallingApplication caller, Book book, TimeProvider clock, CancellationToken ct)
    {
        if (ReadAsOf(request, clock).IsRefused(out var refusal, out var asOf)) return Reply.Refused(refusal, clock);
        var balances = await book.BalancesAsync(caller.Scope, asOf, ct);
        return Reply.Ok<IReadOnlyList<AccountDto>>([.. balances.Select(Describe)], LedgerJson.Default.IReadOnlyListAccountDto, clock);
    }

    private static async Task<Reply> ReadTrialBalanceAsync(HttpRequest request, CallingApplication caller, Book book, TimeProvider clock, CancellationToken ct)
    {
        if (ReadAsOf(request, clock).IsRefused(out var refusal, out var asOf)) return Reply.Refused(refusal, clock);
        var balances = await book.BalancesAsync(caller.Scope, asOf, ct);
        List<TrialBalanceTotal> totals =
        [
            .. balances.GroupBy(balance => balance.Currency.Code)
                .Select(currency => new TrialBalanceTotal(currency.Key, currency.Sum(b => b.DebitMinor), currency.Sum(b => b.CreditMinor))),
        ];
        return Reply.Ok(
            new TrialBalanceDto(asOf, [.. balances.Select(Describe)], totals, totals.All(total => total.DebitMinor == total.CreditMinor)),
            LedgerJson.Default.TrialBalanceDto, clock);
    }

    private static async Task<Reply> ReadStatementAsync(
        string code, HttpRequest request, CallingApplication caller, Book book, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var (page, currency, from, to) = (query.Page(), query.Currency("currency") ?? Currency.Bdt, query.Time("from"), query.Time("to"));
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);
        if (!WireNames<Account>.TryParse(code, out var account)) return Reply.Refused(Refusal.NotFound("account"), clock);

        var statement = await book.StatementAsync(caller.Scope, account, currency, from, to, page.Number * page.Size, page.Size, ct);
        var data = new StatementDto(account, currency.Code, statement.OpeningMinor, [.. statement.Entries.Select(Describe)], statement.ClosingMinor);
        return Reply.PageOf(data, LedgerJson.Default.StatementDto, page, statement.TotalEntries, clock);
    }

    private static Outcome<DateTimeOffset> ReadAsOf(HttpRequest request, TimeProvider clock)
    {
        var errors = new FieldErrors();
        var asOf = new QueryFields(request.Query, errors).Time("asOf") ?? clock.GetUtcNow();
        return errors.Refusal is { } refusal ? refusal : asOf;
    }

    private static AccountDto Describe(AccountBalance b) => new(b.Account, b.Account.Type, b.Currency.Code, b.DebitMinor, b.CreditMinor, b.BalanceMinor);

    private static EntryDto Describe(StatementEntry e) => new(
        e.JournalId, e.Line, e.Cause, e.Kind, e.Counterpart, e.DebitMinor, e.CreditMinor, e.BalanceMinor, e.PostedAt);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(UtcJsonConverter), typeof(WireNameJsonConverter<Account>), typeof(WireNameJsonConverter<AccountType>), typeof(WireNameJsonConverter<JournalKind>)])]
[JsonSerializable(typeof(IReadOnlyList<AccountDto>))]
[JsonSerializable(typeof(TrialBalanceDto))]
[JsonSerializable(typeof(StatementDto))]
internal sealed partial class LedgerJson : JsonSerializerContext;
