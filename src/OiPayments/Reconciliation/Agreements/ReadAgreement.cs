using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation.Agreements;

/// <summary>
/// <c>GET /admin/reconciliation/agreement</c>: whether gateway, books and bank agree as of an instant, or by how much they differ.
/// </summary>
internal sealed class ReadAgreement(OiPaymentsDb db, Book book, LedgerFacts books, TimeProvider clock)
{
    private const int MaxDifferences = 100;

    private static readonly (MoneyPlace Place, Account Account)[] Places =
    [
        (MoneyPlace.AtGateway, Account.GatewayClearing), (MoneyPlace.InTransit, Account.BankInTransit), (MoneyPlace.AtBank, Account.Bank),
    ];

    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapGet("/agreement", HandleAsync)
        .WithName("readAgreement")
        .WithSummary("Read whether gateway, books and bank agree")
        .WithDescription("One statement: what customers paid, what gateways gave back and paid out and what the bank has shown, beside "
            + "what the books say of the same instant; and everything that differs and nobody has resolved. Of the applications you "
            + "may read reports of; what belongs to no known application is for who may read all reports. Read in one snapshot, so it "
            + "is right at any instant while payments arrive. Strongly consistent.")
        .Query<string>("asOf", "As of this instant, or the end of this day; now when left out.")
        .Query<Mode>("mode", "LIVE when left out; TEST for trying it out.")
        .Query<long>("applicationId", "Only of this application.")
        .Produces<Envelope<AgreementDto>>()
        .Needs(Permission.ReportRead)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound);

    /// <param name="who">Needs report:read.</param>
    /// <param name="mode">LIVE, or TEST for trying it out.</param>
    /// <param name="only">Only of this application; null for all that they may read reports of.</param>
    /// <param name="asOf">The instant; null for now.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<AgreementDto>> RunAsync(
        SignedInOperator who, Mode mode, ApplicationId? only, DateTimeOffset? asOf, CancellationToken ct)
    {
        if (who.Lacks(Permission.ReportRead) is { } missing) return missing;
        var now = clock.GetUtcNow();
        if (asOf > now) asOf = null;

        // Of books that they may not see, nothing agrees and nothing differs.
        if (only is { } named && (await db.FindApplicationAsync(who, Permission.ReportRead, named, ct)).IsRefused(out var refusal, out _))
            return refusal;
        await using var snapshot = await db.BeginSnapshotAsync(ct);
        var all = await db.ApplicationsFor(who, Permission.ReportRead).AsNoTracking().Select(a => a.Id).ToListAsync(ct);
        List<ApplicationId> applications = only is { } one ? [.. all.Where(id => id == one)] : all;
        List<ApplicationId> owners = only is null && who.LacksEverywhere(Permission.ReportRead) is null
            ? [.. applications, ApplicationId.Nobody]
            : applications;

        // Without an instant the snapshot itself is it: what another node has saved with a clock that is ahead counts too.
        var open = await new OpenDifferences(db, owners, mode, asOf ?? now).FindAsync(MaxDifferences, ct);
        var currencies = await CompareAsync(applications, mode, asOf ?? DateTimeOffset.MaxValue, open, ct);
        return new AgreementDto(
            asOf ?? now, mode, currencies.TrueForAll(currency => currency.Agrees) && open.Total == 0, currencies, open.First, open.Total);
    }

    private async Task<List<CurrencyAgreementDto>> CompareAsync(
        List<ApplicationId> applications, Mode mode, DateTimeOffset asOf, OpenDifferences.Found differences, CancellationToken ct)
    {
        var sums = new RecordSums(db, books, applications, mode, asOf);
        var (taken, fees, refunded) = (await sums.TakenAsync(ct), await sums.FeesAsync(ct), await sums.RefundedAsync(ct));
        var (paidOut, corrections) = await sums.SettledAsync(ct);
        var (arrived, returned) = await sums.AtBankAsync(ct);
        var manual = new Dictionary<Account, Sums>();
        foreach (var (_, account) in Places) manual[account] = await sums.ManualAsync(account, ct);
        var balances = new List<AccountBalance>();
        foreach (var application in applications) balances.AddRange(await book.BalancesAsync(new(application, mode), asOf, ct));

        var known = balances.Select(b => b.Currency).Concat(taken.Minor.Keys).Concat(paidOut.Minor.Keys).Distinct();
        return [.. known.OrderBy(currency => currency.Code, StringComparer.Ordinal).Select(Compare)];

        CurrencyAgreementDto Compare(Currency currency)
        {
            var settled = paidOut.Of(currency) + corrections.Of(currency);
            var records = new Dictionary<MoneyPlace, long>
            {
                [MoneyPlace.AtGateway] = taken.Of(currency) - fees.Of(currency) - refunded.Of(currency) - settled + returned.Of(currency),
                [MoneyPlace.InTransit] = paidOut.Of(currency) - arrived.Of(currency) - returned.Of(currency),
                [MoneyPlace.AtBank] = arrived.Of(currency),
            };
            List<AgreementPlaceDto> places = [.. Places.Select(one => Place(
                one.Place, balances.Where(b => b.Account == one.Account && b.Currency == currency).Sum(b => b.BalanceMinor),
                records[one.Place], manual[one.Account].Of(currency)))];
            var open = differences.Sums.Where(sum => sum.Currency == currency).ToList();
            return new(
                currency.Code, places.TrueForAll(place => place.DifferenceMinor == 0) && open.Count == 0, taken.Of(currency),
                fees.Of(currency), refunded.Of(currency), settled, returned.Of(currency), places,
                records[MoneyPlace.AtGateway] - open.Sum(sum => sum.AtGatewayMinor), open.Sum(sum => sum.OpenMinor));
        }
    }

    private static AgreementPlaceDto Place(MoneyPlace place, long ledger, long records, long manual) =>
        new(place, ledger, records + manual, manual, ledger - records - manual);

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ReadAgreement read, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(
            request,
            (query, _) => (
                AsOf: query.AsOf("asOf"), Mode: query.Enum<Mode>("mode") ?? Mode.Live, Application: query.Application("applicationId")))
            .IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Ok(
                await read.RunAsync(who, asked.Mode, asked.Application, asked.AsOf, ct), AgreementJson.Default.AgreementDto, clock);
}
