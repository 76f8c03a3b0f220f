using System.Diagnostics.Metrics;
using OiPayments.DueWork;
using OiPayments.Invoices;
using OiPayments.Mail;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;

namespace OiPayments.Monitoring;

/// <summary>
/// What workers have due and not done. A second or two is how they work; minutes mean that they do not keep up, or do not work at all.
/// Records that go by a test clock are left out: they are due when somebody moves it.
/// </summary>
internal sealed class BacklogFigures : Figures
{
    private readonly MailOptions mail;
    private readonly Figure<long> due;
    private readonly Figure<double> ages;

    public BacklogFigures(Meter meter, MailOptions mail)
        : base(meter)
    {
        this.mail = mail;
        due = Add<long>("oi.work.due", "{item}", "What a worker has due and not done. Counted up to 10,000.");
        ages = Add<double>("oi.work.due.age", "s", "For how long the oldest of what a worker has due has been due.");
    }

    public override string Name => "backlog";

    public override async Task ReadAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct)
    {
        var clocks = db.AcrossApplications<TestClock>();
        (string Worker, IQueryable<WaitingRecord> Due)[] workers =
        [
            ("follow_up_payments", db.AcrossApplications<Payment>().Where(p => p.DueAt <= now)
                .Select(p => new WaitingRecord { ApplicationId = p.ApplicationId, Mode = p.Mode, Since = p.DueAt })),
            ("follow_up_refunds", db.AcrossApplications<Refund>().Where(r => r.DueAt <= now)
                .Select(r => new WaitingRecord { ApplicationId = r.ApplicationId, Mode = r.Mode, Since = r.DueAt })),
            ("index_payments", db.AcrossApplications<UnindexedPayment>().Join(
                db.AcrossApplications<Payment>(), u => new { u.ApplicationId, Id = u.PaymentId }, p => new { p.ApplicationId, p.Id },
                (u, p) => new WaitingRecord { ApplicationId = u.ApplicationId, Mode = u.Mode, Since = p.CreatedAt })),
            ("tell_of_overdue_invoices", db.AcrossApplications<Invoice>().Where(i => i.OverdueAt <= now && i.OverdueToldAt == null)
                .Select(i => new WaitingRecord { ApplicationId = i.ApplicationId, Mode = i.Mode, Since = i.OverdueAt })),
            .. mail.IsOn
                ? [("send_mails", db.AcrossApplications<InvoiceMail>().Where(m => m.DueAt <= now)
                    .Select(m => new WaitingRecord { ApplicationId = m.ApplicationId, Mode = m.Mode, Since = m.DueAt }))]
                : Array.Empty<(string, IQueryable<WaitingRecord>)>(),
        ];
        var (counts, oldest) = (new List<Measurement<long>>(), new List<Measurement<double>>());
        foreach (var (worker, records) in workers)
        {
            var byRealTime = records.Where(r => r.Mode == Mode.Live || !clocks.Any(c => c.ApplicationId == r.ApplicationId));
            var tag = new KeyValuePair<string, object?>("worker", worker);
            foreach (var one in await db.CountWaitingAsync(byRealTime, now, ct))
            {
                counts.Add(WaitingRecords.CountOf(one, tag));
                oldest.Add(WaitingRecords.AgeOf(one, tag));
            }
        }

        due.Show(counts);
        ages.Show(oldest);
    }
}
