using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Ledger;
using OiPayments.Lists;

namespace OiPayments.Bookkeeping;

/// <summary>An account of the caller's books in one currency. Amounts are in minor units; the balance is positive on the side where the account grows.</summary>
internal sealed record AccountDto(
    [property: Description("Which account of the chart.")] Account Code,
    [property: Description("Whether it grows by debits (assets, expenses) or by credits (liabilities, income).")] AccountType Type,
    [property: Description("ISO 4217, in capitals.")] string Currency,
    [property: Description("Minor units: everything debited so far.")] long DebitMinor,
    [property: Description("Minor units: everything credited so far.")] long CreditMinor,
    [property: Description("Minor units. Assets and expenses grow by debits, liabilities by credits.")] long BalanceMinor);

/// <summary>All accounts side by side: the sums of both columns are equal in each currency.</summary>
internal sealed record TrialBalanceDto(
    [property: Description("The instant the balances are of, UTC.")] DateTimeOffset AsOf,
    [property: Description("Every account, in each currency that was ever moved.")] IReadOnlyList<AccountDto> Accounts,
    [property: Description("Both columns added up, per currency.")] IReadOnlyList<TrialBalanceTotal> Totals,
    [property: Description("Whether both sums are equal in every currency; anything but true is a bug of ours.")] bool Balanced);

internal sealed record TrialBalanceTotal(
    [property: Description("ISO 4217, in capitals.")] string Currency,
    [property: Description("Minor units: the debits of all accounts.")] long DebitMinor,
    [property: Description("Minor units: the credits of all accounts.")] long CreditMinor);

/// <summary>A page of one account's entries: what it held before, what moved, what it holds after.</summary>
internal sealed record StatementDto(
    [property: Description("Which account of the chart.")] Account Code,
    [property: Description("ISO 4217, in capitals.")] string Currency,
    [property: Description("Minor units: the balance before the first entry of this page.")] long OpeningMinor,
    [property: Description("Oldest first.")] IReadOnlyList<EntryDto> Entries,
    [property: Description("Minor units: the balance after the last entry of this page.")] long ClosingMinor);

/// <summary>One side of a transfer. One of debit and credit is zero; the balance is the account's after this entry.</summary>
internal sealed record EntryDto(
    [property: Description("The journal this entry is part of.")] long JournalId,
    [property: Description("Its place within the journal.")] int Line,
    [property: Description("The business event that caused it, such as pay_…:capture. Booked once, ever.")] string Cause,
    [property: Description("Why the money was moved in the books.")] JournalKind Kind,
    [property: Description("The account on the other side.")] Account Counterpart,
    [property: Description("Minor units; zero when this side is a credit.")] long DebitMinor,
    [property: Description("Minor units; zero when this side is a debit.")] long CreditMinor,
    [property: Description("Minor units: the account's balance after this entry.")] long BalanceMinor,
    [property: Description("When it was booked, UTC.")] DateTimeOffset PostedAt);

/// <summary>A journal: what happened, and what it moved.</summary>
internal sealed record JournalDto(
    [property: Description("The number of the journal.")] long Id,
    [property: Description("The business event that caused it, such as pay_…:capture. Booked once, ever.")] string Cause,
    [property: Description("Why the money was moved in the books.")] JournalKind Kind,
    [property: Description("ISO 4217, in capitals.")] string Currency,
    [property: Description("When it was booked, UTC.")] DateTimeOffset PostedAt,
    [property: Description("What it moved, in order.")] IReadOnlyList<TransferDto> Transfers);

internal sealed record TransferDto(
    [property: Description("Its place within the journal.")] int Line,
    [property: Description("The account that is debited.")] Account Debit,
    [property: Description("The account that is credited.")] Account Credit,
    [property: Description("Minor units, more than zero.")] long AmountMinor);

/// <summary>Which account's entries, and from when to when: at <see cref="To"/> itself is the next period's.</summary>
internal sealed record StatementPeriod(Account Account, Currency Currency, DateTimeOffset? From, DateTimeOffset? To);

