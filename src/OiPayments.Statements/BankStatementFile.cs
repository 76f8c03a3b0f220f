using System.Runtime.CompilerServices;
using OiPayments.Statements.Banks;
using OiPayments.Statements.Proposals;
using OiPayments.Statements.Tables;

namespace OiPayments.Statements;

/// <summary>Reads the statements of bank accounts: MT940, camt.053, or a table by a mapping.</summary>
public static class BankStatementFile
{
    /// <summary>
    /// The statements of a file, which may hold several, of several accounts. They count only when the last was read. A table is one
    /// statement.
    /// </summary>
    /// <param name="file">Can seek; is read from its beginning, in pieces, and is left open.</param>
    /// <param name="mapping">How the tables of this account are to be read; null where the bank gives MT940 or camt.053.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="FileRefusedException">The file, or the mapping, is not as it should be; nothing of it may be used.</exception>
    public static async IAsyncEnumerable<BankStatement> ReadAsync(
        Stream file, BankMapping? mapping, [EnumeratorCancellation] CancellationToken ct)
    {
        var first = await FirstBytes.OfAsync(file, ct);
        if (first.Format is FileFormat.Mt940 or FileFormat.Camt053)
        {
            var statements = first.Format is FileFormat.Mt940 ? Mt940Reader.ReadAsync(file, first, ct) : CamtReader.ReadAsync(file, ct);
            await foreach (var statement in statements) yield return statement;
            yield break;
        }

        yield return await BankTable.ReadAsync(file, first, mapping ?? throw new FileRefusedException(
            "The file is a table, and nobody has said yet what its columns hold. Map its columns, or upload MT940 or camt.053."), ct);
    }

    /// <summary>The beginning of a table, what its columns seem to hold, and what is doubtful of that.</summary>
    /// <param name="file">Can seek; is read from its beginning and is left open.</param>
    /// <param name="currency">The currency of the account.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="FileRefusedException">It is no bank statement, or has no rows.</exception>
    public static async Task<BankPreview> PreviewAsync(Stream file, Currency currency, CancellationToken ct)
    {
        var first = await FirstBytes.OfAsync(file, ct);
        return first.Format is FileFormat.Mt940 or FileFormat.Camt053
            ? new(first.Format, [], [], null, [])
            : new BankProposal(await FirstRows.OfAsync(file, BankWords.Headers.IsKnown, ct), currency).Make();
    }
}
