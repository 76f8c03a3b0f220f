using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OiPayments.Access;
using OiPayments.TestSupport;

namespace OiPayments.Bench;

/// <summary>A statement as it went over the wire, with the values that were bound to it.</summary>
internal sealed record Statement(string Sql, IReadOnlyList<Bound> Values);

/// <param name="Type">The type's object id, as the client named it.</param>
/// <param name="Text">The value as PostgreSQL would print it; null is NULL.</param>
internal sealed record Bound(uint Type, string? Text);

/// <summary>
/// Stands between the server and PostgreSQL and keeps every statement, and which of them travelled together: a round trip is what
/// the client sends after the database has spoken. Only in the way while statements are captured, never while anything is timed.
/// </summary>
internal sealed partial class Wire : IAsyncDisposable
{
    private readonly List<Round> rounds = [];
    private readonly Relay relay;

    public Wire(int target) => relay = new(target, () => new Conversation(this));

    public int Port => relay.Port;

    /// <summary>
    /// The transactions that <paramref name="operation"/> made the server do until it answered, each as its round trips. Those of the
    /// workers that it woke are left out: they are no part of what the caller waits for.
    /// </summary>
    public async Task<List<List<List<Statement>>>> CaptureAsync(Func<Task> operation)
    {
        lock (rounds) rounds.Clear();
        await operation();
        List<Round> seen;
        lock (rounds) seen = [.. rounds.Select(round => round with { Statements = [.. round.Statements] })];
        return [.. Transactions(seen)
            .Where(transaction => !transaction.Exists(IsOfAWorker))
            .Select(transaction => transaction.Select(round => round.Statements).ToList())];
    }

    public ValueTask DisposeAsync() => relay.DisposeAsync();

    /// <summary>Whether a statement is one of the workers', on either database.</summary>
    public static bool IsOfAWorker(string sql) => Workers().IsMatch(sql.Replace("\"", ""));

    private static bool IsOfAWorker(Round round) => round.Statements.Exists(statement => IsOfAWorker(statement.Sql));

    // Numbering events, delivering them, sealing, following up, a node's sign of life; and its turn to lease ids, once in a thousand.
    [GeneratedRegex(
        @"webhook_sequences|SET sequence|sequence IS NULL|FROM webhook_deliveries|FROM ledger_unsealed|ledger_seals|ledger_counted|ledger_turnovers|audit_|logged_requests|SET due_at|SET leased_by|nodes|id_blocks|FROM refunds AS r|due_at <=")]
    private static partial Regex Workers();

    /// <summary>What one connection said from BEGIN to COMMIT, or in one round trip outside a transaction.</summary>
    private static List<List<Round>> Transactions(List<Round> seen)
    {
        var (transactions, open) = (new List<List<Round>>(), new Dictionary<Conversation, List<Round>>());
        foreach (var round in seen)
        {
            if (!open.TryGetValue(round.Of, out var transaction)) transactions.Add(transaction = []);
            transaction.Add(round);
            foreach (var statement in round.Statements)
            {
                if (statement.Sql.StartsWith("BEGIN", StringComparison.Ordinal)) open[round.Of] = transaction;
                if (statement.Sql is "COMMIT" or "ROLLBACK") open.Remove(round.Of);
            }
        }

        return transactions;
    }

    /// <summary>
    /// One connection: the frontend's messages Parse, Bind and Query of PostgreSQL's protocol 3.0, the rest is passed over.
    /// </summary>
    private sealed class Conversation(Wire wire) : IListener
    {
        private readonly Dictionary<string, (string Sql, uint[] Types)> prepared = [];
        private readonly MemoryStream pending = new();
        private bool hasStarted;
        private Round? round;

        public void ServerSpoke(ReadOnlySpan<byte> bytes)
        {
            lock (wire.rounds) round = null;
        }

        public void ClientSpoke(ReadOnlySpan<byte> bytes)
        {
            pending.Write(bytes);
            var all = pending.ToArray().AsSpan();
            var at = 0;
            while (true)
            {
                // The first message has no type: its length, the protocol's version and the settings.
                var head = hasStarted ? 1 : 0;
                if (all.Length - at < head + 4) break;
                var length = BinaryPrimitives.ReadInt32BigEndian(all[(at + head)..]);
                if (all.Length - at < head + length) break;
                if (hasStarted) Read((char)all[at], new(all.Slice(at + 5, length - 4).ToArray()));
                else hasStarted = BinaryPrimitives.ReadInt32BigEndian(all[(at + 4)..]) == 196608;
                at += head + length;
            }

            var rest = all[at..].ToArray();
            pending.SetLength(0);
            pending.Write(rest);
        }

