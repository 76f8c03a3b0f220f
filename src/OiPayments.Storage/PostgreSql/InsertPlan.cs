using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using Npgsql;
using NpgsqlTypes;

namespace OiPayments.Storage.PostgreSql;

/// <summary>
/// How a new row of one entity type is written: the statement, made once, and what takes the parameters out of the entity. A plan is only
/// for a type whose row is the entity's own properties and nothing that the database makes.
/// </summary>
internal sealed class InsertPlan
{
    private const string OfTheModel = "OiPayments:InsertPlans";

    private readonly Lazy<Action<object, NpgsqlParameterCollection>> bind;
    private readonly int rank;
    private readonly IComparer<IUpdateEntry>[] key;

    private InsertPlan(int rank, IKey key, ITableMapping mapping, ISqlGenerationHelper helper)
    {
        var columns = mapping.ColumnMappings.ToList();
        this.rank = rank;
        this.key = [.. key.Properties.Select(property => property.GetCurrentValueComparer())];
        Sql = $"INSERT INTO {helper.DelimitIdentifier(mapping.Table.Name, mapping.Table.Schema)} ({string.Join(", ", columns.Select(column => helper.DelimitIdentifier(column.Column.Name)))})\n"
            + $"VALUES ({string.Join(", ", columns.Select((_, place) => $"${place + 1}"))})";
        bind = new(() => Binder((IEntityType)mapping.TypeBase, columns));
    }

    public string Sql { get; }

    /// <summary>
    /// The plans of a model. A type comes after every type that it refers to; one that refers to itself, or is part of a circle, has no
    /// plan, and neither has one that refers to such.
    /// </summary>
    public static IReadOnlyDictionary<IEntityType, InsertPlan> Of(IModel model, ISqlGenerationHelper helper) =>
        model.GetOrAddRuntimeAnnotationValue(OfTheModel, static arguments => Make(arguments.model, arguments.helper), (model, helper));

    /// <summary>In which order rows are written: as foreign keys want it, and those of one type by their keys, so that no two saves wait for each other.</summary>
    public static int Compare((InsertPlan Plan, IUpdateEntry Row) one, (InsertPlan Plan, IUpdateEntry Row) other)
    {
        if (one.Plan != other.Plan) return one.Plan.rank.CompareTo(other.Plan.rank);
        foreach (var comparer in one.Plan.key)
        {
            if (comparer.Compare(one.Row, other.Row) is not 0 and var order) return order;
        }

        return 0;
    }

    public NpgsqlBatchCommand Write(object entity)
    {
        var command = new NpgsqlBatchCommand(Sql);
        bind.Value(entity, command.Parameters);
        return command;
    }

    private static Dictionary<IEntityType, InsertPlan> Make(IModel model, ISqlGenerationHelper helper)
    {
        var plans = new Dictionary<IEntityType, InsertPlan>();
        var placed = new HashSet<IEntityType>();
        var left = model.GetEntityTypes().OrderBy(type => type.Name, StringComparer.Ordinal).ToList();
        while (left.Where(type => type.GetForeignKeys().All(reference => placed.Contains(reference.PrincipalEntityType))).ToList() is { Count: > 0 } next)
        {
            foreach (var type in next)
            {
                if (IsPlain(type, out var key, out var mapping)) plans.Add(type, new(placed.Count, key, mapping, helper));
                placed.Add(type);
                left.Remove(type);
            }
        }

        return plans;
    }

    private static bool IsPlain(IEntityType type, out IKey key, out ITableMapping mapping)
    {
        (key, mapping) = (type.FindPrimaryKey()!, null!);
        if (key is null || type.HasSharedClrType || type.BaseType is not null || type.GetDirectlyDerivedTypes().Any() || type.GetComplexProperties().Any()) return false;
        if (type.GetTableMappings().ToList() is not [var only] || only.Table.EntityTypeMappings.Count() != 1 || type.GetInsertStoredProcedureMappings().Any()) return false;
        mapping = only;
        return mapping.ColumnMappings.Count() == type.GetProperties().Count()
            && type.GetProperties().All(property => property is { ValueGenerated: ValueGenerated.Never } && !property.IsShadowProperty() && !property.IsIndexerProperty()
                && property.GetBeforeSaveBehavior() is PropertySaveBehavior.Save && property.GetTypeMapping().Converter is not { ConvertsNulls: true });
    }

    // Entity Framework reads a property at a time, through an object for each value; this is one method for the whole row.
    private static Action<object, NpgsqlParameterCollection> Binder(IEntityType type, List<IColumnMapping> columns)
    {
        var entity = Expression.Parameter(typeof(object));
        var parameters = Expression.Parameter(typeof(NpgsqlParameterCollection));
        var row = Expression.Variable(type.ClrType);
        var steps = columns.Select(Expression (column) => Bound(column, row, parameters)).Prepend(Expression.Assign(row, Expression.Convert(entity, type.ClrType)));
        return Expression.Lambda<Action<object, NpgsqlParameterCollection>>(Expression.Block([row], steps), entity, parameters).Compile();
    }

    private static BlockExpression Bound(IColumnMapping column, Expression row, Expression parameters)
    {
        using var command = new NpgsqlCommand();
        var pattern = (NpgsqlParameter)column.TypeMapping.CreateParameter(command, "", value: null, nullable: true);
        var dbType = Expression.Constant(pattern.NpgsqlDbType);
        var member = column.Property.GetMemberInfo(forMaterialization: false, forSet: false);
        var value = Expression.Variable(((member as PropertyInfo)?.PropertyType ?? (member as FieldInfo)?.FieldType)!);
        var isNullable = Nullable.GetUnderlyingType(value.Type) is not null;
        Expression plain = isNullable ? Expression.Property(value, nameof(Nullable<>.Value)) : value;
        if (column.TypeMapping.Converter is { } converter)
            plain = Expression.Invoke(converter.ConvertToProviderExpression, plain.Type == converter.ModelClrType ? plain : Expression.Convert(plain, converter.ModelClrType));
        Expression add = Expression.Call(typeof(InsertPlan), nameof(Add), [plain.Type], parameters, plain, dbType);
        if (isNullable || !value.Type.IsValueType)
            add = Expression.IfThenElse(Expression.Equal(value, Expression.Constant(null, value.Type)), Expression.Call(typeof(InsertPlan), nameof(AddNull), [], parameters, dbType), add);
        return Expression.Block([value], Expression.Assign(value, Expression.MakeMemberAccess(row, member)), add);
    }

    private static void Add<T>(NpgsqlParameterCollection parameters, T value, NpgsqlDbType type) =>
        parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });

    private static void AddNull(NpgsqlParameterCollection parameters, NpgsqlDbType type) =>
        parameters.Add(new() { Value = DBNull.Value, NpgsqlDbType = type });
}
