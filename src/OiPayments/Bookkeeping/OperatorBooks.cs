using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Ledger;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Bookkeeping;

/// <summary>The books of any application that the operator may read: <c>?applicationId=42&amp;mode=LIVE</c> under <c>/admin/ledger</c>.</summary>
internal sealed class OperatorBooks(OiPaymentsDb db, ReadLedger ledger)
{
    /// <summary>Those books, when the operator may read them.</summary>
    public async Task<Outcome<Scope>> OpenAsync(SignedInOperator who, Scope scope, CancellationToken ct) =>
        (await db.FindApplicationAsync(who, Permission.LedgerRead, scope.ApplicationId, ct)).IsRefused(out var refusal, out _) ? refusal : scope;

    /// <summary>The books that a request names.</summary>
    public async Task<Outcome<Scope>> OpenAsync(SignedInOperator who, HttpRequest request, CancellationToken ct)
    {
        // Who may read no books is told that, and not what else is wrong.
        if (who.Lacks(Permission.LedgerRead) is { } forbidden) return forbidden;

        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var (application, mode) = (query.Application("applicationId"), query.Enum<Mode>("mode"));
        if (application is null) errors.Add("applicationId", "Is needed: the number of an application.");
        if (mode is null) errors.Add("mode", $"Is needed: one of {string.Join(", ", WireNames<Mode>.All)}.");
        return errors.Refusal is { } refusal ? refusal : await OpenAsync(who, new Scope(application.GetValueOrDefault(), mode.GetValueOrDefault()), ct);
    }

    public async Task<Outcome<TrialBalanceDto>> TrialBalanceAsync(SignedInOperator who, Scope scope, DateTimeOffset asOf, CancellationToken ct) =>
        (await OpenAsync(who, scope, ct)).IsRefused(out var refusal, out _) ? refusal : await ledger.TrialBalanceAsync(scope, asOf, ct);

    /// <returns>The page, and how many entries there are in all.</returns>
    public async Task<Outcome<(StatementDto Statement, long Total)>> StatementAsync(SignedInOperator who, Scope scope, StatementPeriod period, PageRequest page, CancellationToken ct) =>
        (await OpenAsync(who, scope, ct)).IsRefused(out var refusal, out _) ? refusal : await ledger.StatementAsync(scope, period, page, ct);

    public async Task<Outcome<JournalDto>> JournalAsync(SignedInOperator who, Scope scope, Id<Journal> id, CancellationToken ct) =>
        (await OpenAsync(who, scope, ct)).IsRefused(out var refusal, out _) ? refusal : await ledger.JournalAsync(scope, id, ct);
}

internal static class AnyBooks
{
    extension(RouteHandlerBuilder endpoint)
    {
        public RouteHandlerBuilder OfAnyBooks() => endpoint
            .Query<ApplicationId>("applicationId", "Whose books.", isRequired: true)
            .Query<Mode>("mode", "The books of which mode.", isRequired: true)
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound)
            .Needs(Permission.LedgerRead);
    }
}