/// <summary><c>GET /ledger/accounts</c>, <c>GET /ledger/accounts/{code}/entries</c> and <c>GET /ledger/trial-balance</c>, and the same under <c>/admin</c>.</summary>
internal sealed class ReadLedger(Book book)
{
    public static void Map(RouteGroupBuilder ledger, RouteGroupBuilder admin)
    {
        DescribeAccounts(ledger.MapGet("/accounts", ListOwnAccountsAsync), "listAccounts");
        DescribeAccounts(admin.MapGet("/accounts", ListAnyAccountsAsync), "listAnyAccounts").OfAnyBooks();
        DescribeStatement(ledger.MapGet("/accounts/{code}/entries", ReadOwnStatementAsync), "readStatement");
        DescribeStatement(admin.MapGet("/accounts/{code}/entries", ReadAnyStatementAsync), "readAnyStatement").OfAnyBooks();
        DescribeTrialBalance(ledger.MapGet("/trial-balance", ReadOwnTrialBalanceAsync), "readTrialBalance");
        DescribeTrialBalance(admin.MapGet("/trial-balance", ReadAnyTrialBalanceAsync), "readAnyTrialBalance").OfAnyBooks();
        admin.MapGet("/journals/{id:long}", ReadAnyJournalAsync)
            .WithName("readJournal")
            .WithSummary("Read a journal")
            .WithDescription("One journal with its transfers. Never changes. Strongly consistent.")
            .Produces<Envelope<JournalDto>>()
            .OfAnyBooks();
    }

    private static RouteHandlerBuilder DescribeAccounts(RouteHandlerBuilder endpoint, string name) => endpoint
        .WithName(name)
        .WithSummary("List accounts")
        .WithDescription("Every account with its balance, in each currency that was ever moved. Strongly consistent.")
        .Query<string>("asOf", "Balances as of this instant, or the end of this day; now when left out.")
        .InTimeZone()
        .Produces<Envelope<IReadOnlyList<AccountDto>>>()
        .Refuses(ErrorCode.ValidationError);

