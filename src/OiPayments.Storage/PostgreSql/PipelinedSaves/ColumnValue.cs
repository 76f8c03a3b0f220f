using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;

namespace OiPayments.Storage.PostgreSql.PipelinedSaves;

/// <summary>What a row holds for a column, as the driver takes it: by the model's own converter and type.</summary>
internal static class ColumnValue
{
    public static NpgsqlDbType TypeOf(IColumnMapping column)
    {
        using var command = new NpgsqlCommand();
        return ((NpgsqlParameter)column.TypeMapping.CreateParameter(command, "", value: null, nullable: true)).NpgsqlDbType;
    }

    /// <summary>Code that reads the value and hands it on, or does something else where there is none.</summary>
    /// <param name="column">Of the row.</param>
    /// <param name="row">The entity, in its own type.</param>
    /// <param name="write">Code for a value, of the same type as the other's.</param>
    /// <param name="writeNull">Code for none.</param>
    public static Expression Of(IColumnMapping column, Expression row, Func<Expression, Expression> write, Expression writeNull)
    {
        var member = column.Property.GetMemberInfo(forMaterialization: false, forSet: false);
        var value = Expression.Variable(((member as PropertyInfo)?.PropertyType ?? (member as FieldInfo)?.FieldType)!);
        var isNullable = Nullable.GetUnderlyingType(value.Type) is not null;
        Expression plain = isNullable ? Expression.Property(value, nameof(Nullable<>.Value)) : value;
        if (column.TypeMapping.Converter is { } converter)
            plain = Expression.Invoke(
                converter.ConvertToProviderExpression,
                plain.Type == converter.ModelClrType ? plain : Expression.Convert(plain, converter.ModelClrType));
        var written = write(plain);
        if (isNullable || !value.Type.IsValueType)
            written = Expression.Condition(
                Expression.Equal(value, Expression.Constant(null, value.Type)), writeNull, written, written.Type);
        return Expression.Block([value], Expression.Assign(value, Expression.MakeMemberAccess(row, member)), written);
    }
}
