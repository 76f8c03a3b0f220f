using System.Text;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Ledger;
using OiPayments.Web;

namespace OiPayments.Bookkeeping;

/// <summary><c>GET /ledger/export</c> and <c>GET /admin/ledger/export</c>: the books as text that hledger and ledger read, so that a program nobody here wrote can check them.</summary>
internal static class ExportLedger
{
    private const string Description =
        "The books as a journal of hledger (hledger.org), oldest first, as a stream of any length, each dated by the day of `timeZone`, as reports are: `hledger -f books.journal --strict check` "
        + "checks them, `hledger -f books.journal balance` adds them up. ledger (ledger-cli.org) reads them too, `--pedantic` as well. "
        + "The last line says how many journals there were; without it the download was cut off. Strongly consistent.";

    public static void Map(RouteGroupBuilder ledger, RouteGroupBuilder admin)
    {
        Describe(ledger.MapGet("/export", ExportOwnAsync), "exportLedger").Refuses(ErrorCode.ValidationError);
        Describe(admin.MapGet("/export", ExportAnyAsync), "exportAnyLedger").OfAnyBooks();
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string name) => endpoint
        .WithName(name)
        .WithSummary("Export the ledger for hledger")
        .WithDescription(Description)
        .WithinPeriod("journals posted")
        .Produces<string>(StatusCodes.Status200OK, "text/plain");

    private static IResult ExportOwnAsync(HttpContext context, CallingApplication caller, LedgerFacts books, TimeProvider clock) =>
        Export(context, caller.Scope, books, clock);

    private static async Task<IResult> ExportAnyAsync(
        HttpContext context, SignedInOperator who, OperatorBooks books, LedgerFacts facts, TimeProvider clock, CancellationToken ct) =>
        (await books.OpenAsync(who, context.Request, ct)).IsRefused(out var refusal, out var scope)
            ? Reply.Refused(refusal, clock)
            : Export(context, scope, facts, clock);

    private static IResult Export(HttpContext context, Scope scope, LedgerFacts books, TimeProvider clock)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(context.Request.Query, errors);
        var ((from, to), zone) = (query.Period(), query.Zone());
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);

        context.Response.Headers.CacheControl = "no-store";
        UnknownNames.Announce(context);
        if (context.WantsHeadOnly) return Results.Text("", "text/plain; charset=utf-8");
        return Results.Stream(
            async body =>
            {
                await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
                await HledgerText.WriteAsync(text, books, scope, from, to, zone, context.RequestAborted);
            },
            "text/plain; charset=utf-8");
    }
}
