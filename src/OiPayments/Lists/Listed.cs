using OiPayments.Persistence;

namespace OiPayments.Lists;

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
