using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Storage;

/// <summary>
/// What a database of the suite's kind is made of: a line for every column, key, check, index, trigger and function, in alphabetical order,
/// since the order in which a table has its columns says nothing.
/// </summary>
internal static partial class SchemaOf
{
    private const string AskSqlite = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL";

    private const string AskPostgreSql = """
        SELECT format('table %s %s', relname, relkind) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
        UNION ALL
        SELECT format('column %s.%s %s%s%s%s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), ' collate ' || k.collname,
            CASE WHEN a.attnotnull THEN ' not null' END, ' default ' || pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated)
        FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        LEFT JOIN pg_collation AS k ON k.oid = a.attcollation
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
        UNION ALL
        SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON oid = indexrelid WHERE relnamespace = 'public'::regnamespace
        UNION ALL
        SELECT format('%s %s', pg_get_triggerdef(oid), tgenabled) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL
        SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        """;

    /// <param name="connection">The database's connection string.</param>
    public static async Task<List<string>> ReadAsync(string connection)
    {
        var isSqlite = TestDatabase.Kind == "sqlite";
        var lines = new List<string>();
        await using DbConnection database = isSqlite ? new SqliteConnection(connection) : new NpgsqlConnection(connection);
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = isSqlite ? AskSqlite : AskPostgreSql;
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            var text = Spaces().Replace(rows.GetString(isSqlite ? 2 : 0), " ");
            if (isSqlite) lines.AddRange(Describe(rows.GetString(0), rows.GetString(1), text));
            else lines.Add(CastOfEach().Replace(CastOfAll().Replace(text, "${inner}"), "${inner}"));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>SQLite keeps the text of statements: of a table, what stands between its parentheses, each part on its own.</summary>
    private static List<string> Describe(string type, string name, string sql)
    {
        if (type != "table") return [sql];
        var (begin, end) = (sql.IndexOf('(', StringComparison.Ordinal) + 1, sql.LastIndexOf(')'));
        var parts = new List<string> { $"table {name}{sql[(end + 1)..]}" };
        var depth = 0;
        for (var at = begin; at <= end; at++)
        {
            if (sql[at] is '(') depth++;
            else if (sql[at] is ')' && at < end) depth--;
            else if (depth == 0 && (sql[at] is ',' || at == end))
            {
                parts.Add($"{name}: {sql[begin..at].Trim()}");
                begin = at + 1;
            }
        }

        return parts;
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();

    // PostgreSQL says status IN ('A') in one way when it was written so, and in another when it reads that from a dump.
    [GeneratedRegex(@"\((?<inner>ARRAY\[[^\]]*\])\)::text\[\]", RegexOptions.None, 1000)]
    private static partial Regex CastOfAll();

    [GeneratedRegex(@"\((?<inner>'[^']*'::character varying)\)::text", RegexOptions.None, 1000)]
    private static partial Regex CastOfEach();
}
