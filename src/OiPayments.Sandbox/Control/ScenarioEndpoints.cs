using System.Text.Json;
using System.Text.Json.Nodes;
using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Scenarios;

namespace OiPayments.Sandbox.Control;

/// <summary>Scenarios for one transaction, for one store, and for everybody.</summary>
internal static class ScenarioEndpoints
{
    public static void Map(IEndpointRouteBuilder control)
    {
        control.MapGet("/scenarios", () => Results.Json(NamedScenario.All, ScenarioReading.Json));

        // "faults" is the older name, from when there was nothing but this one.
        foreach (var path in (string[])["/scenario", "/faults"])
        {
            control.MapGet(path, (ScenarioBook scenarios) => Shown(scenarios.Everywhere));
            control.MapPost(path, (HttpRequest request, ScenarioBook scenarios) => SetAsync(request, plan => scenarios.Everywhere = plan));
            control.MapDelete(path, (ScenarioBook scenarios) => Shown(scenarios.Everywhere = Scenario.Nothing));
        }

        control.MapGet("/stores/{id}/scenario", (string id, StoreBook stores, ScenarioBook scenarios) =>
            stores.Has(id) ? Shown(scenarios.OfStore(id) ?? scenarios.Everywhere) : NoSuchStore());
        control.MapPost("/stores/{id}/scenario", async (string id, HttpRequest request, StoreBook stores, ScenarioBook scenarios) =>
            stores.Has(id) ? await SetAsync(request, plan => scenarios.SetForStore(id, plan)) : NoSuchStore());
        control.MapDelete("/stores/{id}/scenario", (string id, ScenarioBook scenarios) =>
        {
            scenarios.SetForStore(id, null);
            return Shown(scenarios.Everywhere);
        });

        control.MapGet("/transactions/{id}/scenario", InForce);
        control.MapPost("/transactions/{id}/scenario", (string id, HttpRequest request, ScenarioBook scenarios) =>
            SetAsync(request, plan => scenarios.SetForTransaction(id, plan)));
        control.MapDelete("/transactions/{id}/scenario", (
            string id, string? store_id, SessionBook sessions, StoreBook stores, ScenarioBook scenarios) =>
        {
            scenarios.SetForTransaction(id, null);
            return InForce(id, store_id, sessions, stores, scenarios);
        });
    }

    /// <summary>What counts for a transaction, wherever it comes from; of a storm, what it draws for it.</summary>
    private static IResult InForce(string id, string? store_id, SessionBook sessions, StoreBook stores, ScenarioBook scenarios)
    {
        var session = store_id is null ? sessions.FindNewest(id) : sessions.FindByTransaction(store_id, id) is [.., var last] ? last : null;
        return Shown(session is null ? scenarios.For(store_id ?? stores.All[0].Id, id, amount: null) : scenarios.For(session));
    }

    private static async Task<IResult> SetAsync(HttpRequest request, Action<Scenario> set)
    {
        var (sent, unreadable) = await ControlBody.ReadAsync<JsonObject>(request);
        if (sent is null) return ControlBody.Problem(StatusCodes.Status400BadRequest, unreadable);
        try
        {
            if (ScenarioReading.Read(sent, out var plan) is { } problem)
                return ControlBody.Problem(StatusCodes.Status400BadRequest, problem);
            set(plan);
            return Shown(plan);
        }
        catch (JsonException problem)
        {
            return ControlBody.Problem(StatusCodes.Status400BadRequest, ControlBody.NotExpected(problem));
        }
    }

    private static IResult Shown(Scenario scenario) => Results.Json(scenario, ScenarioReading.Json);

    private static IResult NoSuchStore() => ControlBody.Problem(StatusCodes.Status404NotFound, "No store has this id.");
}
