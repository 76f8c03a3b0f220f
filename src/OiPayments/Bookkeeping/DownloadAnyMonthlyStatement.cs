using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.Bookkeeping;

/// <summary><c>GET /admin/ledger/monthly-statement</c>: the same of any application's books, for operators.</summary>
internal sealed class DownloadAnyMonthlyStatement(OpenBooks books, DownloadMonthlyStatement download)
{
    public static void Map(RouteGroupBuilder admin) => DownloadMonthlyStatement.Describe(
        admin.MapGet("/monthly-statement", HandleAsync), "downloadAnyMonthlyStatement").OfAnyBooks();

    /// <summary>Takes <see cref="Permission.LedgerRead"/> for the application whose books they are.</summary>
    public async Task<Outcome<IResult>> RunAsync(
        SignedInOperator who, Scope scope, DownloadMonthlyStatement.Request request, CancellationToken ct) =>
        (await books.FindAsync(who, scope, ct)).IsRefused(out var refusal, out var application)
            ? refusal
            : await download.RunAsync(scope, application.Name, request, ct);

    private static async Task<IResult> HandleAsync(
        HttpRequest request, SignedInOperator who, DownloadAnyMonthlyStatement download, TimeProvider clock, CancellationToken ct) =>
        OpenBooks.Read(request, who, DownloadMonthlyStatement.Request.Read).IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : (await download.RunAsync(who, asked.Books, asked.Else, ct)).IsRefused(out var refusal, out var file)
                ? Reply.Refused(refusal, clock)
                : file;
}
