using static OiPayments.Bench.StatementRecorder;

using OiPayments.Access;

namespace OiPayments.Bench;

/// <summary>A command with its values, as it was recorded.</summary>
internal sealed record RecordedCommand(string Sql, IReadOnlyList<(string Name, object? Value)> Values);

/// <summary>Commands that were one transaction, or one command outside of any.</summary>
/// <param name="At">When it began, as a <see cref="System.Diagnostics.Stopwatch"/> says it in any process of this machine.</param>
/// <param name="IsExplicit">Whether it was begun and committed.</param>
internal sealed record RecordedTransaction(long At, bool IsExplicit, List<RecordedCommand> Commands);

/// <summary>Reads what a <see cref="StatementRecorder"/> wrote.</summary>
internal static class StatementLog
{
    /// <summary>What was committed, in the order it began, without what workers did that nobody waits for.</summary>
    public static List<RecordedTransaction> Read(string path)
    {
        using var file = new BinaryReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var (all, open) = (new List<RecordedTransaction>(), new Dictionary<Guid, RecordedTransaction>());
        while (file.BaseStream.Position < file.BaseStream.Length)
        {
            var (at, connection) = (file.ReadInt64(), new Guid(file.ReadBytes(16)));
            switch ((Said)file.ReadByte())
            {
                case Said.Begin:
                    all.Add(open[connection] = new(at, true, []));
                    break;
                case Said.Commit:
                    open.Remove(connection);
                    break;
                case Said.Rollback:
                    if (open.Remove(connection, out var lost)) all.Remove(lost);
                    break;
                case Said.Command:
                    var command = ReadCommand(file);
                    if (open.TryGetValue(connection, out var transaction)) transaction.Commands.Add(command);
                    else all.Add(new(at, false, [command]));
                    break;
            }
        }

        return [.. all.Where(one => !one.Commands.Exists(command => Wire.IsOfAWorker(command.Sql)))];
    }

    private static RecordedCommand ReadCommand(BinaryReader file)
    {
        var sql = file.ReadString();
        var values = new (string, object?)[file.ReadInt32()];
        for (var number = 0; number < values.Length; number++)
        {
            var name = file.ReadString();
            values[number] = (name, (Kind)file.ReadByte() switch
            {
                Kind.Text => file.ReadString(),
                Kind.Bytes => file.ReadBytes(file.ReadInt32()),
                Kind.Real => file.ReadDouble(),
                Kind.Integer => file.ReadInt64(),
                Kind.Unknown => throw new NotSupportedException($"The bench does not know values of {file.ReadString()} yet."),
                Kind.Null => null,
                var other => throw new InvalidDataException($"There is no kind of value {other}."),
            });
        }

        return new(sql, values);
    }
}
