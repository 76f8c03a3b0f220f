namespace OiPayments.Statements;

/// <summary>
/// What is wrong with a file, for the person who uploaded it: <see cref="Exception.Message"/> is whole sentences that name the row and the
/// column and say what to do. A file is read whole or not at all: rows that were read before the refusal do not count.
/// </summary>
public sealed class FileRefusedException : Exception
{
    public FileRefusedException(string message, int? row = null, Exception? innerException = null) : base(message, innerException) =>
        Row = row;

    /// <summary>The line of the text or the row of the sheet, from 1; null when it is about the whole file.</summary>
    public int? Row { get; }

    internal static FileRefusedException At(int row, string header, string problem) =>
        new($"Row {row}, column {Quoted.Of(header)}: {problem}", row);
}