    private static RouteHandlerBuilder DescribeStatement(RouteHandlerBuilder endpoint, string name) => endpoint
        .WithName(name)
        .WithSummary("Read a statement")
        .WithDescription("One account's entries, oldest first, between an opening and a closing balance. Strongly consistent.")
        .Query<string>("currency", "ISO 4217 in capitals; BDT when left out.")
        .WithinPeriod("entries posted")
        .Produces<Envelope<StatementDto>>()
        .Paged(hasCursor: false)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound);

    private static RouteHandlerBuilder DescribeTrialBalance(RouteHandlerBuilder endpoint, string name) => endpoint
        .WithName(name)
        .WithSummary("Read the trial balance")
        .WithDescription("Every account in each currency, with the sums of both columns, which are equal. Strongly consistent.")
        .Query<string>("asOf", "Balances as of this instant, or the end of this day; now when left out.")
        .InTimeZone()
        .Produces<Envelope<TrialBalanceDto>>()
        .Refuses(ErrorCode.ValidationError);

    public async Task<IReadOnlyList<AccountDto>> AccountsAsync(Scope scope, DateTimeOffset asOf, CancellationToken ct) =>
        [.. (await book.BalancesAsync(scope, asOf, ct)).Select(Describe)];

    public async Task<TrialBalanceDto> TrialBalanceAsync(Scope scope, DateTimeOffset asOf, CancellationToken ct)
    {
        var balances = await book.BalancesAsync(scope, asOf, ct);
        List<TrialBalanceTotal> totals =
        [
            .. balances.GroupBy(balance => balance.Currency.Code)
                .Select(currency => new TrialBalanceTotal(currency.Key, currency.Sum(b => b.DebitMinor), currency.Sum(b => b.CreditMinor))),
        ];
        return new(asOf, [.. balances.Select(Describe)], totals, totals.All(total => total.DebitMinor == total.CreditMinor));
    }

    /// <returns>The page, and how many entries there are in all.</returns>
    public async Task<(StatementDto Statement, long Total)> StatementAsync(Scope scope, StatementPeriod period, PageRequest page, CancellationToken ct)
    {
        var found = await book.StatementAsync(scope, period.Account, period.Currency, period.From, period.To, page.Number * page.Size, page.Size, ct);
        return (new(period.Account, period.Currency.Code, found.OpeningMinor, [.. found.Entries.Select(Describe)], found.ClosingMinor), found.TotalEntries);
    }

    public async Task<Outcome<JournalDto>> JournalAsync(Scope scope, Id<Journal> id, CancellationToken ct) => await book.FindAsync(scope, id, ct) is { } journal
        ? new JournalDto(
            journal.Id, journal.Cause, journal.Kind, journal.Currency.Code, journal.PostedAt,
            [.. journal.Transfers.Select(transfer => new TransferDto(transfer.Line, transfer.Debit, transfer.Credit, transfer.AmountMinor))])
        : Refusal.NotFound("journal");

    private static Task<Reply> ListOwnAccountsAsync(HttpRequest request, CallingApplication caller, ReadLedger read, TimeProvider clock, CancellationToken ct) =>
        ListAccountsAsync(request, caller.Scope, read, clock, ct);

    private static async Task<Reply> ListAnyAccountsAsync(
        HttpRequest request, SignedInOperator who, OperatorBooks books, ReadLedger read, TimeProvider clock, CancellationToken ct) =>
        (await books.OpenAsync(who, request, ct)).IsRefused(out var refusal, out var scope) ? Reply.Refused(refusal, clock) : await ListAccountsAsync(request, scope, read, clock, ct);

    private static Task<Reply> ReadOwnStatementAsync(string code, HttpRequest request, CallingApplication caller, ReadLedger read, TimeProvider clock, CancellationToken ct) =>
        ReadStatementAsync(code, request, caller.Scope, read, clock, ct);

    private static async Task<Reply> ReadAnyStatementAsync(
        string code, HttpRequest request, SignedInOperator who, OperatorBooks books, ReadLedger read, TimeProvider clock, CancellationToken ct) =>
        (await books.OpenAsync(who, request, ct)).IsRefused(out var refusal, out var scope)
            ? Reply.Refused(refusal, clock)
            : await ReadStatementAsync(code, request, scope, read, clock, ct);

    private static Task<Reply> ReadOwnTrialBalanceAsync(HttpRequest request, CallingApplication caller, ReadLedger read, TimeProvider clock, CancellationToken ct) =>
        ReadTrialBalanceAsync(request, caller.Scope, read, clock, ct);

    private static async Task<Reply> ReadAnyTrialBalanceAsync(
        HttpRequest request, SignedInOperator who, OperatorBooks books, ReadLedger read, TimeProvider clock, CancellationToken ct) =>
        (await books.OpenAsync(who, request, ct)).IsRefused(out var refusal, out var scope)
            ? Reply.Refused(refusal, clock)
            : await ReadTrialBalanceAsync(request, scope, read, clock, ct);

    private static async Task<Reply> ReadAnyJournalAsync(
        long id, HttpRequest request, SignedInOperator who, OperatorBooks books, ReadLedger read, TimeProvider clock, CancellationToken ct) =>
        (await books.OpenAsync(who, request, ct)).IsRefused(out var refusal, out var scope)
            ? Reply.Refused(refusal, clock)
            : Reply.Ok(await read.JournalAsync(scope, new(id), ct), LedgerJson.Default.JournalDto, clock);

    private static async Task<Reply> ListAccountsAsync(HttpRequest request, Scope scope, ReadLedger read, TimeProvider clock, CancellationToken ct) =>
        ReadAsOf(request, clock).IsRefused(out var refusal, out var asOf)
            ? Reply.Refused(refusal, clock)
            : Reply.Ok(await read.AccountsAsync(scope, asOf, ct), LedgerJson.Default.IReadOnlyListAccountDto, clock);

    private static async Task<Reply> ReadTrialBalanceAsync(HttpRequest request, Scope scope, ReadLedger read, TimeProvider clock, CancellationToken ct) =>
        ReadAsOf(request, clock).IsRefused(out var refusal, out var asOf)
            ? Reply.Refused(refusal, clock)
            : Reply.Ok(await read.TrialBalanceAsync(scope, asOf, ct), LedgerJson.Default.TrialBalanceDto, clock);

    private static async Task<Reply> ReadStatementAsync(string code, HttpRequest request, Scope scope, ReadLedger read, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var (page, currency, (from, to)) = (query.Page(), query.Currency("currency") ?? Currency.Bdt, query.Period());
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);
        if (!WireNames<Account>.TryParse(code, out var account)) return Reply.Refused(Refusal.NotFound("account"), clock);

        var (statement, total) = await read.StatementAsync(scope, new(account, currency, from, to), page, ct);
        return Reply.PageOf(statement, LedgerJson.Default.StatementDto, page, total, clock);
    }

    private static Outcome<DateTimeOffset> ReadAsOf(HttpRequest request, TimeProvider clock)
    {
        var errors = new FieldErrors();
        var asOf = new QueryFields(request.Query, errors).AsOf("asOf") ?? clock.GetUtcNow();
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
[JsonSerializable(typeof(JournalDto))]
internal sealed partial class LedgerJson : JsonSerializerContext;
