using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using OiPayments.Persistence;

namespace OiPayments.Privacy;

/// <summary>What becomes of personal data that is erased.</summary>
internal enum Blank
{
    /// <summary>The column holds nothing any more.</summary>
    Nothing,

    /// <summary><see cref="ErasedText.Mark"/> stands where a text stood; where there was none, there is none.</summary>
    Mark,

    /// <summary>An empty text, which says of a payload that it was removed.</summary>
    EmptyText,

    /// <summary>JSON that stays, without what <see cref="ErasedJson"/> takes out of it.</summary>
    Fields,

    /// <summary>The whole row goes.</summary>
    Row,
}

/// <summary>A column with personal data.</summary>
/// <param name="Property">As its entity calls it.</param>
/// <param name="Blank">What becomes of it.</param>
internal sealed record PersonalColumn(string Property, Blank Blank)
{
    /// <summary>Whether the text in it is JSON, which an export shows as such.</summary>
    public bool IsJson { get; init; }
}

/// <summary>Some records of one customer.</summary>
internal sealed record CustomerRecords(
    ApplicationId ApplicationId, List<Id<Payments.Payment>> Payments, List<Id<Invoices.Invoice>> Invoices)
{
    /// <summary>Under which names events and kept answers speak of them, of their refunds and of their credit notes.</summary>
    public List<string> References { get; init; } = [];

    public bool IsEmpty => Payments.Count == 0 && Invoices.Count == 0 && References.Count == 0;
}

/// <summary>A table with personal data: how the rows of a customer's records are found, shown and blanked.</summary>
internal abstract class PersonalTable(string kind, Type entity, params IReadOnlyList<PersonalColumn> columns)
{
    /// <summary>What answers call its rows.</summary>
    public string Kind => kind;

    public Type Entity => entity;

    public IReadOnlyList<PersonalColumn> Columns => columns;

    /// <summary>How many rows still have something to erase.</summary>
    public abstract Task<int> CountAsync(OiPaymentsDb db, CustomerRecords of, CancellationToken ct);

    /// <summary>Blanks them, in the transaction that is open.</summary>
    /// <returns>How many rows were blanked.</returns>
    public abstract Task<int> EraseAsync(OiPaymentsDb db, CustomerRecords of, DateTimeOffset now, CancellationToken ct);

    /// <summary>Writes each row as an object.</summary>
    public abstract Task WriteAsync(Utf8JsonWriter json, OiPaymentsDb db, CustomerRecords of, CancellationToken ct);
}

