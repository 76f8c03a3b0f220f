using System.Globalization;
using System.Linq.Expressions;
using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary>
/// Finds payments by whatever somebody reads out or pastes: the newest first, of those that the filters leave. What fits few is gone
/// straight to through an index. What fits very many payments of an application is looked for the other way round: from the newest
/// payment on, where the next one that fits is never far.
/// </summary>
internal sealed class FindPayments
{
    /// <summary>More than so many payments of one application that fit one meaning of the text are very many.</summary>
    private const int Many = 10_000;

    /// <summary>
    /// Where very many fit, only the newest so many payments of each application and mode are looked through for a total.
    /// </summary>
    private const int CountedWithin = 2_000;

    private readonly OiPaymentsDb db;
    private readonly SignedInOperator who;
    private readonly Permission permission;
    private readonly PaymentFilter filter;
    private readonly Func<IQueryable<Payment>, IQueryable<Payment>> narrow;
    private readonly IQueryable<Application> applications;
    private readonly List<Meaning> meanings;

    /// <param name="db">Where to look.</param>
    /// <param name="who">Who looks.</param>
    /// <param name="permission">What for.</param>
    /// <param name="filter">What is looked for, and in which application, mode and time.</param>
    /// <param name="narrow">What else must hold.</param>
    public FindPayments(
        OiPaymentsDb db, SignedInOperator who, Permission permission, PaymentFilter filter,
        Func<IQueryable<Payment>, IQueryable<Payment>> narrow)
    {
        (this.db, this.who, this.permission, this.filter, this.narrow) = (db, who, permission, filter, narrow);
        applications = db.ApplicationsFor(who, permission);
        if (filter.ApplicationId is { } one) applications = applications.Where(a => a.Id == one);
        meanings = [.. MeaningsOf(filter.Search ?? throw new ArgumentException("Nothing is searched for.", nameof(filter)))];
    }

    /// <summary>One page of them.</summary>
    public async Task<Page<Payment>> PageAsync(PageRequest page, CancellationToken ct)
    {
        var full = await WithVeryManyAsync(ct);
        if (full.Count == 0) return await Few(meaning => meaning.Keys(applications)).TakePageAsync(page, ct);

        var all = await applications.Select(a => a.Id).ToListAsync(ct);
        var few = Few(meaning => full.TryGetValue(meaning, out var owners)
            ? KeysOf(meaning, [.. all.Except(owners)])
            : meaning.Keys(applications));

        // One meaning at a time: several in one condition would make the database read all that fits any of them.
        var needed = page.Offset + page.Size + 1;
        var found = await few.AsNoTracking().Behind(page).InOrderOf(page).Take(needed).ToListAsync(ct);
        foreach (var (meaning, owners) in full)
            found.AddRange(await db.FirstAcrossAsync<Payment>(
                db.OwnersAmong(owners), filter.Mode, payments => narrow(payments).Where(meaning.Fits), page, needed, ct));
        List<Payment> merged = [.. found.DistinctBy(p => (p.ApplicationId, p.Id))
            .AsQueryable()
            .InOrderOf(page)
            .Skip(page.Offset)
            .Take(page.Size + 1)];
        return await merged.ToPageAsync(
            ByCreation<Payment>.Key, page,
            () => CountAsync(few, full, ct)) with
        { IsTotalExact = page.Number == 0 && page.After is null && merged.Count <= page.Size };
    }

    /// <summary>All of them, in parts that are each in one order: however many fit, none is left out, and none is in two.</summary>
    public async Task<IReadOnlyList<IQueryable<Payment>>> PartsAsync(CancellationToken ct)
    {
        var owners = (await WithVeryManyAsync(ct)).Values.SelectMany(some => some).Distinct().Order().ToList();
        var fits = meanings.Select(meaning => meaning.Fits).Aggregate(Or);
        var others = owners.Count == 0 ? applications : applications.Where(a => !owners.Contains(a.Id));
        return
        [
            Few(meaning => meaning.Keys(others)),
            .. from application in owners
               from mode in filter.Mode is { } only ? [only] : Enum.GetValues<Mode>()
               select narrow(db.Of<Payment>(new Scope(application, mode))).Where(fits),
        ];
    }

    /// <summary>The meanings that very many payments of an application fit, and of which applications.</summary>
    private async Task<Dictionary<Meaning, List<ApplicationId>>> WithVeryManyAsync(CancellationToken ct)
    {
        var perhaps = meanings.Where(meaning => meaning.FitsVeryMany is not null).ToList();
        if (perhaps.Count == 0) return [];
        var found =
            await perhaps.Select((meaning, number) => applications.Where(meaning.FitsVeryMany!).Select(a => new { a.Id, Number = number }))
            .Aggregate((some, more) => some.Concat(more)).ToListAsync(ct);
        return found.GroupBy(one => one.Number).ToDictionary(
            group => perhaps[group.Key], group => group.Select(one => one.Id).Order().ToList());
    }

