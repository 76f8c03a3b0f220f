using System.Text;
using System.Text.Json;
using OiPayments.Gateways;
using OiPayments.Gateways.SslCommerz;

namespace OiPayments.UnitTests.Gateways;

public class ReadingANoticeTests
{
    [Theory]
    [InlineData("VALID", NoticeClaim.Paid)]
    [InlineData("VALIDATED", NoticeClaim.Paid)]
    [InlineData("FAILED", NoticeClaim.Failed)]
    [InlineData("CANCELLED", NoticeClaim.Cancelled)]
    [InlineData("UNATTEMPTED", NoticeClaim.Unattempted)]
    [InlineData("EXPIRED", NoticeClaim.Expired)]
    [InlineData("valid", null)]
    [InlineData("", null)]
    public void The_claim_is_the_gateways_word(string status, NoticeClaim? claim)
    {
        Assert.Equal(claim, NoticeReading.Read(Form(("tran_id", "att_1"), ("status", status))).Claim);
    }

    [Fact]
    public void A_success_names_whom_to_ask_about()
    {
        var notice = NoticeReading.Read(Form(("tran_id", "att_1"), ("val_id", "v1"), ("status", "VALID"), ("error", "none")));

        Assert.Equal(("att_1", "v1", ""), (notice.TransactionId, notice.ValidationId, notice.Reason));
    }

    [Fact]
    public void A_failure_says_why_and_has_nothing_to_validate()
    {
        var notice = NoticeReading.Read(Form(("tran_id", "att_1"), ("val_id", "v1"), ("status", "FAILED"), ("error", "Do not\r\nhonor")));

        Assert.Equal(("att_1", null, "Do not  honor"), (notice.TransactionId, notice.ValidationId, notice.Reason));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc")]
    [InlineData("a b")]
    [InlineData("a\0b")]
    [InlineData("শনাক্ত")]
    [InlineData("123456789012345678901234567890123456789012345678901")]
    public void An_id_that_neither_side_would_write_is_none(string id)
    {
        var notice = NoticeReading.Read(Form(("tran_id", id), ("val_id", id), ("status", "VALID")));

        Assert.Null(notice.TransactionId);
        Assert.Null(notice.ValidationId);
    }

    [Fact]
    public void Two_ids_are_none()
    {
        Assert.Null(NoticeReading.Read(Form(("tran_id", "a"), ("tran_id", "b"))).TransactionId);
    }

    [Fact]
    public void Nothing_is_a_notice_too()
    {
        Assert.Equal("{}", NoticeReading.Read([]).Evidence);
        Assert.NotEmpty(NoticeReading.Read([default]).Evidence);
    }

    [Theory]
    [InlineData("store_passwd", "secret", "***")]
    [InlineData("STORE_PASSWD", "secret", "***")]
    [InlineData("pass", "secret", "***")]
    [InlineData("key", "secret", "***")]
    [InlineData("verify_sign", "d42fab70", "***")]
    [InlineData("verify_sign_sha2", "02c0417f", "***")]
    [InlineData("token_key", "secret", "***")]
    [InlineData("access_token", "secret", "***")]
    [InlineData("card_ref_id", "66 hex", "***")]
    [InlineData("cvv", "111", "***")]
    [InlineData("cus_name", "Rahim", "***")]
    [InlineData("cus_email", "rahim@example.com", "***")]
    [InlineData("cus_phone", "01711000000", "***")]
    [InlineData("cus_fax", "01711000000", "***")]
    [InlineData("customer_email", "rahim@example.com", "***")]
    [InlineData("account_details", "01711000000", "***")]
    [InlineData("card_no", "418117XXXXXX6675", "***6675")]
    [InlineData("card_no", "4111111111111111", "***1111")]
    [InlineData("card_no", "N016****9844", "***9844")]
    [InlineData("card_no", "418117XXXXXXXXXX", "***")]
    [InlineData("card_no", "111", "***")]
    [InlineData("card_no", "", "")]
    [InlineData("pass", "", "")]
    [InlineData("verify_key", "amount,status", "amount,status")]
    [InlineData("card_issuer", "TRUST BANK, LTD.", "TRUST BANK, LTD.")]
    [InlineData("tran_id", "att_1", "att_1")]
    [InlineData("value_a", "বাংলা 🎉 عربى", "বাংলা 🎉 عربى")]
    public void Evidence_keeps_what_may_be_shown(string name, string value, string kept)
    {
        var evidence = Evidence(Form((name, value)));

        Assert.Equal(kept, evidence.GetProperty(name).GetString());
    }

    [Fact]
    public void A_name_that_came_twice_keeps_both_values()
    {
        var evidence = Evidence(Form(("status", "VALID"), ("status", "FAILED")));

        Assert.Equal("""["VALID","FAILED"]""", evidence.GetProperty("status").GetRawText());
    }

    [Fact]
    public void Evidence_holds_only_text_that_a_database_takes()
    {
        Assert.Equal("a b\ufffdc", Evidence(Form(("value_a", "a\0b\ud800c"))).GetProperty("value_a").GetString());
    }

    [Fact]
    public void Evidence_is_safe_inside_a_page()
    {
        Assert.DoesNotContain("<", NoticeReading.Read(Form(("<b>", "</script>"))).Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 1_000_000, "x")]
    [InlineData(50_000, 1, "x")]
    [InlineData(300, 300, "🎉")]
    [InlineData(100, 600, "\u0001<\"")]
    [InlineData(100, 600, "\ufffd")]
    [InlineData(100, 600, "ক্ষ")]
    public void However_much_is_posted_the_evidence_stays_small(int fields, int repeats, string text)
    {
        var value = string.Concat(Enumerable.Repeat(text, repeats));

        var notice = NoticeReading.Read([.. Enumerable.Range(0, fields).Select(i => KeyValuePair.Create($"{i}{value}", value))]);

        Assert.InRange(Encoding.UTF8.GetByteCount(notice.Evidence), 2, NoticeEvidence.MaxBytes);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(notice.Evidence).RootElement.ValueKind);
    }

    [Fact]
    public void What_was_left_out_is_counted_even_against_a_field_of_that_name()
    {
        var many = Enumerable.Range(0, 149).Select(i => KeyValuePair.Create($"f{i}", "x"));

        var evidence = Evidence([new("(fields left out)", "none, honestly"), .. many]);

        Assert.Equal("""["none, honestly","50"]""", evidence.GetProperty("(fields left out)").GetRawText());
    }

    [Fact]
    public void A_notice_written_to_a_log_says_nothing_of_its_form()
    {
        var notice = NoticeReading.Read(Form(("tran_id", "att_1"), ("status", "VALID"), ("pass", "secret")));

        Assert.Equal("notice of att_1: Paid", notice.ToString());
    }

    private static JsonElement Evidence(IReadOnlyList<KeyValuePair<string, string>> form) =>
        JsonDocument.Parse(NoticeReading.Read(form).Evidence).RootElement;

    private static List<KeyValuePair<string, string>> Form(params (string Name, string Value)[] fields) =>
        [.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))];
}
