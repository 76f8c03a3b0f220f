using OiPayments.Statements;
using static OiPayments.UnitTests.Statements.StatementFiles;

namespace OiPayments.UnitTests.Statements;

/// <summary>A mapping that can be meant in two ways reads no file.</summary>
public class SettlementMappingTests
{
    private static readonly ColumnMapping Id = Column("Id", SettlementField.TransactionId);
    private static readonly ColumnMapping Gross = Column("Gross", SettlementField.Gross);

    public static TheoryData<SettlementMapping, string> Wrong => new()
    {
        { Mapping(Id, Gross, Column("GROSS", SettlementField.Net)), "“GROSS” twice" },
        { Mapping(Id, Gross, Column("Other", SettlementField.Gross)), "two columns for Gross" },
        { Mapping(Id, Gross) with { Ignored = ["gross"] }, "“gross” twice" },
        { Mapping(Id, Gross, Column("--", SettlementField.Net)), "no letter and no digit" },
        { Mapping(Id), "has no amount" },
        { Mapping(Id, Column("Dr", SettlementField.Debit)), "only one of Debit and Credit" },
        {
            Mapping(Id, Column("Dr", SettlementField.Debit), Column("Cr", SettlementField.Credit), Column("Net", SettlementField.Net)),
            "Keep one or the other"
        },
        { Mapping(Id, Gross) with { TimeZone = "Asia/Nowhere" }, "time zone" },
        { Mapping(Id, Gross) with { Separator = '"' }, "separator" },
        { Mapping(Id, Gross, Column("At", SettlementField.SettledOn) with { DatePattern = "dd/MM" }), "the pattern “dd/MM”" },
        { Mapping(Id, Gross, Column("At", SettlementField.SettledOn) with { DatePattern = "hh:mm dd/MM/yyyy" }), "the pattern" },
        { Mapping(Id, Gross, Column("At", SettlementField.SettledOn) with { DatePattern = "'" }), "the pattern" },
        {
            Mapping(Id, Gross) with
            {
                Kinds = new Dictionary<string, SettlementRowKind>
                {
                    ["Sale"] = SettlementRowKind.Payment,
                    ["SALE"] = SettlementRowKind.Refund,
                },
            },
            "the word “Sale” twice"
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_mapping_that_is_wrong_is_refused_before_the_file_is_read(SettlementMapping mapping, string said)
    {
        var refused = await RefusedAsync("Id,Gross\nA,1\n", mapping);

        Assert.StartsWith("The mapping ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.Null(refused.Row);
    }

    [Fact]
    public async Task Headers_are_compared_by_letters_and_digits_alone_in_any_script()
    {
        var mapping = Mapping(Column("লেনদেন আইডি", SettlementField.TransactionId), Column("Gross (BDT)", SettlementField.Gross)) with
        {
            Ignored = ["Sl. No."],
        };

        Assert.Single(await ReadAsync("SL No,লেনদেন-আইডি,gross bdt\n1,A,1\n", mapping));

        // The vowel signs count: without them these are the same consonants.
        await RefusedAsync("SL No,লনদন অইড,gross bdt\n1,A,1\n", mapping);
    }
}
