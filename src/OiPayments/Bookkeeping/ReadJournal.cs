using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary><c>GET /admin/ledger/journals/{id}</c>: one journal of any application's books, with what it moved.</summary>
internal sealed class ReadJournal(OpenBooks books, Book book)
{
    public static void Map(RouteGroupBuilder admin) => admin.MapGet("/journals/{id:long}", HandleAsync)
        .WithName("readJournal")
        .WithSummary("Read a journal")
        .WithDescription("One journal with its transfers. Never changes. Strongly consistent.")
        .Produces<Envelope<JournalDto>>()
        .OfAnyBooks();

    /// <summary>Takes <see cref="Permission.LedgerRead"/> for the application whose books they are.</summary>
    public async Task<Outcome<JournalDto>> RunAsync(SignedInOperator who, Scope scope, Id<Journal> id, CancellationToken ct)
    {
        if (await books.RefuseAsync(who, scope, ct) is { } refusal) return refusal;
        return await book.FindAsync(scope, id, ct) is { } journal
            ? new JournalDto(
                journal.Id, journal.Cause, journal.Kind, journal.Currency.Code, journal.PostedAt,
                [.. journal.Transfers.Select(
                    transfer => new TransferDto(transfer.Line, transfer.Debit, transfer.Credit, transfer.AmountMinor))])
            : Refusal.NotFound("journal");
    }

    private static async Task<Reply> HandleAsync(
        long id, HttpRequest request, SignedInOperator who, ReadJournal read, TimeProvider clock, CancellationToken ct) =>
        OpenBooks.Read(request, who).IsRefused(out var unreadable, out var scope)
            ? Reply.Refused(unreadable, clock)
            : Reply.Ok(await read.RunAsync(who, scope, new(id), ct), LedgerJson.Default.JournalDto, clock);
}