/// <inheritdoc/>
internal class PersonalTable<T>(
    string kind, Func<OiPaymentsDb, CustomerRecords, IQueryable<T>> rows, params IReadOnlyList<PersonalColumn> columns)
    : PersonalTable(kind, typeof(T), columns)
    where T : class, IApplicationOwned
{
    /// <summary>What an export shows beside the personal data, where a record has it, so that it is known what it belongs to.</summary>
    private static readonly string[] ShownBeside =
    [
        "Id", "Reference", "Number", "Mode", "Status", "Type", "Subject", "PaymentId", "InvoiceId", "EventId", "MatchedPaymentId",
        "AmountMinor", "TotalMinor", "Currency", "CreatedAt", "StartedAt", "ErasedAt",
    ];

    /// <summary>The column that says when a record was erased; null where it has none.</summary>
    private static readonly PropertyInfo? WhenErased = typeof(T).GetProperty("ErasedAt");

    protected IQueryable<T> RowsOf(OiPaymentsDb db, CustomerRecords of) => rows(db, of);

    public override Task<int> CountAsync(OiPaymentsDb db, CustomerRecords of, CancellationToken ct) =>
        rows(db, of).Where(HasSomethingLeft()).CountAsync(ct);

    public override Task<int> EraseAsync(OiPaymentsDb db, CustomerRecords of, DateTimeOffset now, CancellationToken ct)
    {
        var left = rows(db, of).Where(HasSomethingLeft());
        return Columns.Any(column => column.Blank is Blank.Row)
            ? left.ExecuteDeleteAsync(ct)
            : left.ExecuteUpdateAsync(set => BlankAll(set, now), ct);
    }

    public override async Task WriteAsync(Utf8JsonWriter json, OiPaymentsDb db, CustomerRecords of, CancellationToken ct)
    {
        var type = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} has no table.");
        var shown = ShownBeside.Select(type.FindProperty).OfType<IProperty>()
            .Concat(Columns.Select(column => type.GetProperty(column.Property))).ToList();
        await foreach (var row in rows(db, of).AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            json.WriteStartObject();
            foreach (var property in shown)
            {
                json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(property.Name));
                var isJson = Columns.FirstOrDefault(column => column.Property == property.Name) is { IsJson: true };
                WriteValue(json, property, property.PropertyInfo?.GetValue(row), isJson);
            }

            json.WriteEndObject();
        }
    }

    private static void WriteValue(Utf8JsonWriter json, IProperty property, object? value, bool isJson)
    {
        if (value is DateTimeOffset time)
        {
            json.WriteStringValue(IsoTime.Instant(time));
            return;
        }

        // As the database spells it: ids are numbers there, and words are texts.
        switch (value is null ? null : property.GetTypeMapping().Converter?.ConvertToProvider(value) ?? value)
        {
            case null: json.WriteNullValue(); break;
            case long number: json.WriteNumberValue(number); break;
            case int number: json.WriteNumberValue(number); break;
            case string { Length: > 0 } text when isJson: json.WriteRawValue(text); break;
            case string text: json.WriteStringValue(text); break;
            case var other: throw new InvalidOperationException($"Nobody said how a {other.GetType().Name} is exported.");
        }
    }

    /// <summary>Whether a row was not blanked yet: a call that is repeated finds only what is left.</summary>
    protected Expression<Func<T, bool>> HasSomethingLeft()
    {
        var row = Expression.Parameter(typeof(T));
        var left = Columns.Select(column => Left(Expression.Property(row, column.Property), column.Blank)).OfType<Expression>().ToList();
        return Expression.Lambda<Func<T, bool>>(left.Aggregate(Expression.OrElse), row);
    }

    private static BinaryExpression? Left(MemberExpression column, Blank blank) => blank switch
    {
        Blank.Nothing => IsThere(column),
        Blank.Mark => Expression.AndAlso(IsThere(column), Expression.NotEqual(column, Expression.Constant(ErasedText.Mark))),
        Blank.EmptyText => Expression.NotEqual(column, Expression.Constant("")),
        Blank.Row => IsThere(column),

        // Blanked together with the columns beside it, which show whether it was.
        Blank.Fields => null,
    };

    private static BinaryExpression IsThere(MemberExpression column) =>
        Expression.NotEqual(column, Expression.Constant(null, column.Type));

    private void BlankAll(UpdateSettersBuilder<T> set, DateTimeOffset now)
    {
        foreach (var column in Columns) Set(set, typeof(T).GetProperty(column.Property)!, column.Blank);
        if (WhenErased is null) return;
        var row = Expression.Parameter(typeof(T));
        set.SetProperty(Expression.Lambda<Func<T, DateTimeOffset?>>(Expression.Property(row, WhenErased), row), now);
    }

    private static void Set(UpdateSettersBuilder<T> set, PropertyInfo property, Blank blank)
    {
        var row = Expression.Parameter(typeof(T));
        var column = Expression.Property(row, property);
        if (property.PropertyType == typeof(Uri))
        {
            set.SetProperty(Expression.Lambda<Func<T, Uri?>>(column, row), (Uri?)null);
            return;
        }

        var named = Expression.Lambda<Func<T, string?>>(column, row);
        var nothing = Expression.Constant(null, typeof(string));
        switch (blank)
        {
            case Blank.Nothing: set.SetProperty(named, (string?)null); break;
            case Blank.EmptyText: set.SetProperty(named, ""); break;
            case Blank.Mark:
                set.SetProperty(
                    named,
                    Expression.Lambda<Func<T, string?>>(
                        Expression.Condition(Expression.Equal(column, nothing), nothing, Expression.Constant(ErasedText.Mark)), row));
                break;
            case var other: throw new InvalidOperationException($"{property.Name} is not blanked by {other}.");
        }
    }
}
