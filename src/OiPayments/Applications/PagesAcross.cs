using OiPayments.Operators;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Applications;

/// <summary>
/// Pages of everybody's records, for operators. Every index begins with the application, so a page is merged from the first few of
/// each application and mode: it costs the same however many records there are.
/// </summary>
internal static class PagesAcross
{
    /// <summary>Deeper into a list by number, its records are sorted instead: a cursor is what goes there at no cost.</summary>
    private const int MaxMerged = 1000;

    extension(OiPaymentsDb db)
    {
        /// <param name="who">Who asks.</param>
        /// <param name="permission">What for.</param>
        /// <param name="application">Only of this application; null for all in reach.</param>
        /// <param name="mode">Only of this mode.</param>
        /// <param name="filter">What else must hold. An index that begins with application and mode, and ends with time and id, serves it best.</param>
        /// <param name="page">Which part of the list.</param>
        /// <param name="ct">Ends the reading.</param>
        public async Task<Page<T>> PageAcrossAsync<T>(
            SignedInOperator who, Permission permission, ApplicationId? application, Mode? mode, Func<IQueryable<T>, IQueryable<T>> filter, PageRequest page, CancellationToken ct)
            where T : class, IScoped, IListed<T>
        {
            var skip = page.After is null ? page.Number * page.Size : 0;
            var needed = skip + page.Size + 1;
            var lanes = await db.LanesAsync(who, permission, application is { } one ? [one] : null, mode, filter, page, ct);
            var found = needed > MaxMerged
                ? await filter(db.RecordsFor<T>(who, permission).Where(r => application == null || r.ApplicationId == application).Where(r => mode == null || r.Mode == mode))
                    .AsNoTracking().Behind(page).InOrderOf(page).Skip(skip).Take(page.Size + 1).ToListAsync(ct)
                : (await db.MergeAsync(lanes, filter, page, needed, ct)).Skip(skip).ToList();

            return await found.ToPageAsync(page, () => db.CountAsync(lanes, filter, ct));
        }

        /// <summary>The first so many of these applications' records in the page's order, behind its cursor. As a page, but nothing is counted.</summary>
        public async Task<IEnumerable<T>> FirstAcrossAsync<T>(
            SignedInOperator who, Permission permission, List<ApplicationId> named, Mode? mode, Func<IQueryable<T>, IQueryable<T>> filter, PageRequest page, int needed, CancellationToken ct)
            where T : class, IScoped, IListed<T> =>
            await db.MergeAsync(await db.LanesAsync(who, permission, named, mode, filter, page, ct), filter, page, needed, ct);

        /// <summary>The applications and modes that have any of them, with the time of the first in the page's order; that order.</summary>
        private async Task<List<Lane>> LanesAsync<T>(
            SignedInOperator who, Permission permission, List<ApplicationId>? named, Mode? mode, Func<IQueryable<T>, IQueryable<T>> filter, PageRequest page, CancellationToken ct)
            where T : class, IScoped, IListed<T>
        {
            var lanes = new List<Lane>();
            var rows = filter(db.AcrossApplications<T>().AsNoTracking()).Behind(page);
            var applications = db.ApplicationsFor(who, permission);
            if (named is not null) applications = applications.Where(a => named.Contains(a.Id));
            foreach (var one in mode is { } only ? [only] : Enum.GetValues<Mode>())
            {
                var firsts = page.Ascending
                    ? applications.Select(a => new
                    {
                        a.Id,
                        First = rows.Where(r => r.ApplicationId == a.Id && r.Mode == one).OrderBy(r => r.CreatedAt).ThenBy(r => r.Id).Select(r => (DateTimeOffset?)r.CreatedAt).FirstOrDefault(),
                    })
                    : applications.Select(a => new
                    {
                        a.Id,
                        First = rows.Where(r => r.ApplicationId == a.Id && r.Mode == one).OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id)
                            .Select(r => (DateTimeOffset?)r.CreatedAt).FirstOrDefault(),
                    });
                lanes.AddRange((await firsts.ToListAsync(ct)).Where(lane => lane.First is not null).Select(lane => new Lane(new(lane.Id, one), lane.First.GetValueOrDefault())));

                // What was matched to nobody belongs to no application, and is for those alone who may see them all.
                var nobodys = new Scope(ApplicationId.Nobody, one);
                if (typeof(T).GetInterface(nameof(IPerhapsNobodys)) is null || named?.Contains(ApplicationId.Nobody) is false || !who.Rights.Of(permission).IsEverywhere) continue;
                if (await filter(db.Of<T>(nobodys)).Behind(page).InOrderOf(page).Select(r => (DateTimeOffset?)r.CreatedAt).FirstOrDefaultAsync(ct) is { } first)
                    lanes.Add(new(nobodys, first));
            }

            return page.Ascending ? [.. lanes.OrderBy(lane => lane.First)] : [.. lanes.OrderByDescending(lane => lane.First)];
        }

        private async Task<IEnumerable<T>> MergeAsync<T>(List<Lane> lanes, Func<IQueryable<T>, IQueryable<T>> filter, PageRequest page, int needed, CancellationToken ct)
            where T : class, IScoped, IListed<T>
        {
            List<T> merged = [];
            foreach (var lane in lanes)
            {
                // Everything in this lane, and in those after it, stands behind what is needed.
                if (merged.Count == needed && (page.Ascending ? lane.First > merged[^1].CreatedAt : lane.First < merged[^1].CreatedAt)) break;

                // Once there are enough, only what comes before the last of them is worth reading.
                var rows = filter(db.Of<T>(lane.Scope).AsNoTracking()).Behind(page);
                if (merged.Count == needed)
                {
                    var last = merged[^1].CreatedAt;
                    rows = page.Ascending ? rows.Where(r => r.CreatedAt <= last) : rows.Where(r => r.CreatedAt >= last);
                }

                var own = await rows.InOrderOf(page).Take(needed).ToListAsync(ct);
                merged = [.. merged.Concat(own).AsQueryable().InOrderOf(page).Take(needed)];
            }

            return merged;
        }

        /// <summary>How many there are, or one more than is counted: nobody waits for a number that nobody needs.</summary>
        private async Task<long> CountAsync<T>(List<Lane> lanes, Func<IQueryable<T>, IQueryable<T>> filter, CancellationToken ct)
            where T : class, IScoped
        {
            var count = 0;
            foreach (var lane in lanes)
            {
                count += await filter(db.Of<T>(lane.Scope)).Take(Page.MaxCounted + 1 - count).CountAsync(ct);
                if (count > Page.MaxCounted) break;
            }

            return count;
        }
    }

    /// <param name="Scope">Whose, and of which mode.</param>
    /// <param name="First">When the first of them was made, in the page's order.</param>
    private sealed record Lane(Scope Scope, DateTimeOffset First);
}
