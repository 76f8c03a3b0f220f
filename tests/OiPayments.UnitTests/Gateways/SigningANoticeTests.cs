using System.Text;
using OiPayments.Gateways.SslCommerz;

namespace OiPayments.UnitTests.Gateways;

public class SigningANoticeTests
{
    // The published vector of the gateway's own Python library, store test_testemi.
    private const string Md5 = "d42fab70ae0bcbda5280e7baffef60b0";
    private const string Sha256 = "02c0417ff467c109006382d56eedccecd68382e47245266e7b47abbb3d43976e";
    private const string VerifyKey =
        "amount,bank_tran_id,base_fair,card_brand,card_issuer,card_issuer_country,card_issuer_country_code,card_no,card_type,currency,"
        + "currency_amount,currency_rate,currency_type,risk_level,risk_title,status,store_amount,store_id,tran_date,tran_id,val_id,"
        + "value_a,value_b,value_c,value_d";

    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["tran_id"] = "5E121A0D01F92",
        ["val_id"] = "200105225826116qFnATY9sHIwo",
        ["amount"] = "10.00",
        ["card_type"] = "VISA-Dutch Bangla",
        ["store_amount"] = "9.75",
        ["card_no"] = "418117XXXXXX6675",
        ["bank_tran_id"] = "200105225825DBgSoRGLvczhFjj",
        ["status"] = "VALID",
        ["tran_date"] = "2020-01-05 22:58:21",
        ["currency"] = "BDT",
        ["card_issuer"] = "TRUST BANK, LTD.",
        ["card_brand"] = "VISA",
        ["card_issuer_country"] = "Bangladesh",
        ["card_issuer_country_code"] = "BD",
        ["store_id"] = "test_testemi",
        ["currency_type"] = "BDT",
        ["currency_amount"] = "10.00",
        ["currency_rate"] = "1.0000",
        ["base_fair"] = "0.00",
        ["value_a"] = "",
        ["value_b"] = "",
        ["value_c"] = "",
        ["value_d"] = "",
        ["risk_level"] = "0",
        ["risk_title"] = "Safe",
    };

    [Fact]
    public void Both_digests_of_the_published_notice_are_found()
    {
        Assert.Equal(Md5, Convert.ToHexStringLower(NoticeSignature.Md5Of(Fields, "test_testemi@ssl")));
        Assert.Equal(Sha256, Convert.ToHexStringLower(NoticeSignature.Sha256Of(Fields, "test_testemi@ssl")));
    }

    [Fact]
    public void The_published_notice_is_signed()
    {
        Assert.True(IsSigned(Published()));
    }

    [Fact]
    public void The_case_of_the_digits_does_not_matter()
    {
        Assert.True(IsSigned(Published(form => form["verify_sign_sha2"] = Sha256.ToUpperInvariant())));
    }

    [Fact]
    public void The_documented_digest_alone_will_do()
    {
        Assert.True(IsSigned(Published(form => form.Remove("verify_sign_sha2"))));
    }

    [Fact]
    public void The_stronger_digest_alone_will_do()
    {
        Assert.True(IsSigned(Published(form => form.Remove("verify_sign"))));
    }

    [Fact]
    public void Fields_that_are_not_named_may_be_added()
    {
        Assert.True(IsSigned(Published(form => form["subscription_id"] = "")));
    }

    [Theory]
    [InlineData("amount", "1000.00")]
    [InlineData("status", "FAILED")]
    [InlineData("tran_id", "somebody-elses")]
    [InlineData("val_id", "200105225826116qFnATY9sHIwp")]
    [InlineData("currency", "USD")]
    [InlineData("value_a", "x")]
    [InlineData("store_id", "testbox")]
    [InlineData("verify_sign_sha2", "")]
    [InlineData("verify_sign_sha2", "zz")]
    [InlineData("verify_sign_sha2", "12c0417ff467c109006382d56eedccecd68382e47245266e7b47abbb3d43976e")]
    [InlineData("verify_sign_sha2", Md5)]
    [InlineData("verify_sign_sha2", "g2c0417ff467c109006382d56eedccecd68382e47245266e7b47abbb3d43976e")]
    [InlineData("verify_key", "")]
    [InlineData("verify_key", ",,,")]
    [InlineData("verify_key", VerifyKey + ",not_there")]
    [InlineData("verify_key", VerifyKey + ",")]
    public void One_changed_field_breaks_it(string name, string value)
    {
        Assert.False(IsSigned(Published(form => form[name] = value)));
    }

    [Theory]
    [InlineData("tran_id")]
    [InlineData("amount")]
    [InlineData("currency")]
    [InlineData("status")]
    [InlineData("store_id")]
    [InlineData("val_id")]
    public void What_we_act_upon_must_be_signed_even_if_the_digest_fits(string name)
    {
        Assert.False(IsSigned(Resigned(VerifyKey.Split(',').Where(key => key != name))));
        Assert.True(IsSigned(Resigned(VerifyKey.Split(','))));
    }

    [Theory]
    [InlineData("VALID")]
    [InlineData("VALIDATED")]
    public void Whatever_claims_that_money_came_signs_its_validation_id(string status)
    {
        Assert.False(IsSigned(Resigned(VerifyKey.Split(',').Where(key => key != "val_id"), ("status", status))));
        Assert.True(IsSigned(Resigned(VerifyKey.Split(','), ("status", status))));
    }

    [Fact]
    public void A_failure_needs_no_validation_id()
    {
        var form = Resigned(VerifyKey.Split(',').Where(key => key != "val_id"), ("status", "FAILED"));

        Assert.True(IsSigned(form));
    }

    [Theory]
    [InlineData("verify_sign")]
    [InlineData("verify_sign_sha2")]
    [InlineData("verify_key")]
    [InlineData("tran_id")]
    [InlineData("unheard_of")]
    public void A_name_that_comes_twice_is_not_believed(string name)
    {
        var form = Published(fields => fields.TryAdd(name, "")).ToList();
        form.Add(form.Find(field => field.Key == name));

        Assert.False(IsSigned(form));
    }

    [Theory]
    [InlineData("verify_key")]
    [InlineData("tran_id")]
    [InlineData("value_d")]
    public void A_missing_field_is_not_believed(string name)
    {
        Assert.False(IsSigned(Published(form => form.Remove(name))));
    }

    [Fact]
    public void Without_any_digest_nothing_is_signed()
    {
        Assert.False(IsSigned(Published(form => _ = form.Remove("verify_sign") && form.Remove("verify_sign_sha2"))));
    }

    [Fact]
    public void A_password_in_the_form_is_not_the_one_that_counts()
    {
        var form = Resigned(VerifyKey.Split(',').Append("store_passwd"), ("store_passwd", "guess"));

        Assert.True(IsSigned(form));
        Assert.False(NoticeSignature.Verify(Examples.Sandbox with { StorePassword = "other" }, form));
    }

    [Fact]
    public void Another_stores_password_does_not_sign()
    {
        Assert.False(NoticeSignature.Verify(Examples.Sandbox with { StorePassword = "test_testemi" }, Published()));
    }

    [Fact]
    public void A_notice_of_another_store_with_the_same_password_is_not_ours()
    {
        Assert.False(NoticeSignature.Verify(Examples.Sandbox with { StoreId = "testbox" }, Published()));
    }

    /// <summary>Nothing is escaped in what is signed, so one field can be made to read like two that were signed.</summary>
    [Fact]
    public void A_name_that_reads_like_two_fields_is_not_believed()
    {
        Assert.False(IsSigned(Published(form =>
        {
            Assert.True(form.Remove("value_c") && form.Remove("value_d"));
            form["value_c=&value_d"] = "";
            form["verify_key"] = VerifyKey.Replace("value_c,value_d", "value_c=&value_d", StringComparison.Ordinal);
        })));
    }

    [Fact]
    public void A_field_without_a_name_is_not_believed() => Assert.False(IsSigned(Resigned(VerifyKey.Split(',').Append(""), ("", "x"))));

    [Fact]
    public void A_field_without_a_value_is_empty() => Assert.True(IsSigned([.. Published().Select(field =>
        field.Key is "value_a" ? KeyValuePair.Create("value_a", default(string)!) : field)]));

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void As_many_names_are_believed_as_a_gateway_could_ever_sign(int count, bool isSigned)
    {
        var more = Enumerable.Range(VerifyKey.Split(',').Length, count - VerifyKey.Split(',').Length)
            .Select(number => ($"z{number}", "x"))
            .ToArray();

        Assert.Equal(isSigned, IsSigned(Resigned(VerifyKey.Split(',').Concat(more.Select(field => field.Item1)), more)));
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void So_long_may_all_names_be_together(int length, bool isSigned)
    {
        var name = new string('z', length - VerifyKey.Length - 1);

        Assert.Equal(isSigned, IsSigned(Resigned(VerifyKey.Split(',').Append(name), (name, "x"))));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void So_many_fields_may_a_form_have(int count, bool isSigned) => Assert.Equal(isSigned, IsSigned(Published(form =>
    {
        while (form.Count < count) form[$"z{form.Count}"] = "x";
    })));

    [Theory]
    [InlineData(5_000)]
    [InlineData(4_000_000)]
    public void An_absurd_list_of_names_is_just_unsigned(int length)
    {
        Assert.False(IsSigned(Published(form => form["verify_key"] = new string(',', length))));
        Assert.False(IsSigned(Published(form => form["verify_key"] = VerifyKey + "," + new string('a', length))));
    }

    [Fact]
    public void Damaged_forms_are_just_unsigned()
    {
        Assert.False(IsSigned([]));
        Assert.False(IsSigned([default]));
        Assert.False(IsSigned(Published(form => form["value_a"] = "\ud800")));
        Assert.False(IsSigned([.. Enumerable.Range(0, 10_000).Select(i => KeyValuePair.Create($"f{i}", "x"))]));
    }

    private static bool IsSigned(IReadOnlyList<KeyValuePair<string, string>> form) => NoticeSignature.Verify(Examples.Sandbox, form);

    private static List<KeyValuePair<string, string>> Published(Action<Dictionary<string, string>>? change = null)
    {
        Dictionary<string, string> form = new(Fields, StringComparer.Ordinal)
        {
            ["verify_sign"] = Md5,
            ["verify_sign_sha2"] = Sha256,
            ["verify_key"] = VerifyKey,
        };
        change?.Invoke(form);
        return [.. form];
    }

    // Signs like the gateway would, spelled out here so that the test does not ask the code it tests.
    private static List<KeyValuePair<string, string>> Resigned(IEnumerable<string> names, params (string Name, string Value)[] changes)
    {
        Dictionary<string, string> form = new(Fields, StringComparer.Ordinal);
        foreach (var (name, value) in changes) form[name] = value;
        var list = names.ToList();

        var password = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes("test_testemi@ssl")));
        var lines = list.Where(name => name != "store_passwd").Select(name => (name, form[name])).Append(("store_passwd", password));
        var text = string.Join('&', lines.OrderBy(line => line.Item1, StringComparer.Ordinal).Select(line => $"{line.Item1}={line.Item2}"));

        form["verify_key"] = string.Join(',', list);
        form["verify_sign_sha2"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return [.. form];
    }
}
