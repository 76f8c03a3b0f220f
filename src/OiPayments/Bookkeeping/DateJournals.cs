using OiPayments.Persistence;

namespace OiPayments.Bookkeeping;

/// <summary>
/// The one place where a journal gets a past date. It joins the caller's unit of work; of one that dates a journal and one that closes its
/// month at once, one loses the save and begins again.
/// </summary>
internal sealed class DateJournals(OiPaymentsDb db)
{
    /// <summary>
    /// When a journal counts from that asks for a day: from its last moment, so that no balance within the day changes and that of its end
    /// does. From this moment for today, where no day is named, and where its month is closed.
    /// </summary>
    public async Task<DateTimeOffset> InstantOfAsync(Scope scope, DateOnly? day, DateTimeOffset now, CancellationToken ct)
    {
        if (day is not { } named || JournalDate.LastMomentOf(named) is var last && last >= now) return now;

        var dates = await OfAsync(scope, ct);
        if (dates.IsClosed(named)) return now;
        dates.Date();
        return last;
    }

    /// <summary>Up to when the books are closed, to be changed.</summary>
    public async Task<BookDates> OfAsync(Scope scope, CancellationToken ct)
    {
        if (await db.Of<BookDates>(scope).SingleOrDefaultAsync(ct) is { } known) return known;

        var first = new BookDates { ApplicationId = scope.ApplicationId, Mode = scope.Mode };
        db.Add(first);
        return first;
    }
}
