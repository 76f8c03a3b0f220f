using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Reports;

/// <summary>
/// What a report about payments asks the database: whole days by what is counted, the steps that are not counted yet one by one, and
/// everything else by adding up payments. All inside one snapshot, so that a step that is being counted is in exactly one of them.
/// </summary>
/// <param name="Db">Inside a snapshot.</param>
/// <param name="Who">Who asks.</param>
/// <param name="Permission">What for.</param>
/// <param name="Query">What about.</param>
/// <param name="Uncounted">Applications in reach whose payments are not counted by day.</param>
internal sealed record CountedReports(
    OiPaymentsDb Db, SignedInOperator Who, Permission Permission, ReportQuery Query, IReadOnlyList<ApplicationId> Uncounted)
{
    /// <summary>Begins with who is not counted: new applications, and everybody in the first minutes after an upgrade.</summary>
    public static async Task<CountedReports> BeginAsync(
        OiPaymentsDb db, SignedInOperator who, Permission permission, ReportQuery query, CancellationToken ct)
    {
        var (counted, applications) = (
            db.AcrossApplications<ReportCount>().Where(c => c.Mode == query.Mode), db.ApplicationsFor(who, permission));
        if (query.ApplicationId is { } only) applications = applications.Where(a => a.Id == only);
        return new(
            db, who, permission, query,
            await applications.Where(a => !counted.Any(c => c.ApplicationId == a.Id)).Select(a => a.Id).ToListAsync(ct));
    }

    /// <summary>Payments that may be reported, whatever became of them.</summary>
    public IQueryable<Payment> Payments => Query.Of(Db.RecordsFor<Payment>(Who, Permission)).Where(p => p.Mode == Query.Mode);

    /// <summary>Those of applications whose payments are not counted.</summary>
    public IQueryable<Payment> UncountedPayments => Payments.Where(p => EF.Parameter(Uncounted).Contains(p.ApplicationId));

    /// <summary>
    /// Those that can still be paid, of applications whose payments are counted: asked of each application, since the index that finds them
    /// begins with it. Asked of all together, PostgreSQL reads every payment there is.
    /// </summary>
    public IQueryable<Payment> PendingPayments
    {
        get
        {
            var pending = Payments.Where(p => p.Status == PaymentStatus.Pending);
            return Db.ApplicationsFor(Who, Permission).Where(a => !EF.Parameter(Uncounted).Contains(a.Id))
                .SelectMany(a => pending.Where(p => p.ApplicationId == a.Id));
        }
    }

    public IQueryable<PaidDay> PaidDays => Query.Of(Db.RecordsFor<PaidDay>(Who, Permission)).Where(d => d.Mode == Query.Mode);

    public IQueryable<EndedDay> EndedDays => Query.Of(Db.RecordsFor<EndedDay>(Who, Permission)).Where(d => d.Mode == Query.Mode);

    /// <summary>Steps that wait, of applications whose payments are counted.</summary>
    public IQueryable<PaymentStep> Steps => Query.Of(Db.RecordsFor<PaymentStep>(Who, Permission))
        .Where(s => s.Mode == Query.Mode && !EF.Parameter(Uncounted).Contains(s.ApplicationId));

    /// <summary>Asks for one run of days, or for the whole time.</summary>
    /// <param name="run">Of the report.</param>
    /// <param name="counted">Adds up counted days, from the first up to the one behind the last.</param>
    /// <param name="rest">Adds up what is not counted of their time: steps, and payments of applications that are not counted.</param>
    /// <param name="all">Adds up all payments of a time.</param>
    public async Task<List<ReportFact>> AskAsync(
        ReportDays.Run run, Func<DateOnly, DateOnly, Task<List<ReportFact>>> counted,
        Func<DateTimeOffset, DateTimeOffset, Task<List<ReportFact>>> rest,
        Func<DateTimeOffset, DateTimeOffset, Task<List<ReportFact>>> all)
    {
        var parts = CountedDay.Within(run.From, run.To);

        // Days of another time zone are no sum of counted ones.
        var isSameDays = parts is { First: not null, Edges.Count: 0 } && run.To - run.From == TimeSpan.FromDays(run.Count);
        if (parts is not { First: { } first, End: { } end } || (Query.GroupBy is ReportGrouping.Day && !isSameDays))
            return await all(run.From, run.To);
        var facts = await counted(first, end);
        facts.AddRange(await rest(CountedDay.StartOf(first), CountedDay.StartOf(end)));
        foreach (var (from, to) in parts.Edges) facts.AddRange(await all(from, to));
        return facts;
    }
}
