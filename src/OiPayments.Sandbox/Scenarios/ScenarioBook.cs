using System.Globalization;
using OiPayments.Sandbox.Domain;

namespace OiPayments.Sandbox.Scenarios;

/// <summary>
/// Which scenario counts for a transaction. The most particular one does, as a whole: its own, then its amount's, then its
/// store's, then the one for everybody.
/// </summary>
internal sealed class ScenarioBook(SandboxOptions options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Scenario> byTransaction = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Scenario> byStore = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, int>> ordinals = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Store, string Transaction, Call Call), int> calls = [];
    private Scenario everywhere = Scenario.Nothing;

    public Scenario Everywhere
    {
        get
        {
            lock (gate) return everywhere;
        }

        set
        {
            lock (gate)
            {
                everywhere = value;
                Restart();
            }
        }
    }

    public Scenario? OfStore(string storeId)
    {
        lock (gate) return byStore.GetValueOrDefault(storeId);
    }

    public void SetForStore(string storeId, Scenario? scenario)
    {
        lock (gate)
        {
            Set(byStore, storeId, scenario);
            Restart();
        }
    }

    public void SetForTransaction(string transactionId, Scenario? scenario)
    {
        lock (gate)
        {
            Set(byTransaction, transactionId, scenario);
            foreach (var spent in calls.Keys.Where(call => call.Transaction == transactionId).ToList()) calls.Remove(spent);
        }
    }

    public Scenario For(PaymentSession session) => For(session.Store.Id, session.Order.TransactionId, session.Order.CurrencyAmount);

    /// <summary>What counts for a transaction; a storm is answered with what it draws for it.</summary>
    /// <param name="storeId">Its store.</param>
    /// <param name="transactionId">Its id.</param>
    /// <param name="amount">In the merchant's own currency; null when there is no session to know it from.</param>
    public Scenario For(string storeId, string transactionId, decimal? amount)
    {
        lock (gate)
        {
            var chosen = Chosen(storeId, transactionId, amount);
            if (chosen.Seed is not { } seed) return chosen;
            if (chosen.DrawBy is DrawBy.TransactionId) return Storm.Draw(seed, transactionId);

            // Only a session's opening counts; whoever merely asks about a transaction does not move those that come after.
            return ordinals.TryGetValue(storeId, out var known) && known.TryGetValue(transactionId, out var ordinal)
                ? Storm.Draw(seed, ordinal.ToString(CultureInfo.InvariantCulture))
                : Scenario.Nothing;
        }
    }

    /// <summary>Gives a transaction its ordinal, the first time a session is asked for under a storm that draws by it.</summary>
    public void Count(string storeId, string transactionId, decimal? amount)
    {
        lock (gate)
        {
            if (Chosen(storeId, transactionId, amount) is not { Seed: not null, DrawBy: DrawBy.Ordinal }) return;
            if (!ordinals.TryGetValue(storeId, out var known)) ordinals[storeId] = known = new(StringComparer.Ordinal);
            known.TryAdd(transactionId, known.Count + 1);
        }
    }

    /// <summary>The fault that this call is met with, counted where faults end after some calls.</summary>
    public CallFault Meet(Call call, Scenario scenario, string storeId, string transactionId)
    {
        var fault = scenario.FaultOf(call);
        if (fault is CallFault.None || scenario.CallTimes is not { } times) return fault;

        lock (gate)
        {
            var met = calls.GetValueOrDefault((storeId, transactionId, call));
            if (met >= times) return CallFault.None;
            calls[(storeId, transactionId, call)] = met + 1;
            return fault;
        }
    }

    private static void Set(Dictionary<string, Scenario> plans, string key, Scenario? scenario)
    {
        if (scenario is null) plans.Remove(key);
        else plans[key] = scenario;
    }

    private Scenario Chosen(string storeId, string transactionId, decimal? amount) =>
        byTransaction.GetValueOrDefault(transactionId)
        ?? (options.MagicAmounts && amount is { } magic ? NamedScenario.For(magic)?.Plan : null)
        ?? byStore.GetValueOrDefault(storeId)
        ?? everywhere;

    // A new plan starts anew: nothing was asked yet, and the next transaction is the first.
    private void Restart()
    {
        calls.Clear();
        ordinals.Clear();
    }
}
