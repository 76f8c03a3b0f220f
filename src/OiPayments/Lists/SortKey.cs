using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Query;

namespace OiPayments.Lists;

/// <summary>
/// What a list of <typeparamref name="T"/> is sorted by, and so what its cursors say. No two rows of one list have the same key.
/// </summary>
internal abstract class SortKey<T>
    where T : class
{
    public abstract IQueryable<T> Sort(IQueryable<T> rows, PageRequest page);

    /// <summary>Only the rows behind the page's cursor; all of them when it follows none.</summary>
    public abstract IQueryable<T> Behind(IQueryable<T> rows, PageRequest page);

    /// <summary>Where a page ended whose last row this is.</summary>
    public abstract Cursor CursorOf(T last);
}

/// <summary>Makes sort keys.</summary>
internal static class SortKey
{
    /// <summary>By a time, and among rows of the same time by a number.</summary>
    /// <param name="time">The time.</param>
    /// <param name="number">The number.</param>
    /// <param name="ofCursor">The number that a cursor holds, whatever somebody made of the cursor.</param>
    /// <param name="inCursor">The number as a cursor holds it.</param>
    public static SortKey<T> By<T, TNumber>(
        Expression<Func<T, DateTimeOffset>> time, Expression<Func<T, TNumber>> number, Func<long, TNumber> ofCursor,
        Func<TNumber, long> inCursor)
        where T : class =>
        new Of<T, TNumber>(time, number, ofCursor, inCursor);

    /// <summary>By a time, and among rows of the same time by their own number.</summary>
    public static SortKey<T> By<T, TNamed>(Expression<Func<T, DateTimeOffset>> time, Expression<Func<T, Id<TNamed>>> number)
        where T : class =>
        By(time, number, value => new Id<TNamed>(value), id => id.Value);

    /// <summary>By a number alone.</summary>
    public static SortKey<T> By<T>(Expression<Func<T, long?>> number)
        where T : class =>
        new Of<T, long?>(null, number, value => value, value => value ?? 0);

    private sealed class Of<T, TNumber>(
        Expression<Func<T, DateTimeOffset>>? time, Expression<Func<T, TNumber>> number, Func<long, TNumber> ofCursor,
        Func<TNumber, long> inCursor) : SortKey<T>
        where T : class
    {
        private readonly Func<T, DateTimeOffset> timeOf = time?.Compile() ?? (_ => DateTimeOffset.UnixEpoch);
        private readonly Func<T, TNumber> numberOf = number.Compile();

        public override IQueryable<T> Sort(IQueryable<T> rows, PageRequest page)
        {
            if (time is null) return page.Ascending ? rows.OrderBy(number) : rows.OrderByDescending(number);
            return page.Ascending ? rows.OrderBy(time).ThenBy(number) : rows.OrderByDescending(time).ThenByDescending(number);
        }

        public override IQueryable<T> Behind(IQueryable<T> rows, PageRequest page)
        {
            if (page.After is not { } after) return rows;

            var row = number.Parameters[0];
            var isBehind = IsFurther(number.Body, Parameter(ofCursor(after.Id)));
            if (time is not null)
            {
                // An index is entered by the first half alone: without it every row before the cursor would be read, and left out.
                var (own, last) = (ReplacingExpressionVisitor.Replace(time.Parameters[0], row, time.Body), Parameter(after.Time));
                var isNotBefore = page.Ascending ? Expression.GreaterThanOrEqual(own, last) : Expression.LessThanOrEqual(own, last);
                isBehind = Expression.AndAlso(isNotBefore, Expression.OrElse(IsFurther(own, last), isBehind));
            }

            return rows.Where(Expression.Lambda<Func<T, bool>>(isBehind, row));

            BinaryExpression IsFurther(Expression left, Expression right) =>
                page.Ascending ? Expression.GreaterThan(left, right) : Expression.LessThan(left, right);
        }

        public override Cursor CursorOf(T last) => new(timeOf(last), inCursor(numberOf(last)));

        // As the compiler writes a captured variable: a parameter of the statement, which so stays the same one.
        private static MemberExpression Parameter<TValue>(TValue value) =>
            Expression.Field(Expression.Constant(new StrongBox<TValue>(value)), nameof(StrongBox<>.Value));
    }
}

/// <summary>How a record is sorted that lists show by when it was made.</summary>
internal static class ByCreation<T>
    where T : class, IListed<T>
{
    public static readonly SortKey<T> Key = SortKey.By<T, T>(row => row.CreatedAt, row => row.Id);
}
