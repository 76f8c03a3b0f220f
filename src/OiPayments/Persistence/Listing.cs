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
            var found = await Order(Follow(wanted.AsNoTracking(), page), page)
                .Skip(page.After is null ? page.Number * page.Size : 0).Take(page.Size + 1).ToListAsync(ct);
            var rows = found.Take(page.Size).ToList();
            return new(
                rows, page,
                page.After is null ? await wanted.LongCountAsync(ct) : null,
                found.Count > page.Size ? new(rows[^1].CreatedAt, rows[^1].Id.Value) : null);
        }
    }

    private static IQueryable<T> Follow<T>(IQueryable<T> rows, PageRequest page)
        where T : class, IListed<T>
    {
        if (page.After is not { } after) return rows;
        var last = new Id<T>(after.Id);
        return page.Ascending
            ? rows.Where(r => r.CreatedAt > after.Time || (r.CreatedAt == after.Time && r.Id > last))
            : rows.Where(r => r.CreatedAt < after.Time || (r.CreatedAt == after.Time && r.Id < last));
    }

    private static IQueryable<T> Order<T>(IQueryable<T> rows, PageRequest page)
        where T : class, IListed<T> => page.Ascending
        ? rows.OrderBy(r => r.CreatedAt).ThenBy(r => r.Id)
        : rows.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id);
}
