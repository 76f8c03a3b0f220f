using Microsoft.Extensions.DependencyInjection;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>
/// Gives every event its number, 1, 2, 3… within its application and mode, after it committed and before it is first sent. Number and
/// counter commit together, and the counter lets one numbering at a time through, so there is no gap, and whoever sees a number can
/// see all below it. Payments wait for none of this; see docs/decisions/0008.
/// </summary>
internal sealed class NumberEvents(IServiceScopeFactory scopes)
{
    private const int BatchSize = 200;

    public async Task RunAsync(ApplicationId application, CancellationToken ct)
    {
        while (await FindUnnumberedAsync(application, ct) is { } mode) await NumberSomeAsync(new(application, mode), ct);
    }

    /// <summary>A mode with events that have no number yet. Mostly there is none, and then no transaction either.</summary>
    private async Task<Mode?> FindUnnumberedAsync(ApplicationId application, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        return await db.Of<WebhookDelivery>(application).Where(d => d.Sequence == null).Select(d => (Mode?)d.Mode).FirstOrDefaultAsync(ct);
    }

    private async Task NumberSomeAsync(Scope scope, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        // Whoever changes the counter's row has the turn until it commits; the next one then sees every number that was given.
        if (await db.Of<EventSequence>(scope).ExecuteUpdateAsync(set => set.SetProperty(s => s.Version, s => s.Version + 1), ct) == 0)
        {
            db.Add(new EventSequence { ApplicationId = scope.ApplicationId, Mode = scope.Mode });
            if (!await db.TrySaveAsync(ct)) return;
        }

        var counter = await db.Of<EventSequence>(scope).SingleAsync(ct);
        var unnumbered = await db.Of<WebhookDelivery>(scope).Where(d => d.Sequence == null)
            .Join(db.Of<WebhookEvent>(scope), d => d.EventId, e => e.Id, (d, e) => new { Delivery = d, e.CreatedAt })
            .OrderBy(x => x.CreatedAt).ThenBy(x => x.Delivery.EventId)
            .Select(x => x.Delivery).Take(BatchSize).ToListAsync(ct);
        foreach (var delivery in unnumbered) delivery.Sequence = ++counter.Last;
        await db.SaveAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
