using System.Globalization;
using System.Text;

namespace OiPayments.Bench;

/// <summary>
/// The least that an operation can cost on this database: the very statements that the service sent, in the same round trips and
/// transactions and with values of the same shape, played by <c>pgbench</c> with prepared statements. What differs from one operation to
/// the next is made from numbers that pgbench counts, so that nothing but PostgreSQL's own work is in it.
/// </summary>
internal sealed class Floor
{
    // Rows that the floor makes stand far above those of the service.
    private const long FirstId = 4_000_000_000_000_000;

    // So many digits tell apart as many as one run makes.
    private const int MostDigitsMetTwice = 16;

    private readonly string script;

    private Floor(string script, int roundTrips, int statements) =>
        (this.script, RoundTrips, Statements) = (script, roundTrips, statements);

    public int RoundTrips { get; }

    public int Statements { get; }

    /// <param name="samples">The transactions of several operations of one kind, each as its round trips.</param>
    /// <param name="known">For each of them, what stands for a value that belongs to the thing operated on, as SQL over <c>:n</c>.</param>
    public static Floor Of(IReadOnlyList<List<List<List<Statement>>>> samples, IReadOnlyList<IReadOnlyDictionary<string, string>> known)
    {
        // A worker's reading may have got between: what most operations did is what the operation does.
        var times = samples.SelectMany(sample => sample.Select(Shape)).Distinct().ToDictionary(
            shape => shape, shape => Median(samples.Select(sample => sample.Count(transaction => Shape(transaction) == shape))));
        var trimmed = samples.Select(sample => sample.Select((transaction, place) => (transaction, place))
            .Where(one => sample.Take(one.place).Count(before => Shape(before) == Shape(one.transaction)) < times[Shape(one.transaction)])
            .SelectMany(one => one.transaction).ToList()).ToList();
        var usual = trimmed.Index().GroupBy(sample => Shape(sample.Item)).OrderByDescending(group => group.Count()).First().ToList();
        if (usual.Count < Math.Max(2, samples.Count / 3))
        {
            var seen = trimmed.Select(sample => string.Join(
                " | ", sample.Select(round => string.Join("; ", round.Select(statement => Beginning(statement.Sql)))))).Distinct();
            throw new InvalidOperationException("No two operations sent the same statements:\n" + string.Join('\n', seen));
        }

        var fresh = new Dictionary<string, string>();
        var text = new StringBuilder("\\set i :i + 1\n\\set n :client_id * :each + :i\n\\set u :i * 64\n");
        var first = usual[0];
        foreach (var (roundNumber, round) in first.Item.Index())
        {
            if (round.Count > 1) text.AppendLine("\\startpipeline");
            foreach (var (number, statement) in round.Index())
            {
                var bound = statement.Values.Select((value, place) =>
                {
                    var all = usual.Select(sample => sample.Item[roundNumber][number].Values[place].Text).ToList();
                    return Expression(value, all, known[first.Index], fresh);
                }).ToList();
                text.Append(Bind(statement.Sql, bound)).AppendLine(";");
            }

            if (round.Count > 1) text.AppendLine("\\endpipeline");
        }

        return new(text.ToString(), first.Item.Count, first.Item.Sum(round => round.Count));
    }

