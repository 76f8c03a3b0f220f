using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Bookkeeping;

/// <summary>
/// Whether an operator may read the books of an application: <c>?applicationId=42&amp;mode=LIVE</c> under <c>/admin/ledger</c>.
/// </summary>
internal sealed class OpenBooks(OiPaymentsDb db)
{
    /// <summary>Null when they may.</summary>
    public async Task<Refusal?> RefuseAsync(SignedInOperator who, Scope scope, CancellationToken ct) =>
        (await FindAsync(who, scope, ct)).IsRefused(out var refusal, out _) ? refusal : null;

    /// <summary>The application whose books they are, when they may.</summary>
    public Task<Outcome<Application>> FindAsync(SignedInOperator who, Scope scope, CancellationToken ct) =>
        db.FindApplicationAsync(who, Permission.LedgerRead, scope.ApplicationId, ct);

    /// <summary>The books that a request names.</summary>
    public static Outcome<Scope> Read(HttpRequest request, SignedInOperator who) =>
        Read(request, who, _ => true).IsRefused(out var refusal, out var asked) ? refusal : asked.Books;

    /// <summary>The books that a request names, and what else it asks for.</summary>
    public static Outcome<(Scope Books, T Else)> Read<T>(HttpRequest request, SignedInOperator who, Func<QueryFields, T> read) =>
        Read(request, who, (query, _) => read(query));

    /// <summary>As the other, where what else is asked for complains by itself.</summary>
    public static Outcome<(Scope Books, T Else)> Read<T>(
        HttpRequest request, SignedInOperator who, Func<QueryFields, FieldErrors, T> read)
    {
        // Who may read no books is told that, and not what else is wrong.
        if (who.Lacks(Permission.LedgerRead) is { } forbidden) return forbidden;
        return QueryFields.Read(request, (query, errors) => (ScopeOf(query, errors), read(query, errors)));
    }

    private static Scope ScopeOf(QueryFields query, FieldErrors errors)
    {
        var (application, mode) = (query.Application("applicationId"), query.Enum<Mode>("mode"));
        if (application is null) errors.Add("applicationId", "Is needed: the number of an application.");
        if (mode is null) errors.Add("mode", $"Is needed: one of {string.Join(", ", WireNames<Mode>.All)}.");
        return new(application.GetValueOrDefault(), mode.GetValueOrDefault());
    }
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
