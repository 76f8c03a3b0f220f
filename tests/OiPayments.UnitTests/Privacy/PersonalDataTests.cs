using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using OiPayments.Idempotency;
using OiPayments.Invoices;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Privacy;
using OiPayments.Refunds;
using OiPayments.Storage.PostgreSql;

namespace OiPayments.UnitTests.Privacy;

/// <summary>The list of columns with personal data, compared with the schema: a column of tomorrow fails until somebody decides.</summary>
public class PersonalDataTests
{
    private static readonly IModel Model =
        new PostgreSqlDb(new DbContextOptionsBuilder<PostgreSqlDb>().UseNpgsql().UseSnakeCaseNamingConvention().Options)
            .GetService<IDesignTimeModel>().Model;

    /// <summary>Words of a fixed list, and codes of a few letters, hold nobody's data.</summary>
    private static readonly string[] NeverPersonal = ["Mode", "Status", "Currency", "Kind"];

    private static readonly HashSet<string> Listed =
    [
        .. PersonalData.Tables.SelectMany(table => table.Columns.Select(column => NameOf(table.Entity, column.Property))),
        .. PersonalData.OfKeptAnswers.Select(column => NameOf(typeof(IdempotencyRecord), column.Property)),
    ];

    [Fact]
    public void Every_text_of_an_application_s_records_is_erased_or_said_to_hold_no_personal_data() =>
        Assert.Empty(TextColumns().Except(Listed).Except(PersonalData.WithoutPersonalData.Keys).Order(StringComparer.Ordinal));

    [Fact]
    public void No_column_is_listed_that_is_not_there_or_twice()
    {
        Assert.Empty(PersonalData.WithoutPersonalData.Keys.Except(TextColumns()).Order(StringComparer.Ordinal));
        Assert.Empty(Listed.Except(TextColumns()));
        Assert.Empty(Listed.Intersect(PersonalData.WithoutPersonalData.Keys));
    }

    /// <summary>Of a record's answer in JSON the same is taken out as of its row.</summary>
    [Theory]
    [InlineData(typeof(Payment))]
    [InlineData(typeof(Refund))]
    [InlineData(typeof(Invoice))]
    [InlineData(typeof(InvoiceLine))]
    [InlineData(typeof(CreditNote))]
    public void What_is_erased_of_a_row_is_erased_of_its_answer(Type entity)
    {
        var table = PersonalData.Tables.Single(one => one.Entity == entity);
        var fields = table.Columns.Where(column => column.Blank is not Blank.Fields && column.Property != nameof(Refund.ResolutionNote))
            .Select(column => JsonNamingPolicy.CamelCase.ConvertName(column.Property));

        Assert.Empty(fields.Except(ErasedJson.Fields));
    }

    [Fact]
    public void Json_keeps_its_shape_and_its_amounts() => Assert.Equal(
        """{"data":{"id":7,"customerReference":"[erased]","customerName":null,"lineItems":[{"description":"[erased]","qty":1.50}]}}""",
        ErasedJson.Of(
            """{"data":{"id":7,"customerReference":"c-1","customerName":"রহিমা","lineItems":[{"description":"Tea","qty":1.50}]}}"""));

    private static List<string> TextColumns() =>
    [
        .. from type in Model.GetEntityTypes()
           where !typeof(IDirectoryEntry).IsAssignableFrom(type.ClrType)
           from property in type.GetProperties()
           let stored = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType
           where stored == typeof(string) || stored == typeof(byte[])
           where !IsWordOfAList(property) && !NeverPersonal.Contains(property.Name)
           select NameOf(type.ClrType, property.Name),
    ];

    private static bool IsWordOfAList(IProperty property) =>
        (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) is { } type && (type.IsEnum || type == typeof(Currency));

    private static string NameOf(Type entity, string property)
    {
        var type = Model.FindEntityType(entity)!;
        return $"{type.GetTableName()}.{type.FindProperty(property)!.GetColumnName()}";
    }
}
