using OiPayments.Web;

namespace OiPayments.Persistence;

/// <summary>A record that lists show by when it was made.</summary>
/// <typeparam name="T">The record itself.</typeparam>
internal interface IListed<T> : IApplicationOwned
{
    Id<T> Id { get; }

    DateTimeOffset CreatedAt { get; }
}

internal static class Listing
{
    extension<T>(IQueryable<T> wanted)
        where T : class, IListed<T>
    {
        /// <summary>One page of them: by number, with the total counted, or behind a cursor, at the same cost however deep.</summary>
        public async Task<Page<T>> TakePageAsync(PageRequest page, CancellationToken ct)
        {
            // One row more than asked for tells whether there is a next page.
            var found = await wanted.AsNoTracking().Behind(page).InOrderOf(page)
                .Skip(page.After is null ? page.Number * page.Size : 0).Take(page.Size + 1).ToListAsync(ct);
            var rows = found.Take(page.Size).ToList();
            return new(
                rows, page,
                page.After is null ? await wanted.LongCountAsync(ct) : null,
                found.Count > page.Size ? new(rows[^1].CreatedAt, rows[^1].Id.Value) : null);
        }

        /// <summary>Only what stands behind the cursor, if one is followed.</summary>
        public IQueryable<T> Behind(PageRequest page)
        {
            if (page.After is not { } after) return wanted;
            var last = new Id<T>(after.Id);
            return page.Ascending
                ? wanted.Where(r => r.CreatedAt > after.Time || (r.CreatedAt == after.Time && r.Id > last))
                : wanted.Where(r => r.CreatedAt < after.Time || (r.CreatedAt == after.Time && r.Id < last));
        }

        public IQueryable<T> InOrderOf(PageRequest page) => page.Ascending
            ? wanted.OrderBy(r => r.CreatedAt).ThenBy(r => r.Id)
            : wanted.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id);
    }
}
