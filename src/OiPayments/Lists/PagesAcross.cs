using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Lists;

/// <summary>
/// Pages of many applications' records. Every index begins with the application, so each application is asked first, of each mode, from
/// which moment on it would fill the page alone. From the latest of these moments on there are rows enough, and hardly more than are
/// shown: only they are read and sorted, however many records there are.
/// </summary>
internal static class PagesAcross
{
    /// <summary>Deeper into a list by number, its records are sorted instead: a cursor is what goes there at no cost.</summary>
    private const int MaxAsked = 1000;

    /// <summary>On later pages by number, a multiple of this is asked for, so that their statements are few.</summary>
    private const int AskedStep = 250;

    extension(OiPaymentsDb db)
    {
        /// <param name="owners">Whose records.</param>
        /// <param name="mode">Only of this mode.</param>
        /// <param name="filter">What else must hold. An index that begins with application and mode, and ends with time and id, serves it
        /// best.</param>
        /// <param name="page">Which part of the list.</param>
        /// <param name="ct">Ends the reading.</param>
        public Task<Page<T>> PageAcrossAsync<T>(
            Owners owners, Mode? mode, Func<IQueryable<T>, IQueryable<T>> filter, PageRequest page, CancellationToken ct)
            where T : class, IScoped, IListed<T> => db.PageAsync(owners, OfModes(mode, filter), page, ct);

        /// <summary>As the other, of records that have no mode.</summary>
        public Task<Page<T>> PageAcrossAsync<T>(
            Owners owners, Func<IQueryable<T>, IQueryable<T>> filter, PageRequest page, CancellationToken ct)
            where T : class, IListed<T> => db.PageAsync(owners, new Wanted<T>([filter], filter), page, ct);

        /// <summary>The first so many in the page's order, behind its cursor. As a page, but nothing is counted.</summary>
        public async Task<List<T>> FirstAcrossAsync<T>(
            Owners owners, Mode? mode, Func<IQueryable<T>, IQueryable<T>> filter, PageRequest page, int needed, CancellationToken ct)
            where T : class, IScoped, IListed<T>
        {
            var wanted = OfModes(mode, filter);
            return await db.Enough(wanted, await db.AskAsync(owners, wanted, page, needed, ct), page).Take(needed).ToListAsync(ct);
        }

        private async Task<Page<T>> PageAsync<T>(Owners owners, Wanted<T> wanted, PageRequest page, CancellationToken ct)
            where T : class, IListed<T>
        {
            // One application's records of one mode stand in an index in the list's order.
            if (owners.Named is [var only] && wanted.Parts is [var all]) return await all(db.Of<T>(only)).TakePageAsync(page, ct);

            var span = await db.AskAsync(owners, wanted, page, page.Offset + page.Size + 1, ct);
            var found = await db.Enough(wanted, span, page).RowsOf(page).ToListAsync(ct);
            return await found.ToPageAsync(
                ByCreation<T>.Key, page, () => db.Among(wanted, span).AtMost(Page.MaxCounted + 1).LongCountAsync(ct));
        }

        /// <summary>From which moment on the applications have so many together.</summary>
        private async Task<Span> AskAsync<T>(Owners owners, Wanted<T> wanted, PageRequest page, int needed, CancellationToken ct)
            where T : class, IListed<T>
        {
            // What was matched to nobody belongs to no application, and is for those alone who may see them all.
            var withNobodys = typeof(T).IsAssignableTo(typeof(IMayBelongToNobody))
                && owners.Named?.Contains(ApplicationId.Nobody) is not false;
            var (ids, moments) = (new HashSet<ApplicationId>(), new List<DateTimeOffset>());
            if (needed > MaxAsked)
            {
                ids.UnionWith(await owners.Applications.ToListAsync(ct));
            }
            else
            {
                // Whoever has more than enough has enough. The number stands in the statement, as Listing.AtMost says why.
                var asked = page.Offset == 0 ? needed : (needed + AskedStep - 1) / AskedStep * AskedStep;
                foreach (var part in wanted.Parts)
                {
                    var moment = part(db.AcrossApplications<T>().AsNoTracking()).Behind(page).InOrderOf(page);
                    var found = await owners.Applications.Select(id => new
                    {
                        Id = id,
                        Moment = moment.Where(row => row.ApplicationId == id)
                            .Select(row => (DateTimeOffset?)row.CreatedAt)
                            .Skip(EF.Constant(asked - 1))
                            .FirstOrDefault(),
                    }).ToListAsync(ct);
                    ids.UnionWith(found.Select(one => one.Id));
                    moments.AddRange(found.Select(one => one.Moment).OfType<DateTimeOffset>());
                    if (withNobodys)
                    {
                        moments.AddRange(await part(db.Of<T>(ApplicationId.Nobody))
                            .Behind(page)
                            .InOrderOf(page)
                            .Select(row => row.CreatedAt)
                            .Skip(asked - 1).Take(1).ToListAsync(ct));
                    }
                }
            }

            if (withNobodys) ids.Add(ApplicationId.Nobody);
            DateTimeOffset? latest = moments.Count == 0 ? null : page.Ascending ? moments.Min() : moments.Max();
            return new([.. ids], latest);
        }

        /// <summary>The rows up to that moment in the page's order, behind its cursor.</summary>
        private IQueryable<T> Enough<T>(Wanted<T> wanted, Span span, PageRequest page)
            where T : class, IListed<T>
        {
            var rows = db.Among(wanted, span).AsNoTracking().Behind(page);
            if (span.Moment is { } moment)
                rows = page.Ascending ? rows.Where(row => row.CreatedAt <= moment) : rows.Where(row => row.CreatedAt >= moment);
            return rows.InOrderOf(page);
        }

        private IQueryable<T> Among<T>(Wanted<T> wanted, Span span)
            where T : class, IListed<T> =>
            wanted.Whole(db.AcrossApplications<T>()).Where(row => span.Applications.Contains(row.ApplicationId));
    }

    private static Wanted<T> OfModes<T>(Mode? mode, Func<IQueryable<T>, IQueryable<T>> filter)
        where T : class, IScoped
    {
        // Both modes are named because the indexes have the mode before the time.
        return mode is { } only
            ? new([Of(only)], Of(only))
            : new([Of(Mode.Test), Of(Mode.Live)], rows => filter(rows).Where(row => row.Mode == Mode.Test || row.Mode == Mode.Live));

        Func<IQueryable<T>, IQueryable<T>> Of(Mode one) => rows => filter(rows).Where(row => row.Mode == one);
    }

    /// <param name="Parts">What is listed, so that of one application an index has each part in the list's order.</param>
    /// <param name="Whole">All parts together.</param>
    private sealed record Wanted<T>(IReadOnlyList<Func<IQueryable<T>, IQueryable<T>>> Parts, Func<IQueryable<T>, IQueryable<T>> Whole);

    /// <param name="Applications">Whose records.</param>
    /// <param name="Moment">Rows enough were made until then in the page's order, that moment included; null when all of them are
    /// needed.</param>
    private sealed record Span(List<ApplicationId> Applications, DateTimeOffset? Moment);
}

/// <summary>Whose records a list holds.</summary>
/// <param name="Applications">Their numbers.</param>
/// <param name="Named">The same, where they are known without asking; null: all there are, and what was matched to nobody.</param>
internal sealed record Owners(IQueryable<ApplicationId> Applications, List<ApplicationId>? Named);
