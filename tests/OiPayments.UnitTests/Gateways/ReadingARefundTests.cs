using System.Text;
using OiPayments.Gateways;
using OiPayments.Gateways.SslCommerz;

namespace OiPayments.UnitTests.Gateways;

public class ReadingARefundTests
{
    private static readonly GatewayRefund Refund = new("rf_1", "b1", Examples.Taka(100_00), "Wrong size");

    [Theory]
    [InlineData("trans_id")]
    [InlineData("tran_id")]
    public void A_success_is_accepted_under_either_name_of_our_id(string name)
    {
        var answer =
            Read(
                $$"""
                {"APIConnect":"DONE","bank_tran_id":"b1","{{name}}":"att_1","refund_ref_id":"59bd63fea5455","status":"success",
                "errorReason":""}
                """);

        Assert.Equal(new RefundAnswer.Accepted("59bd63fea5455"), answer);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"a b\"")]
    [InlineData("\"123456789012345678901234567890123456789012345678901\"")]
    public void A_success_without_an_id_to_ask_by_is_for_a_person(string id)
    {
        var unknown = Assert.IsType<RefundAnswer.Unclear>(Read($$"""{"APIConnect":"DONE","refund_ref_id":{{id}},"status":"success"}"""));

        Assert.Contains("without an id", unknown.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_it_has_already_is_no_new_one()
    {
        Assert.Equal(
            new RefundAnswer.AlreadyStarted("59bd63fea5455"),
            Read("""{"APIConnect":"DONE","bank_tran_id":"b1","refund_ref_id":"59bd63fea5455","status":"processing","errorReason":""}"""));
        Assert.Equal(new RefundAnswer.AlreadyStarted(null), Read("""{"APIConnect":"DONE","bank_tran_id":"b1","status":"processing"}"""));
        Assert.Equal(new RefundAnswer.AlreadyStarted(null), Read("""{"APIConnect":"DONE","refund_ref_id":"","status":"processing"}"""));
    }

    [Theory]
    [InlineData("Refund amount exceeds the balance", "Refund amount exceeds the balance")]
    [InlineData("", "no reason given")]
    [InlineData("No refund for test_testemi@ssl", "No refund for ***")]
    public void A_no_comes_in_the_gateways_words_without_the_password(string words, string reason)
    {
        var answer = Read($$"""{"APIConnect":"DONE","bank_tran_id":"b1","status":"failed","errorReason":"{{words}}"}""");

        Assert.Equal(new RefundAnswer.Refused(reason), answer);
    }

    [Theory]
    [InlineData("Refund already initiated")]
    [InlineData("Duplicate refund_trans_id")]
    public void A_no_that_speaks_of_an_earlier_refund_may_mean_this_one(string words)
    {
        var unknown = Assert.IsType<RefundAnswer.Unclear>(Read($$"""{"APIConnect":"DONE","status":"failed","errorReason":"{{words}}"}"""));

        Assert.Contains(words, unknown.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FAILED", "API password")]
    [InlineData("INACTIVE", "not active")]
    [InlineData("INVALID_REQUEST", "did not understand")]
    [InlineData("REQUEST_FROM_INVALID_SOURCE", "registered")]
    [InlineData("REQUEST_FROM_INVALID_SOURCE_203.0.113.7", "203.0.113.7")]
    public void What_the_store_may_not_ask_is_not_allowed(string apiConnect, string words)
    {
        var answer =
            Assert.IsType<RefundAnswer.NotAllowed>(Read($$"""{"APIConnect":"{{apiConnect}}","bank_tran_id":"b1","status":"failed"}"""));

        Assert.Contains(words, answer.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("<html>503</html>")]
    [InlineData("""{"status":"success","refund_ref_id":"59bd63fea5455"}""")]
    [InlineData("""{"APIConnect":"DONE"}""")]
    [InlineData("""{"APIConnect":"BUSY","status":"failed","errorReason":"no"}""")]
    [InlineData("""{"APIConnect":"FAILED","status":"success","refund_ref_id":"59bd63fea5455"}""")]
    [InlineData("""{"APIConnect":"INVALID_REQUEST","status":"processing"}""")]
    [InlineData("""{"APIConnect":"DONE","bank_tran_id":"b2","status":"success","refund_ref_id":"59bd63fea5455"}""")]
    [InlineData("""{"APIConnect":"DONE","bank_tran_id":"b2","status":"failed","errorReason":"no"}""")]
    [InlineData("""{"APIConnect":"DONE","status":"failed","status":"success"}""")]
    public void Anything_else_is_unknown_and_never_a_no(string body)
    {
        Assert.IsType<RefundAnswer.Unknown>(Read(body));
    }

    [Theory]
    [InlineData("""{"APIConnect":"DONE","status":"refunded"}""")]
    [InlineData("""{"APIConnect":"DONE","status":"SUCCESSFUL","refund_ref_id":"59bd63fea5455"}""")]
    public void A_word_that_nobody_documented_is_for_a_person_to_read(string body)
    {
        Assert.IsType<RefundAnswer.Unclear>(Read(body));
    }

    [Theory]
    [InlineData("trans_id")]
    [InlineData("tran_id")]
    public void Progress_is_told(string name)
    {
        Assert.Equal(new RefundProgress.Processing(), Progress("processing", name));
        Assert.Equal(new RefundProgress.Refunded(), Progress("refunded", name));
        Assert.Equal(new RefundProgress.Cancelled("Bank said no"), Progress("cancelled", name));

        static RefundProgress Progress(string status, string name) => Query(
            $$"""
            {"APIConnect":"DONE","bank_tran_id":"b1","{{name}}":"att_1","refund_ref_id":"59bd63fea5455",
             "initiated_on":"2026-06-14 15:18:29","refunded_on":"0000-00-00 00:00:00","status":"{{status}}","errorReason":"Bank said no"}
            """);
    }

    // Both as recorded at the gateway's own sandbox.
    [Fact]
    public void An_id_it_does_not_know_is_not_found_and_a_refused_login_no_answer_at_all()
    {
        Assert.Equal(new RefundProgress.NotFound(), Query(
            """
            {"APIConnect":"DONE","bank_tran_id":"","tran_id":"","initiated_on":"0000-00-00 00:00:00","refunded_on":"0000-00-00 00:00:00",
            "status":"failed","refund_ref_id":"59bd63fea5455","errorReason":"Unknown Refund Ref ID"}
            """));
        Assert.IsType<RefundProgress.NotAllowed>(Query(
            """{"APIConnect":"FAILED","bank_tran_id":"","tran_id":"","status":"INVALID","refund_ref_id":"59bd63fea5455"}"""));
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("""{"APIConnect":"REQUEST_FROM_INVALID_SOURCE_203.0.113.7","status":"refunded"}""")]
    [InlineData("""{"APIConnect":"DONE"}""")]
    [InlineData("""{"APIConnect":"DONE","status":"refunded","refund_ref_id":"another"}""")]
    [InlineData("""{"APIConnect":"DONE","status":"refunded","bank_tran_id":"b2","refund_ref_id":"59bd63fea5455"}""")]
    public void Progress_that_cannot_be_believed_is_unknown(string body)
    {
        Assert.IsType<RefundProgress.Unknown>(Query(body));
    }

    [Theory]
    [InlineData("""{"APIConnect":"DONE","status":"failed","errorReason":"Bank said no"}""")]
    [InlineData("""{"APIConnect":"DONE","status":"failed","errorReason":""}""")]
    [InlineData("""{"APIConnect":"DONE","status":"success"}""")]
    public void Progress_in_words_that_settle_nothing_is_for_a_person_to_read(string body)
    {
        Assert.IsType<RefundProgress.Unclear>(Query(body));
    }

    private static RefundAnswer Read(string json) => RefundReading.ReadRefund(Encoding.UTF8.GetBytes(json), Examples.Sandbox, Refund);

    private static RefundProgress Query(string json) =>
        RefundReading.ReadQuery(Encoding.UTF8.GetBytes(json), Examples.Sandbox, "59bd63fea5455", "b1");
}
