using System.Security.Cryptography;
using System.Text;

namespace OiPayments.Sandbox.Domain;

internal enum Login
{
    Accepted,
    Refused,
    Inactive,
}

/// <summary>The merchants the sandbox knows.</summary>
internal sealed class StoreBook
{
    private readonly Dictionary<string, SandboxStore> stores;

    public StoreBook(SandboxOptions options)
    {
        All = options.EffectiveStores;
        stores = All.ToDictionary(store => store.Id, StringComparer.Ordinal);
    }

    /// <summary>In the order in which they were configured.</summary>
    public IReadOnlyList<SandboxStore> All { get; }

    public bool Has(string id) => stores.ContainsKey(id);

    public SandboxStore? Find(string id) => stores.GetValueOrDefault(id);

    public Login LogIn(string id, string password, out SandboxStore store)
    {
        if (!stores.TryGetValue(id, out store!) || !SameText(store.Password, password)) return Login.Refused;
        return store.Active ? Login.Accepted : Login.Inactive;
    }

    private static bool SameText(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