    /// <summary>What fits few. The keys first, each once however often it is found, and then the payments.</summary>
    /// <param name="keys">What fits a meaning, without the applications where very many do; null when no application is left.</param>
    private IQueryable<Payment> Few(Func<Meaning, IQueryable<Key>?> keys)
    {
        var found = meanings.Select(keys).OfType<IQueryable<Key>>().Aggregate((some, more) => some.Union(more));
        return narrow(found.Join(
            InTimeAndMode(db.RecordsFor<Payment>(who, permission)), key => new { key.ApplicationId, key.Id },
            p => new { p.ApplicationId, p.Id }, (_, p) => p));
    }

    private IQueryable<Key>? KeysOf(Meaning meaning, List<ApplicationId> some) =>
        some.Count == 0 ? null : meaning.Keys(applications.Where(a => some.Contains(a.Id)));

    /// <summary>So many at least: what fits two meanings is counted for one of them.</summary>
    private async Task<long> CountAsync(IQueryable<Payment> few, Dictionary<Meaning, List<ApplicationId>> full, CancellationToken ct)
    {
        var newest = new PageRequest(0, 1, Ascending: false, After: null);
        var most = await few.Take(Page.MaxCounted).LongCountAsync(ct);
        foreach (var (meaning, owners) in full)
        {
            long count = 0;
            foreach (var scope in from application in owners
                                  from mode in filter.Mode is { } only ? [only] : Enum.GetValues<Mode>()
                                  select new Scope(application, mode))
            {
                count += await narrow(db.Of<Payment>(scope)).InOrderOf(newest).Take(CountedWithin).Where(meaning.Fits).LongCountAsync(ct);
                if (count >= Page.MaxCounted) return Page.MaxCounted;
            }

            most = Math.Max(most, count);
        }

        return most;
    }

