namespace OiPayments;

/// <summary>Hands out numbers for new records, never the same one twice, over any number of processes.</summary>
public interface IIdSource
{
    ValueTask<Id<T>> NextAsync<T>(CancellationToken ct);
}
