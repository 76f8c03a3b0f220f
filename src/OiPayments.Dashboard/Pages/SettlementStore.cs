using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Dashboard.Texts;
using OiPayments.Reconciliation;

namespace OiPayments.Dashboard.Pages;

/// <summary>A store whose settlement files an operator may upload.</summary>
/// <param name="ApplicationId">Whose; null for the service's own.</param>
/// <param name="Gateway">Where it is.</param>
/// <param name="Name">As people know it.</param>
/// <param name="IsMapped">Whether somebody has said how its files are laid out.</param>
internal sealed record SettlementStore(ApplicationId? ApplicationId, string Gateway, string Name, bool IsMapped)
{
    /// <summary>What the form sends of it.</summary>
    public string Key => $"{ApplicationId}:{Gateway}";

    /// <summary>The stores of a mode, the service's own first.</summary>
    /// <param name="who">Sees those they may have reports made of.</param>
    /// <param name="mode">LIVE or TEST.</param>
    /// <param name="gateways">Where the service has stores of its own.</param>
    /// <param name="apps">Those with a store of their own have one here.</param>
    /// <param name="accounts">The stores that files were uploaded of.</param>
    /// <param name="t">The language of the names.</param>
    public static IReadOnlyList<SettlementStore> Of(
        SignedInOperator who, Mode mode, RegisteredGateways gateways, IEnumerable<ApplicationDto> apps,
        IReadOnlyList<SettlementAccountDto> accounts, Words t)
    {
        var service = who.LacksEverywhere(Permission.ReportRun) is not null
            ? []
            : gateways.Names.Select(gateway => Store(null, gateway, t.ServiceStore(gateway)));
        return
        [
            .. service,
            .. apps.Where(app => who.May(Permission.ReportRun, app.Id)).SelectMany(app => app.GatewayOverrides
                .Where(own => own.Mode == mode)
                .Select(own => Store(app.Id, own.Gateway, t.StoreOfApp(app.Name, own.Gateway)))),
        ];

        SettlementStore Store(ApplicationId? app, string gateway, string name) => new(
            app, gateway, name,
            accounts.Any(account => account.Mode == mode && account.Gateway == gateway && account.ApplicationId == app?.Value
                && account.Mapping is not null));
    }
}
