using OiPayments.Statements;

namespace OiPayments.UnitTests.Statements;

/// <summary>Statements of banks, read whole.</summary>
internal static class BankFiles
{
    public static Task<List<BankStatement>> ReadAsync(string text, BankMapping? mapping = null) =>
        ReadAsync(StatementFiles.Bytes(text), mapping);

    public static async Task<List<BankStatement>> ReadAsync(Stream file, BankMapping? mapping = null)
    {
        var statements = new List<BankStatement>();
        await foreach (var statement in BankStatementFile.ReadAsync(file, mapping, CancellationToken.None)) statements.Add(statement);
        return statements;
    }

    /// <summary>That the file is refused, by a sentence in which this is said.</summary>
    public static async Task RefusesAsync(string said, string text, BankMapping? mapping = null)
    {
        var refused = await Assert.ThrowsAsync<FileRefusedException>(() => ReadAsync(text, mapping));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }
}