    /// <summary>
    /// Plays some of so many operations with so many clients. A play's number keeps its rows apart from those of the others.
    /// </summary>
    /// <param name="db">Where.</param>
    /// <param name="folder">For the script, and what pgbench writes down.</param>
    /// <param name="name">Of the script.</param>
    /// <param name="clients">How many.</param>
    /// <param name="operations">All that the play consists of.</param>
    /// <param name="play">Its number.</param>
    /// <param name="turn">Which of its equal parts, from 0.</param>
    /// <param name="turns">How many parts it has.</param>
    public async Task<Taken> PlayAsync(
        PostgreSql db, string folder, string name, int clients, int operations, int play, int turn, int turns)
    {
        var each = operations / clients / turns;
        var file = $"{folder}/{name}.sql";
        await File.WriteAllTextAsync(file, script);
        var logs = Directory.CreateDirectory($"{folder}/{name}-{clients}-log");
        await Shell.RunAsync("chmod", "777", logs.FullName);
        await Shell.RunAsPostgresAsync(
            $"{PostgreSql.Programs}/pgbench", "-h", "127.0.0.1", "-p", $"{db.Port}", "-U", "bench", "-n", "-M", "prepared", "-c",
            $"{clients}", "-j", $"{Math.Min(clients, 2)}",
            "-t", $"{each}", "-D", $"i={turn * each}", "-D", $"each={(each * turns) + 1}", "-D", $"play={play}", "-l", "--log-prefix",
            $"{logs.FullName}/tx", "-f", file, "bench");

        var (latencies, first, last) = (new List<double>(), double.MaxValue, 0.0);
        foreach (var line in logs.GetFiles().SelectMany(log => File.ReadLines(log.FullName)))
        {
            // client, transaction, microseconds, script, seconds and microseconds when it ended
            var fields = line.Split(' ');
            var (took, ended) = (
                double.Parse(fields[2], CultureInfo.InvariantCulture) / 1e6,
                double.Parse(fields[4], CultureInfo.InvariantCulture) + (double.Parse(fields[5], CultureInfo.InvariantCulture) / 1e6));
            latencies.Add(took);
            (first, last) = (Math.Min(first, ended - took), Math.Max(last, ended));
        }

        logs.Delete(recursive: true);
        await LeaveNothingToDoAsync(db);
        return new(latencies, last - first);
    }

    /// <summary>Otherwise the service would expire, refund, number and seal what was only played, while it is measured.</summary>
    private static async Task LeaveNothingToDoAsync(PostgreSql db)
    {
        foreach (var table in (string[])["payments", "refunds"])
            await db.AskAsync($"UPDATE {table} SET due_at = NULL WHERE id >= {FirstId} AND due_at IS NOT NULL");
        await db.AskAsync($"DELETE FROM webhook_deliveries WHERE event_id >= {FirstId}");
        await db.AskAsync($"DELETE FROM ledger_unsealed WHERE journal_id >= {FirstId}");
    }

    private static string Beginning(string sql) => sql[..Math.Min(50, sql.Length)].Replace('\n', ' ');

    private static int Median(IEnumerable<int> numbers) => numbers.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    private static string Shape(List<List<Statement>> sample) =>
        string.Join("\n--\n", sample.Select(round => string.Join(";\n", round.Select(statement => statement.Sql))));

    private static string Expression(
        Bound value, List<string?> all, IReadOnlyDictionary<string, string> known, Dictionary<string, string> fresh)
    {
        if (value.Text is null) return all.All(text => text is null)
            ? $"NULL::{Values.Name(value.Type)}"
            : throw new NotSupportedException("A value is NULL in one operation and not in the next.");

        var type = Values.Name(value.Type);
        if (known.TryGetValue(value.Text, out var expression)) return $"({expression})::{type}";
        if (all.Distinct().Count() == 1) return $"{Literal(value.Text)}::{type}";
        if (fresh.TryGetValue(value.Text, out var again)) return $"({again})::{type}";

        // Its own 64 numbers of each operation of each client.
        var unique =
            $"({FirstId}::int8 + :play::int8 * 10000000000000::int8 + :client_id::int8 * 10000000000::int8 + :u::int8 + {fresh.Count})";
        var made = value.Type switch
        {
            Values.Int8 => unique,
            Values.TimestampTz => "now()",
            Values.Bytea => Digest(unique, (value.Text.Length - 2) / 2),
            Values.Text or Values.Varchar => Words(value.Text, all, unique, known, fresh),
            Values.Jsonb or Values.Json => Literal(value.Text),
            _ => Literal(value.Text),
        };
        if (value.Type is Values.Int8 or Values.Text or Values.Varchar or Values.Bytea) fresh[value.Text] = made;
        return $"({made})::{type}";
    }

