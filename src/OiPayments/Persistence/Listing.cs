using OiPayments.Web;

namespace OiPayments.Persistence;

/// <summary>A record that lists show by when it was made.</summary>
/// <typeparam name="T">The record itself.</typeparam>
internal interface IListed<T> : IApplicationOwned
{
    Id<T> Id { get; }

    DateTimeOffset CreatedAt { get; }
}

/// <summary>A record that callers know by a public reference as well as by its number: a customer comes back with the reference.</summary>
internal interface IReferenced<T> : IListed<T>
{
    static abstract string Prefix { get; }

    string Reference { get; }
}

internal static class Listing
{
    extension<T>(IQueryable<T> wanted)
        where T : class, IListed<T>
    {
        /// <summary>One page of them: by number, with the total counted as far as anybody needs it, or behind a cursor, at the same cost however deep.</summary>
        public async Task<Page<T>> TakePageAsync(PageRequest page, CancellationToken ct)
        {
            // One row more than asked for tells whether there is a next page.
            var found = await wanted.AsNoTracking().Behind(page).InOrderOf(page)
                .Skip(page.After is null ? page.Number * page.Size : 0).Take(page.Size + 1).ToListAsync(ct);
            return await found.ToPageAsync(page, () => wanted.Take(Page.MaxCounted + 1).LongCountAsync(ct));
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

    extension<T>(List<T> found)
        where T : class, IListed<T>
    {
        /// <summary>The page that was found, and one row more if there is a next one. Counts only where the rows do not tell the total, and up to <see cref="Page.MaxCounted"/>.</summary>
        public async Task<Page<T>> ToPageAsync(PageRequest page, Func<Task<long>> count)
        {
            var rows = found.Take(page.Size).ToList();
            var isAll = page.Number == 0 && found.Count <= page.Size;
            long? total = page.After is not null ? null : isAll ? found.Count : await count();
            return new(
                rows, page,
                total > Page.MaxCounted ? Page.MaxCounted : total,
                found.Count > page.Size ? new(rows[^1].CreatedAt, rows[^1].Id.Value) : null)
            { IsTotalExact = !(total > Page.MaxCounted) };
        }
    }
}