    private IEnumerable<Meaning> MeaningsOf(string text)
    {
        var attempts = db.RecordsFor<PaymentAttempt>(who, permission);
        var payments = InTimeAndMode(db.RecordsFor<Payment>(who, permission));

        // A number sign can only mean the payment's number, and a whole reference only itself.
        var named = text.StartsWith('#') ? text[1..].TrimStart() : null;
        if (long.TryParse(SearchTerms.Plain(named ?? text), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            var id = new Id<Payment>(number);
            yield return OfPayments(payments.Where(p => p.Id == id), p => p.Id == id, perhapsVeryMany: false);
            if (named is not null) yield break;
        }

        if (text.Length == Reference.LengthWith(Payment.ReferencePrefix)
            && text.StartsWith(Payment.ReferencePrefix, StringComparison.Ordinal))
        {
            yield return OfPayments(payments.Where(p => p.Reference == text), p => p.Reference == text, perhapsVeryMany: false);
            yield return OfPayments(
                payments.Where(p => p.CustomerReference == text), p => p.CustomerReference == text, perhapsVeryMany: true);
            yield return OfAttempts(attempts.Where(a => a.TransactionId == text));
            yield break;
        }

        yield return OfAttempts(attempts.Where(a => a.TransactionId == text));
        yield return OfAttempts(attempts.Where(a => a.BankTransactionId == text));
        if (text.Length < SearchTerms.MinBeginning)
        {
            yield return OfPayments(
                payments.Where(p => p.CustomerReference == text), p => p.CustomerReference == text, perhapsVeryMany: true);
        }
        else
        {
            var end = text + SearchTerms.AfterAll;
            yield return OfPayments(
                payments.Where(p => string.Compare(p.CustomerReference, text) >= 0 && string.Compare(p.CustomerReference, end) < 0),
                p => string.Compare(p.CustomerReference, text) >= 0 && string.Compare(p.CustomerReference, end) < 0, perhapsVeryMany: true);
        }

        if (BeginningOfReference(text) is { } beginning)
        {
            var end = beginning + SearchTerms.AfterAll;
            yield return OfPayments(
                payments.Where(p => string.Compare(p.Reference, beginning) >= 0 && string.Compare(p.Reference, end) < 0),
                p => string.Compare(p.Reference, beginning) >= 0 && string.Compare(p.Reference, end) < 0, perhapsVeryMany: true);
        }

        foreach (var search in SearchTerms.Meant(text))
        {
            if (!search.IsPersonal || who.May(Permission.CustomerRead)) yield return OfTerms(search);
        }
    }

    /// <summary>With its prefix from a few characters on; without, as many as nobody types by chance.</summary>
    private static string? BeginningOfReference(string text) =>
        text.StartsWith(
            Payment.ReferencePrefix,
            StringComparison.Ordinal) ? text.Length >= Payment.ReferencePrefix.Length + SearchTerms.MinBeginning ? text : null
        : text.Length >= SearchTerms.EndOfReference && text.All(char.IsAsciiLetterOrDigit) ? Payment.ReferencePrefix + text : null;

    private Meaning OfTerms(SearchTerms.TermSearch search)
    {
        // What a person is found by is found only in the applications whose customers the operator may see.
        var terms = db.RecordsFor<PaymentTerm>(who, search.IsPersonal ? Permission.CustomerRead : permission);
        var fitting = InTimeAndMode(terms.Where(In(search.Range)));
        foreach (var other in search.Others)
        {
            var beside = db.AcrossApplications<PaymentTerm>().Where(In(other));
            fitting = fitting.Where(t => beside.Any(b => b.ApplicationId == t.ApplicationId && b.PaymentId == t.PaymentId));
        }

        return new(
            some => some.SelectMany(a => fitting.Where(t => t.ApplicationId == a.Id)
                .Select(t => new Key { ApplicationId = t.ApplicationId, Id = t.PaymentId })),
            // Not Any: PostgreSQL would make a join of it, and read every fitting term to find the newest twenty payments.
            p => fitting.Where(t => t.ApplicationId == p.ApplicationId && t.PaymentId == p.Id).Select(t => t.Term).FirstOrDefault() != null,
            a => fitting.Where(t => t.ApplicationId == a.Id).Skip(Many).Any());
    }

    private static Meaning OfPayments(IQueryable<Payment> fitting, Expression<Func<Payment, bool>> fits, bool perhapsVeryMany) => new(
        some => some.SelectMany(
            a => fitting.Where(p => p.ApplicationId == a.Id).Select(p => new Key { ApplicationId = p.ApplicationId, Id = p.Id })),
        fits,
        perhapsVeryMany ? a => fitting.Where(p => p.ApplicationId == a.Id).Skip(Many).Any() : null);

    private static Meaning OfAttempts(IQueryable<PaymentAttempt> fitting) => new(
        some => some.SelectMany(
            a => fitting.Where(t => t.ApplicationId == a.Id).Select(t => new Key { ApplicationId = t.ApplicationId, Id = t.PaymentId })),
        p => fitting.Any(t => t.ApplicationId == p.ApplicationId && t.PaymentId == p.Id),
        FitsVeryMany: null);

    private static Expression<Func<PaymentTerm, bool>> In(SearchTerms.TermRange range)
    {
        var (from, to) = (range.From, range.To);
        return range.IsBeginning ? t => string.Compare(t.Term, from) >= 0 && string.Compare(t.Term, to) < 0 : t => t.Term == from;
    }

    // Both modes are named because the indexes have the mode before what is searched for.
    private IQueryable<Payment> InTimeAndMode(IQueryable<Payment> payments)
    {
        payments = filter.Mode is { } mode
            ? payments.Where(p => p.Mode == mode)
            : payments.Where(p => p.Mode == Mode.Test || p.Mode == Mode.Live);
        if (filter.FromTime is { } from) payments = payments.Where(p => p.CreatedAt >= from);
        return filter.ToTime is { } to ? payments.Where(p => p.CreatedAt < to) : payments;
    }

    private IQueryable<PaymentTerm> InTimeAndMode(IQueryable<PaymentTerm> terms)
    {
        terms = filter.Mode is { } mode ? terms.Where(t => t.Mode == mode) : terms.Where(t => t.Mode == Mode.Test || t.Mode == Mode.Live);
        if (filter.FromTime is { } from) terms = terms.Where(t => t.CreatedAt >= from);
        return filter.ToTime is { } to ? terms.Where(t => t.CreatedAt < to) : terms;
    }

    private static Expression<Func<T, bool>> Or<T>(Expression<Func<T, bool>> one, Expression<Func<T, bool>> other) =>
        Expression.Lambda<Func<T, bool>>(
            Expression.OrElse(one.Body, new Renamed(other.Parameters[0], one.Parameters[0]).Visit(other.Body)), one.Parameters);

    /// <summary>One way to understand the text.</summary>
    /// <param name="Keys">The payments of these applications that fit it.</param>
    /// <param name="Fits">Whether one payment does.</param>
    /// <param name="FitsVeryMany">Whether very many of an application do; null when that cannot be.</param>
    private sealed record Meaning(
        Func<IQueryable<Application>, IQueryable<Key>> Keys, Expression<Func<Payment, bool>> Fits,
        Expression<Func<Application, bool>>? FitsVeryMany);

    private sealed class Key
    {
        public required ApplicationId ApplicationId { get; init; }
        public required Id<Payment> Id { get; init; }
    }

    private sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