    // As many bytes as were bound, a digest's length of them unlike any other's.
    private static string Digest(string unique, int length) => length switch
    {
        32 => $"sha256(convert_to({unique}::text, 'UTF8'))",
        < 32 => $"substr(sha256(convert_to({unique}::text, 'UTF8')), 1, {length})",
        _ => $"sha256(convert_to({unique}::text, 'UTF8')) || decode(repeat('2e', {length - 32}), 'hex')",
    };

    /// <summary>Text: what all have in front, then something of the operation's own, as long as it was.</summary>
    private static string Words(
        string text, List<string?> all, string unique, IReadOnlyDictionary<string, string> known, Dictionary<string, string> fresh)
    {
        // A longer text that mentions something of the operation, such as pay_…:capture, mentions the same here.
        foreach (var (part, expression) in known.Concat(fresh)
            .Where(pair => pair.Key.Length > 8)
            .OrderByDescending(pair => pair.Key.Length))
        {
            if (text.Length > 200) break;
            if (text.IndexOf(part, StringComparison.Ordinal) is >= 0 and var at)
                return $"{Literal(text[..at])} || ({expression})::text || {Literal(text[(at + part.Length)..])}";
        }

        if (text.Length > 200) return Literal(text);
        var common = 0;
        while (common < text.Length && all.All(other => other is not null && common < other.Length && other[common] == text[common]))
            common++;
        var rest = text.Length - common;

        // A running number, as of an invoice. Cut to its few digits, made-up ones would soon meet; so it is as long as it has to be.
        if (rest < MostDigitsMetTwice && all.All(other => other is not null && other.Skip(common).All(char.IsAsciiDigit)))
            return $"{Literal(text[..common])} || {unique}::text";
        return rest <= 32
            ? $"{Literal(text[..common])} || substr(md5({unique}::text), 1, {rest})"
            : $"{Literal(text[..common])} || md5({unique}::text) || {Literal(new string('x', rest - 32))}";
    }

    private static string Bind(string sql, List<string> values)
    {
        var text = new StringBuilder();
        for (var at = 0; at < sql.Length; at++)
        {
            if (sql[at] == '$' && at + 1 < sql.Length && char.IsAsciiDigit(sql[at + 1]))
            {
                var end = at + 1;
                while (end < sql.Length && char.IsAsciiDigit(sql[end])) end++;
                text.Append(values[int.Parse(sql[(at + 1)..end], CultureInfo.InvariantCulture) - 1]);
                at = end - 1;
            }
            else
            {
                text.Append(sql[at] is '\n' or '\r' ? ' ' : sql[at]);
            }
        }

        return text.ToString().TrimEnd().TrimEnd(';');
    }

    // pgbench takes a colon and a letter for a variable, wherever they stand.
    private static string Literal(string text) =>
        $"E'{text.Replace("\\", "\\\\").Replace("'", "''").Replace(":", "\\x3a").Replace("\n", "\\n").Replace("\r", "\\r")}'";
}

/// <summary>What so many operations took.</summary>
/// <param name="PerSecond">Operations that ended in a second.</param>
/// <param name="P50">The median, in seconds; and so on.</param>
internal sealed record Measured(double PerSecond, double P50, double P95, double P99)
{
    public static Measured Of(IEnumerable<double> latencies, double seconds)
    {
        var sorted = latencies.Order().ToList();
        return sorted.Count == 0
            ? throw new InvalidOperationException("Nothing was measured.")
            : new(sorted.Count / seconds, At(0.50), At(0.95), At(0.99));

        double At(double share) => sorted[(int)Math.Min(sorted.Count - 1, Math.Ceiling(share * sorted.Count) - 1)];
    }
}
