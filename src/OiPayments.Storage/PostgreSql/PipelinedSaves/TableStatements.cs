using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using Npgsql;
using NpgsqlTypes;

namespace OiPayments.Storage.PostgreSql.PipelinedSaves;

/// <summary>
/// How rows of one table are written: the statements, each made once, and what takes their parameters out of the entity. Only for a table
/// whose row is the entity's own properties and nothing that the database makes.
/// </summary>
internal sealed class TableStatements
{
    private const string OfTheModel = "OiPayments:TableStatements";

    // As many as there are bits to name a set of them.
    private const int MaxColumns = 64;

    private readonly string table;
    private readonly IEntityType type;
    private readonly int rank;
    private readonly IKey key;
    private readonly IComparer<IUpdateEntry>[] keyOrder;
    private readonly IColumnMapping[] columns;
    private readonly ISqlGenerationHelper helper;
    private readonly Statement insert;
    private readonly ConcurrentDictionary<ulong, ChangeStatement?> changes = new();
    private readonly ChangeStatement? deletion;
    private readonly Lazy<TableCopy> copy;

    private TableStatements(int rank, IKey key, ITableMapping mapping, ISqlGenerationHelper helper)
    {
        (this.rank, this.key, this.helper) = (rank, key, helper);
        type = key.DeclaringEntityType;
        table = helper.DelimitIdentifier(mapping.Table.Name, mapping.Table.Schema);
        columns = [.. mapping.ColumnMappings];
        keyOrder = [.. key.Properties.Select(property => property.GetCurrentValueComparer())];
        HasUniqueValues = type.GetIndexes().Any(index => index.IsUnique);
        insert = new(
            $"INSERT INTO {table} ({string.Join(", ", columns.Select(NameOf))})\nVALUES "
                + $"({string.Join(", ", columns.Select((_, place) => $"${place + 1}"))})",
            new(() => Binder(type, columns)));
        copy = new(() => new(type, table, [.. columns.Select(column => (NameOf(column), column))]));
        deletion = type.GetReferencingForeignKeys().Any() ? null : MakeChange($"DELETE FROM {table}", []);
    }

    /// <summary>
    /// Whether rows have other values than their key that only one of them may have. One row may give such a value up and another take it
    /// in the same save, which then has to keep an order that is not known here.
    /// </summary>
    public bool HasUniqueValues { get; }

    /// <summary>What writes thousands of its rows at once.</summary>
    public TableCopy Copy => copy.Value;

    /// <summary>
    /// Those of a model's tables, but for the ones that are <see cref="LeftToEntityFramework"/>. A type comes after every type that it
    /// refers to; one that refers to itself, or is part of a circle, has none, and neither has one that refers to such.
    /// </summary>
    public static IReadOnlyDictionary<IEntityType, TableStatements> Of(IModel model, ISqlGenerationHelper helper) =>
        model.GetOrAddRuntimeAnnotationValue(OfTheModel, static arguments => Make(arguments.model, arguments.helper), (model, helper));

    /// <summary>How a row is written; null if that is no plain matter, as deleting one that others may refer to.</summary>
    public static PipelinedRow? Pipelined(IReadOnlyDictionary<IEntityType, TableStatements> tables, IUpdateEntry row)
    {
        if (row.SharedIdentityEntry is not null || !tables.TryGetValue(row.EntityType, out var table)) return null;
        return row.EntityState switch
        {
            EntityState.Added => new(table, row, null),
            EntityState.Modified when table.ChangeOf(row) is { } change => new(table, row, change),
            EntityState.Deleted when table.deletion is { } deletion => new(table, row, deletion),
            _ => null,
        };
    }

    /// <summary>
    /// In which order rows are written. Rows that are there, whose locks others wait for, as Entity Framework orders them: by their table's
    /// name, then by key. Then new ones, as foreign keys want it, and those of one type by key. So no two saves wait for each other
    /// crosswise.
    /// </summary>
    public static int Compare(PipelinedRow one, PipelinedRow other)
    {
        if (one.Change is null != other.Change is null) return one.Change is null ? 1 : -1;
        if (one.Table != other.Table) return one.Change is null
            ? one.Table.rank.CompareTo(other.Table.rank)
            : string.CompareOrdinal(one.Table.table, other.Table.table);
        foreach (var comparer in one.Table.keyOrder)
        {
            if (comparer.Compare(one.Row, other.Row) is not 0 and var order) return order;
        }

        return 0;
    }

    public NpgsqlBatchCommand Insert(IUpdateEntry row) => insert.With(row.ToEntityEntry().Entity);

    private ChangeStatement? ChangeOf(IUpdateEntry row)
    {
        if (columns.Length > MaxColumns) return null;
        var changed = 0ul;
        for (var place = 0; place < columns.Length; place++)
        {
            if (row.IsModified(columns[place].Property)) changed |= 1ul << place;
        }

        return changes.GetOrAdd(changed, static (changed, table) => table.MakeChange(changed), this);
    }

    /// <summary>
    /// Null for a set of columns that refer to other rows, which may be new ones, and for what Entity Framework does more with than to
    /// write it.
    /// </summary>
    private ChangeStatement? MakeChange(ulong changed)
    {
        var written = columns.Where((_, place) => (changed & (1ul << place)) != 0).ToList();
        var isPlain = written.Count > 0 && written.TrueForAll(column => column.Property is var property
            && !property.IsForeignKey()
            && !property.IsKey()
            && property.GetAfterSaveBehavior() is PropertySaveBehavior.Save);
        return isPlain ? MakeChange(
            $"UPDATE {table} SET {string.Join(", ", written.Select((column, place) => $"{NameOf(column)} = ${place + 1}"))}",
            written) : null;
    }

