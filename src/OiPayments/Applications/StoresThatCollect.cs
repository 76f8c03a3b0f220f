using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary>
/// Whether anybody could pay: whether there is a store at the gateway, the application's own or the service's, that collects.
/// </summary>
internal static class StoresThatCollect
{
    /// <summary>What is said where there is none. It blames nobody else: no gateway was asked.</summary>
    public static string Missing(Mode mode) => $"This service has no {WireNames<Mode>.Of(mode)} store yet; an operator has to set one.";

    extension(OiPaymentsDb db)
    {
        /// <summary>
        /// Whether payments of this application, gateway and mode have a store. Asks the database only where the service itself has none.
        /// </summary>
        public async Task<bool> HasStoreAsync(GatewayAccounts accounts, string gateway, Scope scope, CancellationToken ct) =>
            accounts.Find(gateway, scope.Mode, own: null) is not null
            || (accounts.AddressOf(gateway, scope.Mode) is not null
                && await db.CurrentOverridesOf(scope.ApplicationId).AnyAsync(
                    store => store.Gateway == gateway && store.Mode == scope.Mode, ct));

        /// <summary>How many of these applications have none at this gateway.</summary>
        public async Task<long> CountWithoutStoreAsync(
            GatewayAccounts accounts, string gateway, IQueryable<Application> applications, Mode mode, CancellationToken ct)
        {
            if (accounts.Find(gateway, mode, own: null) is not null) return 0;
            if (accounts.AddressOf(gateway, mode) is null) return await applications.LongCountAsync(ct);
            var own = db.AcrossApplications<GatewayOverride>().Where(store => store.Gateway == gateway
                && store.Mode == mode
                && store.EndedAt == null);
            return await applications.LongCountAsync(application => !own.Any(store => store.ApplicationId == application.Id), ct);
        }
    }
}
