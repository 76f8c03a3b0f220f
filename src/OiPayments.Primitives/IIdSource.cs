namespace OiPayments;

/// <summary>Hands out numbers for new records, never the same one twice, over any number of processes.</summary>
public interface IIdSource
{
    ValueTask<Id<T>> NextAsync<T>(CancellationToken ct);

    /// <summary>So many numbers that follow each other, by one question: for work of thousands of records.</summary>
    /// <param name="count">From 1 to 10,000.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The first of them.</returns>
    Task<Id<T>> NextOfManyAsync<T>(int count, CancellationToken ct);
}