    /// <summary>What is done to a row that is still as it was read. Null when that cannot be asked plainly.</summary>
    private ChangeStatement? MakeChange(string statement, List<IColumnMapping> written)
    {
        var identified = key.Properties.Select(property => columns.Single(column => column.Property == property)).ToList();
        var guards = columns.Where(column => column.Property.IsConcurrencyToken && !key.Properties.Contains(column.Property)).ToList();
        if (guards.Exists(column => column.Property.IsNullable || column.TypeMapping.Converter is not null)) return null;

        var conditions = identified.Concat(guards).Select((column, place) => $"{NameOf(column)} = ${written.Count + place + 1}");
        return new(
            new($"{statement}\nWHERE {string.Join(" AND ", conditions)}", new(() => Binder(type, [.. written, .. identified]))),
            [.. guards.Select(column => (column.Property, ColumnValue.TypeOf(column)))]);
    }

    private string NameOf(IColumnMapping column) => helper.DelimitIdentifier(column.Column.Name);

    private static Dictionary<IEntityType, TableStatements> Make(IModel model, ISqlGenerationHelper helper)
    {
        var tables = new Dictionary<IEntityType, TableStatements>();
        var placed = new HashSet<IEntityType>();
        var left = model.GetEntityTypes().OrderBy(type => type.Name, StringComparer.Ordinal).ToList();
        while (left.Where(type => type.GetForeignKeys().All(reference => placed.Contains(reference.PrincipalEntityType)))
            .ToList() is { Count: > 0 } next)
        {
            foreach (var type in next)
            {
                if (!LeftToEntityFramework.Holds(type) && IsPlain(type, out var key, out var mapping))
                    tables.Add(type, new(placed.Count, key, mapping, helper));
                placed.Add(type);
                left.Remove(type);
            }
        }

        return tables;
    }

    private static bool IsPlain(IEntityType type, out IKey key, out ITableMapping mapping)
    {
        (key, mapping) = (type.FindPrimaryKey()!, null!);
        if (key is null
            || type.HasSharedClrType
            || type.BaseType is not null
            || type.GetDirectlyDerivedTypes().Any()
            || type.GetComplexProperties().Any()) return false;
        if (type.GetTableMappings().ToList() is not [var only]
            || only.Table.EntityTypeMappings.Count() != 1
            || type.GetInsertStoredProcedureMappings().Any()) return false;
        mapping = only;
        return mapping.ColumnMappings.Count() == type.GetProperties().Count()
            && type.GetProperties().All(property => property is { ValueGenerated: ValueGenerated.Never }
                && !property.IsShadowProperty()
                && !property.IsIndexerProperty()
                && property.GetBeforeSaveBehavior() is PropertySaveBehavior.Save
                && property.GetTypeMapping().Converter is not { ConvertsNulls: true });
    }

    // Entity Framework reads a property at a time, through an object for each value; this is one method for the whole row.
    private static Action<object, NpgsqlParameterCollection> Binder(IEntityType type, IReadOnlyList<IColumnMapping> columns)
    {
        var entity = Expression.Parameter(typeof(object));
        var parameters = Expression.Parameter(typeof(NpgsqlParameterCollection));
        var row = Expression.Variable(type.ClrType);
        var steps = columns.Select(Expression (column) => Bound(column, row, parameters))
            .Prepend(Expression.Assign(row, Expression.Convert(entity, type.ClrType)));
        return Expression.Lambda<Action<object, NpgsqlParameterCollection>>(Expression.Block([row], steps), entity, parameters).Compile();
    }

    private static Expression Bound(IColumnMapping column, Expression row, Expression parameters)
    {
        var dbType = Expression.Constant(ColumnValue.TypeOf(column));
        return ColumnValue.Of(
            column, row, plain => Expression.Call(typeof(TableStatements), nameof(Add), [plain.Type], parameters, plain, dbType),
            Expression.Call(typeof(TableStatements), nameof(AddNull), [], parameters, dbType));
    }

    private static void Add<T>(NpgsqlParameterCollection parameters, T value, NpgsqlDbType type) =>
        parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });

    private static void AddNull(NpgsqlParameterCollection parameters, NpgsqlDbType type) =>
        parameters.Add(new() { Value = DBNull.Value, NpgsqlDbType = type });

    /// <summary>What changes some columns of a row, or deletes it, and meets none when another has changed it since it was read.</summary>
    public sealed class ChangeStatement(Statement change, IReadOnlyList<(IProperty Property, NpgsqlDbType Type)> guards)
    {
        public NpgsqlBatchCommand Write(IUpdateEntry row)
        {
            var command = change.With(row.ToEntityEntry().Entity);
            foreach (var (property, dbType) in guards)
                command.Parameters.Add(new() { Value = row.GetOriginalValue(property), NpgsqlDbType = dbType });
            return command;
        }
    }

    /// <summary>A statement, and what takes its parameters out of an entity.</summary>
    public sealed class Statement(string sql, Lazy<Action<object, NpgsqlParameterCollection>> bind)
    {
        public NpgsqlBatchCommand With(object entity)
        {
            var command = new NpgsqlBatchCommand(sql);
            bind.Value(entity, command.Parameters);
            return command;
        }
    }
}

/// <summary>A row to be written, new if it is no change.</summary>
internal readonly record struct PipelinedRow(TableStatements Table, IUpdateEntry Row, TableStatements.ChangeStatement? Change)
    : IComparable<PipelinedRow>
{
    public NpgsqlBatchCommand Write() => Change is null ? Table.Insert(Row) : Change.Write(Row);

    public int CompareTo(PipelinedRow other) => TableStatements.Compare(this, other);
}
