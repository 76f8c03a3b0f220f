namespace OiPayments.Persistence;

/// <summary>A record of one application, in either mode. Its key begins with the application, and never leaves it.</summary>
internal interface IApplicationOwned
{
    ApplicationId ApplicationId { get; }
}

/// <summary>A record of one application and one mode: what a <see cref="Scope"/> selects.</summary>
internal interface IScoped : IApplicationOwned
{
    Mode Mode { get; }
}

/// <summary>
/// A record that may belong to no application: then it carries <see cref="ApplicationId.Nobody"/>, and is for those alone who may see them
/// all.
/// </summary>
internal interface IMayBelongToNobody;

/// <summary>
/// A record that is looked up before its application is known (an API key, a session), or belongs to the service itself.
/// Small, read through a cache where it matters, and never part of a payment's transaction.
/// </summary>
internal interface IDirectoryEntry;
