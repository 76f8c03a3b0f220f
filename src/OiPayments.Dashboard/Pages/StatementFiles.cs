using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Bookkeeping;
using OiPayments.Dashboard.Shell;
using OiPayments.Ledger;

namespace OiPayments.Dashboard.Pages;

/// <summary>
/// <c>GET /admin/ledger/accounts/{code}/statement</c> and <c>/admin/ledger/monthly-statement</c>, each with <c>/pdf</c> behind it too: what
/// the pages of the books show with the same address, as files, for who is signed in by a cookie.
/// </summary>
internal static class StatementFiles
{
    public static void Map(IEndpointRouteBuilder web)
    {
        web.MapGet(
            "/admin/ledger/accounts/{code}/statement", (HttpContext context, string code, DownloadAnyStatement download) =>
            AccountAsync(context, code, download, isPdf: false)).WithMetadata(new DashboardMetadata());
        web.MapGet(
            "/admin/ledger/accounts/{code}/statement/pdf", (HttpContext context, string code, DownloadAnyStatement download) =>
            AccountAsync(context, code, download, isPdf: true)).WithMetadata(new DashboardMetadata());
        web.MapGet("/admin/ledger/monthly-statement", (HttpContext context, DownloadAnyMonthlyStatement download) =>
            MonthAsync(context, download, isPdf: false)).WithMetadata(new DashboardMetadata());
        web.MapGet("/admin/ledger/monthly-statement/pdf", (HttpContext context, DownloadAnyMonthlyStatement download) =>
            MonthAsync(context, download, isPdf: true)).WithMetadata(new DashboardMetadata());
    }

    private static async Task<IResult> AccountAsync(HttpContext context, string code, DownloadAnyStatement download, bool isPdf)
    {
        var asked = context.Request.Query;
        if (BooksOf(context) is not { } books || !WireNames<Account>.TryParse(code, out var account)
            || !Currency.TryParse((string?)asked["currency"] ?? "", out var currency))
            return Unreadable("Name an application, an account and a currency.");

        var request = new DownloadStatement.Request(
            currency, Period.Begin(asked["from"]), Period.End(asked["to"]), TimeZones.Default, FormOf(context, isPdf));
        return Answer(await download.RunAsync(WhoIn(context), books, account, request, context.RequestAborted));
    }

    private static async Task<IResult> MonthAsync(HttpContext context, DownloadAnyMonthlyStatement download, bool isPdf)
    {
        if (BooksOf(context) is not { } books || !Month.TryParse(context.Request.Query["month"], out var month))
            return Unreadable("Name an application and a month, such as 2026-08.");

        return Answer(await download.RunAsync(WhoIn(context), books, new(month, FormOf(context, isPdf)), context.RequestAborted));
    }

    // The gate lets nobody come here who is not signed in.
    private static SignedInOperator WhoIn(HttpContext context) => context.Features.GetRequiredFeature<SignedInOperator>();

    private static Scope? BooksOf(HttpContext context) => InvoiceQuery.App(context.Request.Query["app"]) is { } app
        ? new(app, DashboardPaths.ModeOf(context.Request.GetEncodedUrl()))
        : null;

    private static StatementForm FormOf(HttpContext context, bool isPdf) =>
        StatementForm.Of(isPdf, context.Request.Query["language"]);

    private static IResult Unreadable(string why) => Results.Text(why, statusCode: StatusCodes.Status400BadRequest);

    private static IResult Answer(Outcome<IResult> outcome) => outcome.IsRefused(out var refusal, out var file)
        ? Results.Text(
            refusal.Fields?.Values.FirstOrDefault() ?? refusal.Message, statusCode: ErrorCodes.StatusOf(refusal.Code))
        : file;
}
