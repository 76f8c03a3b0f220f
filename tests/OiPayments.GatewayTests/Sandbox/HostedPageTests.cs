using System.Net;
using System.Text.RegularExpressions;

namespace OiPayments.GatewayTests.Sandbox;

public sealed partial class HostedPageTests
{
    [Fact]
    public async Task The_page_shows_who_is_paid_how_much_and_that_no_money_moves()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var path = PathOf(await sandbox.OpenKeyAsync(("total_amount", "1250.5")));

        var page = await sandbox.Http.GetStringAsync(path);

        Assert.Contains("BDT 1,250.50", page);
        Assert.Contains(">Demo</p>", page);
        Assert.Contains("No money moves", page);
        foreach (var card in (string[])["4111111111111111", "5111111111111111", "371111111111111"]) Assert.Contains(card, page);
        Assert.DoesNotContain("<script", page);
    }

    [Fact]
    public async Task What_a_merchant_sends_is_escaped()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        const string evil = "\"><script>alert(1)</script>";
        var path = PathOf(await sandbox.OpenKeyAsync(
            ("tran_id", evil), ("product_name", evil), ("value_a", evil), ("success_url", "http://127.0.0.1/?a=" + evil)));

        var open = await sandbox.Http.GetStringAsync(path);
        var returning = await PostAsync(sandbox, path, ("action", "success"));

        Assert.DoesNotContain("<script>", open);
        Assert.DoesNotContain("<script>", returning);
        Assert.DoesNotContain("\"\"", returning.Replace("value=\"\"", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_allow_nothing_inline_and_nothing_from_elsewhere()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var answer = await sandbox.Http.GetAsync(PathOf(await sandbox.OpenKeyAsync()));

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("/EasyCheckOut/testcde{0}?tab=mobile", "bKash", "Nagad")]
    [InlineData("/EasyCheckOut/testcde{0}?tab=bank", "Bank Asia", "Islami Bank")]
    [InlineData("/EasyCheckOut/testcde{0}?confirm=NAGAD", "Confirm with Nagad", "111111 and 123456")]
    [InlineData("/EasyCheckOut/testcde{0}?card=visa", "value=\"4111 1111 1111 1111\"", "value=\"12/26\"")]
    [InlineData("/gwprocess/v4/gw.php?Q=PAY&SESSIONKEY={0}", "Card number", "BDT 300.00")]
    [InlineData("/gwprocess/v4/bankgw/indexhtmlOTP.php?SESSIONKEY={0}&cardname=bkash", "Confirm with bKash", "BDT 300.00")]
    [InlineData("/gwprocess/v4/bankgw/indexhtml.php?SESSIONKEY={0}&cardname=visavard", "Card number", "BDT 300.00")]
    public async Task Every_way_in_leads_to_its_page(string path, string text, string alsoText)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var key = await sandbox.OpenKeyAsync();

        var page = await sandbox.Http.GetStringAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, key));

        Assert.Contains(text, page);
        Assert.Contains(alsoText, page);
    }

    [Fact]
    public async Task A_card_is_confirmed_with_a_code_and_the_customer_is_sent_back_after_the_notice()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var path = PathOf(await sandbox.OpenKeyAsync());

        var typed = await PostRawAsync(
            sandbox, path, ("action", "card"), ("number", "4111 1111 1111 1111"), ("expiry", "12/26"), ("cvv", "111"));
        Assert.Equal(HttpStatusCode.Found, typed.StatusCode);
        Assert.Equal(path + "?confirm=VISA", typed.Headers.Location!.ToString());
        var confirm = await sandbox.Http.GetStringAsync(path + "?confirm=VISA");
        Assert.Contains("Confirm with VISA", confirm);
        Assert.Empty(sandbox.Merchant.Notices);

        var returning = await PostAsync(sandbox, path, ("action", "success"), ("channel", "VISA"), ("otp", "000000"));

        var notice = Assert.Single(sandbox.Merchant.Notices);
        Assert.Contains($"action=\"{sandbox.Merchant.Url}/success?order=1\"", returning);
        Assert.Contains("return.js", returning);
        var fields = HiddenFields(returning);
        Assert.Equal(notice["val_id"], fields.Single(field => field.Key == "val_id").Value);
        Signature.Verify(fields, "qwerty");
        Assert.Equal("VALID", (string?)(await sandbox.ValidateAsync(notice["val_id"]))["status"]);
    }

    [Theory]
    [InlineData("12/26", "999", "Invalid CVV")]
    [InlineData("12/24", "111", "Invalid expiration date")]
    public async Task A_wrong_detail_is_declined_in_the_gateways_words(string expiry, string cvv, string error)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var path = PathOf(await sandbox.OpenKeyAsync());

        var returning = await PostAsync(sandbox, path,
            ("action", "card"), ("number", "5111111111111111"), ("expiry", expiry), ("cvv", cvv));

        Assert.Contains($"action=\"{sandbox.Merchant.Url}/fail\"", returning);
        var notice = Assert.Single(sandbox.Merchant.Notices);
        Assert.Equal("FAILED", notice["status"]);
        Assert.Equal(error, notice["error"]);
        Assert.Equal("MASTER", notice["card_brand"]);
    }

    [Fact]
    public async Task A_card_that_is_no_test_card_is_not_taken()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var key = await sandbox.OpenKeyAsync();

        var page = await PostAsync(
            sandbox, PathOf(key), ("action", "card"), ("number", "4242424242424242"), ("expiry", "12/26"), ("cvv", "111"));

        Assert.Contains("Use one of the test cards", page);
        Assert.DoesNotContain("4242", page);
        Assert.Equal("PROCESSING", (string?)(await sandbox.GetAsync("/control/sessions/" + key))["status"]);
    }

    [Theory]
    [InlineData("risk", "VALID", "/success?order=1")]
    [InlineData("failed", "FAILED", "/fail")]
    [InlineData("cancelled", "CANCELLED", "/cancel")]
    public async Task The_outcome_can_be_chosen(string action, string status, string target)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var path = PathOf(await sandbox.OpenKeyAsync());

        var returning = await PostAsync(sandbox, path, ("action", action), ("channel", "BKASH"), ("error", "Do not honor"));

        Assert.Contains($"action=\"{sandbox.Merchant.Url}{target}\"", returning);
        Assert.Equal(status, Assert.Single(sandbox.Merchant.Notices)["status"]);
    }

    [Fact]
    public async Task However_often_the_button_is_pressed_the_customer_pays_once()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var path = PathOf(await sandbox.OpenKeyAsync());
        var merchantThinks = new TaskCompletionSource();
        sandbox.Merchant.Hold = merchantThinks.Task;

        var clicks = Enumerable.Range(0, 10).Select(_ => Task.Run(() => PostAsync(sandbox, path, ("action", "success")))).ToArray();
        var another = Task.Run(() => PostAsync(sandbox, path, ("action", "success"), ("channel", "AMEX")));
        merchantThinks.SetResult();
        var pages = await Task.WhenAll([.. clicks, another]);

        var notice = Assert.Single(sandbox.Merchant.Notices);
        Assert.All(pages, page => Assert.Equal(notice["val_id"], HiddenFields(page).Single(field => field.Key == "val_id").Value));
    }

    [Fact]
    public async Task A_second_click_does_not_overtake_the_notice_of_the_first()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var key = await sandbox.OpenKeyAsync();
        var merchantThinks = new TaskCompletionSource();
        sandbox.Merchant.Hold = merchantThinks.Task;

        var first = PostAsync(sandbox, PathOf(key), ("action", "success"));
        await sandbox.Merchant.FirstNotice.Task;
        var second = PostAsync(sandbox, PathOf(key), ("action", "success"));
        var control = sandbox.ControlAsync(key, new { outcome = "success" });
        // Time for an answer that does not wait to come in.
        for (var turn = 0; turn < 20; turn++) await sandbox.GetAsync("/control/sessions/" + key);
        var overtaken = second.IsCompleted || control.IsCompleted;
        merchantThinks.SetResult();

        Assert.False(overtaken);
        Assert.Equal(HttpStatusCode.Conflict, (await control).StatusCode);
        Assert.Equal(HiddenFields(await first), HiddenFields(await second));
        Assert.Single(sandbox.Merchant.Notices);
    }

    [Fact]
    public async Task A_finished_session_offers_nothing_but_the_way_back()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var key = await sandbox.OpenKeyAsync();
        await sandbox.EndAsync(key, new { outcome = "cancelled" });

        var page = await sandbox.Http.GetStringAsync(PathOf(key));
        var late = await PostAsync(sandbox, PathOf(key), ("action", "success"));

        Assert.Contains("already finished", page);
        Assert.DoesNotContain("return.js", page);
        Assert.Contains($"action=\"{sandbox.Merchant.Url}/cancel\"", page);
        Assert.Contains($"action=\"{sandbox.Merchant.Url}/cancel\"", late);
        Assert.Single(sandbox.Merchant.Notices);
    }

    [Fact]
    public async Task An_expired_session_cannot_be_paid_and_is_noticed()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var path = PathOf(await sandbox.OpenKeyAsync());
        await sandbox.Http.GetStringAsync(path);
        sandbox.Clock.Advance(TimeSpan.FromMinutes(30));

        var page = await PostAsync(sandbox, path, ("action", "success"));

        Assert.Contains("This payment has expired", page);
        Assert.Equal("EXPIRED", Assert.Single(sandbox.Merchant.Notices)["status"]);
    }

    [Fact]
    public async Task A_session_nobody_visited_is_noticed_by_itself_as_unattempted()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.OpenKeyAsync();

        // The sweep may not be waiting yet when time jumps, so time keeps going until it has been seen.
        for (var turn = 0; turn < 500 && sandbox.Merchant.Notices.IsEmpty; turn++)
        {
            sandbox.Clock.Advance(TimeSpan.FromMinutes(5));
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        Assert.Equal("UNATTEMPTED", Assert.Single(sandbox.Merchant.Notices)["status"]);
    }

    [Theory]
    [InlineData("/EasyCheckOut/testcde0123")]
    [InlineData("/gwprocess/v4/gw.php")]
    public async Task An_unknown_session_has_a_page_of_its_own(string path)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var answer = await sandbox.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("We do not know this payment", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/assets/sandbox.css", "text/css")]
    [InlineData("/assets/return.js", "text/javascript")]
    [InlineData("/assets/store.svg", "image/svg+xml")]
    [InlineData("/", "text/html")]
    public async Task Files_and_the_front_page_are_served(string path, string type)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        var answer = await sandbox.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("qwerty", await answer.Content.ReadAsStringAsync());
    }

    private static string PathOf(string key) => "/EasyCheckOut/testcde" + key.ToLowerInvariant();

    private static async Task<string> PostAsync(SandboxUnderTest sandbox, string path, params (string Name, string Value)[] fields)
    {
        var answer = await PostRawAsync(sandbox, path, fields);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> PostRawAsync(
        SandboxUnderTest sandbox, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await sandbox.Http.PostAsync(path, form);
    }

    private static List<KeyValuePair<string, string>> HiddenFields(string page) =>
        [.. HiddenField().Matches(page).Select(match => KeyValuePair.Create(
            match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value)))];

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HiddenField();
}
