using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace OiPayments.Ledger;

/// <summary>Limits that the database knows when it plans.</summary>
public static class StatedLimit
{
    extension<T>(IQueryable<T> wanted)
    {
        /// <summary>
        /// The first so many. The number stands in the statement: PostgreSQL keeps no plan for a number that it does not know yet, and to
        /// plan anew for each request takes longer than to read a page.
        /// </summary>
        public IQueryable<T> AtMost(int count) => wanted.Provider.CreateQuery<T>(Expression.Call(
            typeof(Queryable), nameof(Queryable.Take), [typeof(T)], wanted.Expression,
            Expression.Call(typeof(EF), nameof(EF.Constant), [typeof(int)], Expression.Constant(count))));
    }
}
