using System.Globalization;
using System.Text.Json.Nodes;
using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Scenarios;
using OiPayments.Sandbox.Settlements;
using OiPayments.Sandbox.Wire;

namespace OiPayments.Sandbox.Endpoints;

/// <summary>
/// <c>POST /validator/api/v4/</c> with <c>action=settlementRecord</c>: what is settled from <c>start_date</c> to <c>end_date</c>, page by
/// page. The gateway does not document it; the real one may do otherwise in everything but the names of its fields.
/// </summary>
internal static class SettlementRecord
{
    private const string Time = "yyyy-MM-dd HH:mm:ss";

    public static void Map(IEndpointRouteBuilder sandbox) => sandbox
        .MapPost("/validator/api/v4/", HandleAsync)
        .Misbehaving(_ => Call.Query);

    private static async Task<IResult> HandleAsync(HttpRequest request, StoreBook stores, SettlementBook settlements, TimeProvider clock)
    {
        var sent = await CallFields.ReadAsync(request);
        if (!sent.Has("store_id") || !sent.Has("store_passwd")) return PhpJson.Ok(SettlementAnswer.NotTaken("INVALID_REQUEST"));

        var login = stores.LogIn(sent["store_id"], sent["store_passwd"], out var store);
        if (login is not Login.Accepted) return PhpJson.Ok(SettlementAnswer.NotTaken(ApiConnect.Of(login)));
        return PhpJson.Ok(
            sent["action"] == "settlementRecord" && Wish.TryRead(sent, out var wish)
                ? Answer(wish, settlements.Of(store, SandboxTime.Of(request, clock)))
                : SettlementAnswer.NotTaken("INVALID_REQUEST"));
    }

    // What is settled on a day to come is told too, so that nobody who tries it out waits for a working day.
    private static JsonObject Answer(Wish wish, IReadOnlyList<Settlement> all)
    {
        var lines = all.Where(one => one.SettledOn.ToDateTime(default) is var day && day >= wish.From && day <= wish.To)
            .SelectMany(one => one.Entries.Select(entry => (one, entry))).ToList();
        var pages = (int)((lines.Count + (long)wish.Limit - 1) / wish.Limit);
        var before = (int)Math.Min((wish.Page - 1L) * wish.Limit, lines.Count);
        return SettlementAnswer.Page(lines.Skip(before).Take(wish.Limit), lines.Count, pages);
    }

    /// <param name="From">The first moment of Dhaka that a day of settlement may begin at.</param>
    /// <param name="To">The last one.</param>
    /// <param name="Page">From 1.</param>
    /// <param name="Limit">Lines of a page, at least one.</param>
    private sealed record Wish(DateTime From, DateTime To, int Page, int Limit)
    {
        public static bool TryRead(CallFields sent, out Wish wish)
        {
            wish = new(default, default, 0, 0);
            if (!TryTime(sent["start_date"], out var from) || !TryTime(sent["end_date"], out var to) || to < from) return false;
            if (!TryCount(sent["page"], out var page) || !TryCount(sent["limit"], out var limit)) return false;
            wish = new(from, to, page, limit);
            return true;
        }

        private static bool TryTime(string text, out DateTime time) =>
            DateTime.TryParseExact(text, Time, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

        private static bool TryCount(string text, out int count) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count >= 1;
    }
}
