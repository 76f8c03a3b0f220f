using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.Bookkeeping;

/// <summary><c>GET /admin/ledger/export</c>: any application's books as text that hledger, ledger or beancount reads.</summary>
internal sealed class ExportAnyLedger(OpenBooks books, ExportLedger export)
{
    public static void Map(RouteGroupBuilder admin) =>
        ExportLedger.Describe(admin.MapGet("/export", HandleAsync), "exportAnyLedger").OfAnyBooks();

    /// <summary>Takes <see cref="Permission.LedgerRead"/> for the application whose books they are.</summary>
    public async Task<Outcome<LedgerDownload>> RunAsync(
        SignedInOperator who, Scope scope, ExportLedger.Request request, CancellationToken ct) =>
        await books.RefuseAsync(who, scope, ct) is { } refusal ? refusal : await export.RunAsync(scope, request);

    private static async Task<IResult> HandleAsync(
        HttpRequest request, SignedInOperator who, ExportAnyLedger export, TimeProvider clock, CancellationToken ct) =>
        OpenBooks.Read(request, who, ExportLedger.Request.Read).IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : (await export.RunAsync(who, asked.Books, asked.Else, ct)).IsRefused(out var refusal, out var file)
                ? Reply.Refused(refusal, clock)
                : file;
}