        private void Read(char type, Message message)
        {
            switch (type)
            {
                case 'P':
                    var name = message.String();
                    var sql = message.String();
                    prepared[name] = (sql, [.. Enumerable.Range(0, message.Int16()).Select(_ => (uint)message.Int32())]);
                    break;
                case 'B':
                    message.String();
                    var known = prepared[message.String()];
                    var formats = Enumerable.Range(0, message.Int16()).Select(_ => message.Int16()).ToArray();
                    var values = Enumerable.Range(0, message.Int16()).Select(number =>
                    {
                        var oid = number < known.Types.Length ? known.Types[number] : 0;
                        var bytes = message.Int32() is >= 0 and var length ? message.Bytes(length) : null;
                        var isBinary = formats.Length switch { 0 => false, 1 => formats[0] == 1, _ => formats[number] == 1 };
                        return new Bound(oid, bytes is null ? null : isBinary ? Values.TextOf(oid, bytes) : Encoding.UTF8.GetString(bytes));
                    }).ToList();
                    Keep(new(known.Sql, values));
                    break;
                case 'Q':
                    Keep(new(message.String(), []));
                    break;
            }
        }

        private void Keep(Statement statement)
        {
            // The driver's own, when a connection is taken from the pool again: no work of the operation's.
            if (statement.Sql == "DISCARD ALL") return;

            lock (wire.rounds)
            {
                if (round is null) wire.rounds.Add(round = new(this, []));
                round.Statements.Add(statement);
            }
        }
    }

    private sealed record Round(Conversation Of, List<Statement> Statements);

    private sealed class Message(byte[] bytes)
    {
        private int at;

        public string String()
        {
            var end = Array.IndexOf(bytes, (byte)0, at);
            var text = Encoding.UTF8.GetString(bytes, at, end - at);
            at = end + 1;
            return text;
        }

        public int Int16() => BinaryPrimitives.ReadInt16BigEndian(bytes.AsSpan((at += 2) - 2));

        public int Int32() => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan((at += 4) - 4));

        public byte[] Bytes(int length) => bytes[at..(at += length)];
    }
}

/// <summary>PostgreSQL's types, as far as the service binds them.</summary>
internal static class Values
{
    public const uint Bool = 16, Bytea = 17, Int8 = 20, Int2 =
        21, Int4 = 23, Text = 25, Varchar = 1043, TimestampTz = 1184, Jsonb = 3802, Json = 114, Date = 1082, Double = 701, Inet = 869;

    private static readonly Dictionary<uint, (string Name, uint Element)> Known = new()
    {
        [Bool] = ("bool", 0),
        [Bytea] = ("bytea", 0),
        [Int8] = ("int8", 0),
        [Int2] = ("int2", 0),
        [Int4] = ("int4", 0),
        [Text] = ("text", 0),
        [Varchar] = ("varchar", 0),
        [TimestampTz] = ("timestamptz", 0),
        [Jsonb] = ("jsonb", 0),
        [Json] = ("json", 0),
        [Date] = ("date", 0),
        [Double] = ("float8", 0),
        [1016] = ("int8[]", Int8),
        [1007] = ("int4[]", Int4),
        [1009] = ("text[]", Text),
        [1015] = ("varchar[]", Varchar),
        [1185] = ("timestamptz[]", TimestampTz),
        [1001] = ("bytea[]", Bytea),
    };

    public static string Name(uint oid) => Known.TryGetValue(oid, out var known)
        ? known.Name
        : throw new NotSupportedException($"The bench does not know PostgreSQL's type {oid} yet.");

    public static string TextOf(uint oid, byte[] bytes) => oid switch
    {
        Bool => bytes[0] == 1 ? "true" : "false",
        Bytea => "\\x" + Convert.ToHexStringLower(bytes),
        Int2 => BinaryPrimitives.ReadInt16BigEndian(bytes).ToString(CultureInfo.InvariantCulture),
        Int4 => BinaryPrimitives.ReadInt32BigEndian(bytes).ToString(CultureInfo.InvariantCulture),
        Int8 => BinaryPrimitives.ReadInt64BigEndian(bytes).ToString(CultureInfo.InvariantCulture),
        Double => BinaryPrimitives.ReadDoubleBigEndian(bytes).ToString("R", CultureInfo.InvariantCulture),
        TimestampTz => new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc)
            .AddTicks(BinaryPrimitives.ReadInt64BigEndian(bytes) * 10)
            .ToString("yyyy-MM-dd HH:mm:ss.ffffff+00", CultureInfo.InvariantCulture),
        Jsonb => Encoding.UTF8.GetString(bytes, 1, bytes.Length - 1),
        _ when Known.TryGetValue(oid, out var known) && known.Element != 0 => ArrayText(known.Element, bytes),
        _ => Encoding.UTF8.GetString(bytes),
    };

    private static string ArrayText(uint element, byte[] bytes)
    {
        if (BinaryPrimitives.ReadInt32BigEndian(bytes) == 0) return "{}";
        var count = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(12));
        var items = new List<string>();
        for (var (at, number) = (20, 0); number < count; number++)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            at += 4;
            if (length < 0) items.Add("NULL");
            else items.Add('"' + TextOf(element, bytes[at..(at += length)]).Replace("\\", "\\\\").Replace("\"", "\\\"") + '"');
        }

        return "{" + string.Join(',', items) + "}";
    }
}
