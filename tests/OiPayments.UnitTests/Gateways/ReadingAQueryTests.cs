using System.Text;
using OiPayments.Gateways;
using OiPayments.Gateways.SslCommerz;

namespace OiPayments.UnitTests.Gateways;

public class ReadingAQueryTests
{
    private const string Paid =
        """
        {"status":"VALID","tran_date":"2026-06-14 15:18:29","tran_id":"att_1","val_id":"v1","amount":"300.00","store_amount":"292.5",
        "bank_tran_id":"b1","card_type":"VISA","currency_type":"BDT","currency_amount":"300.00"}
        """;

    [Fact]
    public void An_unknown_transaction_has_one_invalid_row()
    {
        Assert.IsType<GatewayAnswer.NotFound>(Read("0", """[{"tran_id":"att_1","status":"INVALID"}]"""));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("\"0\"")]
    public void Or_none(string count)
    {
        Assert.IsType<GatewayAnswer.NotFound>(Read(count, "[]"));
        Assert.IsType<GatewayAnswer.NotFound>(Read(count, "null"));
    }

    [Theory]
    [InlineData("1", "[]")]
    [InlineData("null", "[]")]
    [InlineData("1", "\"text\"")]
    [InlineData("1", "[[],null,1]")]
    [InlineData("1", """[{"status":"SOON"}]""")]
    [InlineData("1", """[{"status":null}]""")]
    public void A_transaction_without_a_row_that_says_so_is_unknown(string count, string element)
    {
        Assert.IsType<GatewayAnswer.Unknown>(Read(count, element));
    }

    [Theory]
    [InlineData("PROCESSING")]
    [InlineData("PENDING")]
    public void A_session_nobody_finished_is_pending(string status)
    {
        Assert.IsType<GatewayAnswer.Pending>(Read("1", $$"""[{"tran_id":"att_1","status":"{{status}}"}]"""));
    }

    [Theory]
    [InlineData("FAILED", AttemptEnding.Failed)]
    [InlineData("CANCELLED", AttemptEnding.Cancelled)]
    [InlineData("UNATTEMPTED", AttemptEnding.Unattempted)]
    [InlineData("EXPIRED", AttemptEnding.Expired)]
    public void An_ending_comes_with_its_reason(string status, AttemptEnding ending)
    {
        var notPaid = Assert.IsType<GatewayAnswer.NotPaid>(Read("1", $$"""[{"status":"{{status}}","error":"Do not honor"}]"""));

        Assert.Equal(new GatewayAnswer.NotPaid(ending, "Do not honor"), notPaid);
    }

    [Theory]
    [InlineData("1", Paid)]
    [InlineData("\"1\"", "[" + Paid + "]")]
    [InlineData("2", "[" + Paid + """,{"status":"FAILED","tran_date":"2027-01-01 00:00:00"}]""")]
    [InlineData("2", """[{"status":"CANCELLED","tran_date":"0000-00-00 00:00:00"},""" + Paid + "]")]
    public void A_success_wins_wherever_it_stands(string count, string element)
    {
        var paid = Assert.IsType<GatewayAnswer.Paid>(Read(count, element));

        Assert.Equal(("att_1", "v1", Examples.Taka(300_00), Examples.Taka(7_50)),
            (paid.Receipt.TransactionId, paid.Receipt.ValidationId, paid.Receipt.Charged, paid.Receipt.Fee));
    }

    [Fact]
    public void The_first_of_two_successes_is_the_one_told_every_time()
    {
        var later = Paid.Replace("v1", "v2", StringComparison.Ordinal).Replace("15:18", "15:19", StringComparison.Ordinal);

        Assert.Equal("v1", Assert.IsType<GatewayAnswer.Paid>(Read("2", $"[{Paid},{later}]")).Receipt.ValidationId);
        Assert.Equal("v1", Assert.IsType<GatewayAnswer.Paid>(Read("2", $"[{later},{Paid}]")).Receipt.ValidationId);
    }

    [Fact]
    public void A_success_without_money_is_no_failure_either()
    {
        Assert.IsType<GatewayAnswer.Unknown>(Read("2", """[{"status":"VALID","tran_id":"att_1","val_id":"v1"},{"status":"FAILED"}]"""));
    }

    [Fact]
    public void Of_several_endings_the_newest_counts_and_of_equals_the_last()
    {
        const string failed = """{"status":"FAILED","tran_date":"2026-06-14 15:18:29"}""";
        const string processing = """{"status":"PROCESSING","tran_date":"2026-06-14 15:20:00"}""";
        const string cancelled = """{"status":"CANCELLED","tran_date":"2026-06-14 15:18:29"}""";

        Assert.IsType<GatewayAnswer.Pending>(Read("2", $"[{processing},{failed}]"));
        Assert.Equal(AttemptEnding.Cancelled, Assert.IsType<GatewayAnswer.NotPaid>(Read("2", $"[{failed},{cancelled}]")).Ending);
    }

    [Fact]
    public void A_refused_login_is_no_answer()
    {
        Assert.IsType<GatewayAnswer.Unknown>(Body("""{"APIConnect":"FAILED","no_of_trans_found":0,"element":[]}"""));
    }

    private static GatewayAnswer Read(string count, string element) =>
        Body($$"""{"APIConnect":"DONE","no_of_trans_found":{{count}},"element":{{element}}}""");

    private static GatewayAnswer Body(string json) => TransactionReading.ReadQuery(Encoding.UTF8.GetBytes(json));
}
