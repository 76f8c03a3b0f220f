using System.ComponentModel;
using OiPayments.Encryption;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary>
/// A store of an application's own, which collects its payments of one mode instead of the service's. It is ended and
/// another takes its place, never made into another: what was begun with it is finished with it, refunds included.
/// </summary>
internal sealed class GatewayOverride : IScoped
{
    /// <summary>As SSLCOMMERZ documents them for both.</summary>
    public const int MaxStoreIdLength = 30;
    public const int MaxStorePasswordLength = 30;

    public required ApplicationId ApplicationId { get; init; }
    public required Id<GatewayOverride> Id { get; init; }
    public required Mode Mode { get; init; }
    public required string Gateway { get; init; }
    public required string StoreId { get; init; }

    /// <summary>The newest that is known of this store, encrypted by <see cref="SecretBox"/>.</summary>
    public required string StorePassword { get; set; }

    /// <summary>Who set it: <c>operator:7</c>.</summary>
    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when new payments no longer use it; null while they do.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public int Version { get; private set; }

    public void End(DateTimeOffset now) => (EndedAt, Version) = (now, Version + 1);

    /// <summary>The store's password was changed at the gateway: what was begun with the store goes on with the new one.</summary>
    public void ChangePassword(string encrypted) => (StorePassword, Version) = (encrypted, Version + 1);
}

/// <summary>An application's own store as operators see it. Its password is never shown.</summary>
internal sealed record GatewayOverrideDto(
    [property: Description("Whose payments it collects: the application's of this mode.")] Mode Mode,
    [property: Description("The gateway it is a store of.")] string Gateway,
    [property: Description("The store's id at the gateway.")] string StoreId,
    [property: Description("Who set it: operator: and a number.")] string SetBy,
    [property: Description("Since when new attempts are made with it, UTC.")] DateTimeOffset SetAt)
{
    public static GatewayOverrideDto From(GatewayOverride o) => new(o.Mode, o.Gateway, o.StoreId, o.CreatedBy, o.CreatedAt);
}

internal static class CurrentOverrides
{
    extension(OiPaymentsDb db)
    {
        /// <summary>What the application's new payments use now: one of a mode at most.</summary>
        public IQueryable<GatewayOverride> CurrentOverridesOf(ApplicationId applicationId) =>
            db.Of<GatewayOverride>(applicationId).Where(o => o.EndedAt == null).OrderBy(o => o.Id);

        /// <summary>The application's settings with its limits and the stores of its own.</summary>
        public async Task<ApplicationDto> DescribeAsync(Application application, CancellationToken ct) =>
            ApplicationDto.From(
                application, await db.CurrentOverridesOf(application.Id).AsNoTracking().ToListAsync(ct),
                await db.LimitsOf(application.Id).AsNoTracking().ToListAsync(ct));
    }
}
