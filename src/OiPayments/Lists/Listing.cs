using OiPayments.Ledger;

namespace OiPayments.Lists;

/// <summary>Takes one page of a query. Every list goes through here.</summary>
internal static class Listing
{
    extension<T>(IQueryable<T> wanted)
        where T : class
    {
        /// <summary>
        /// One page of them: by number, with the total counted up to <see cref="Page.MaxCounted"/>, or behind a cursor, at the same cost
        /// however deep.
        /// </summary>
        public async Task<Page<T>> TakePageAsync(SortKey<T> key, PageRequest page, CancellationToken ct)
        {
            var found = await key.Sort(key.Behind(wanted.AsNoTracking(), page), page).RowsOf(page).ToListAsync(ct);

            // Counted in the list's own order, so that the database walks the index that the page was read from.
            return await found.ToPageAsync(key, page, () => key.Sort(wanted, page).AtMost(Page.MaxCounted + 1).LongCountAsync(ct));
        }

        /// <summary>Of rows that are sorted and behind the cursor those of the page, and one more, which tells that there is a next.</summary>
        public IQueryable<T> RowsOf(PageRequest page) =>
            (page.Offset == 0 ? wanted : wanted.Skip(page.Offset)).AtMost(page.Size + 1);
    }

    extension<T>(IQueryable<T> wanted)
        where T : class, IListed<T>
    {
        /// <summary>As the other, sorted by when they were made.</summary>
        public Task<Page<T>> TakePageAsync(PageRequest page, CancellationToken ct) => wanted.TakePageAsync(ByCreation<T>.Key, page, ct);

        public IQueryable<T> Behind(PageRequest page) => ByCreation<T>.Key.Behind(wanted, page);

        public IQueryable<T> InOrderOf(PageRequest page) => ByCreation<T>.Key.Sort(wanted, page);
    }

    extension<T>(List<T> found)
        where T : class
    {
        /// <summary>
        /// The page that was found, which is one row longer than asked for when there is a next page. Counts only where the rows do not
        /// tell the total.
        /// </summary>
        public async Task<Page<T>> ToPageAsync(SortKey<T> key, PageRequest page, Func<Task<long>> count)
        {
            var rows = found.Take(page.Size).ToList();
            var isAll = page.Number == 0 && found.Count <= page.Size;
            long? total = page.After is not null ? null : isAll ? found.Count : await count();
            return new(
                rows, page, total > Page.MaxCounted ? Page.MaxCounted : total, found.Count > page.Size ? key.CursorOf(rows[^1]) : null)
            {
                IsTotalExact = !(total > Page.MaxCounted),
            };
        }
    }
}
