using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using OiPayments.Access;
using OiPayments.ApiTests.Webhooks;
using OiPayments.DueWork;
using OiPayments.Invoices;
using OiPayments.TestSupport;
using OiPayments.UnitTests.Documents;
using SkiaSharp;

namespace OiPayments.ApiTests.Invoices;

public class ChoosingALogoTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    public async Task It_is_fetched_once_and_stands_on_documents_for_ever(SKEncodedImageFormat format)
    {
        await using var host = await LogoHostAsync(SampleDocuments.LogoFile(format));
        var shop = await server.RegisterAsync();

        var set = (await SetAsync(shop, host.Url)).Data();

        Assert.Equal((host.Url.ToString(), InvoiceLogo.DigestLength), ((string?)set["logoUrl"], ((string?)set["logoDigest"])!.Length));
        Assert.Equal(1, host.Waiting);
        var path = $"invoices/{(await shop.InvoiceAsync())["id"]}/pdf";
        var first = await PdfAsync(shop, path);
        Assert.Contains("/Subtype /Image", first, StringComparison.Ordinal);
        await host.DisposeAsync();
        (await shop.Test.SendAsync(HttpMethod.Put, "invoices/template", """{"companyName":"Another"}""")).Data();
        Assert.Null((await shop.Test.ReadAsync("invoices/template")).Data()["logoDigest"]);
        Assert.Equal(first, await PdfAsync(shop, path));
        Assert.DoesNotContain(
            "/Subtype /Image", await PdfAsync(shop, $"invoices/{(await shop.InvoiceAsync())["id"]}/pdf"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_sent_and_stays_until_it_is_removed_or_another_has_an_address()
    {
        var shop = await server.RegisterAsync();

        var sent = (await SendAsync(shop, SampleDocuments.LogoFile())).Data();
        var again = (await SendAsync(shop, SampleDocuments.LogoFile())).Data();
        Assert.NotNull(sent["logoDigest"]);
        Assert.Equal((string?)sent["logoDigest"], (string?)again["logoDigest"]);
        var named = (await shop.Test.SendAsync(HttpMethod.Put, "invoices/template", """{"companyName":"Shop"}""")).Data();
        Assert.Equal((string?)sent["logoDigest"], (string?)named["logoDigest"]);

        await using var host = await LogoHostAsync(SampleDocuments.LogoFile(SKEncodedImageFormat.Jpeg));
        var fetched = (await SetAsync(shop, host.Url)).Data();
        Assert.NotEqual((string?)sent["logoDigest"], (string?)fetched["logoDigest"]);
        var removed = (await shop.Test.SendAsync(HttpMethod.Delete, "invoices/template/logo", null)).Data();
        Assert.Equal((null, null), ((string?)removed["logoUrl"], (string?)removed["logoDigest"]));
    }

    [Fact]
    public async Task Operators_send_and_remove_it_too_and_the_log_tells_which()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        using var keeper = await server.OperatorWithAsync([Permission.InvoiceRead, Permission.InvoiceManage], shop);
        var path = $"admin/invoices/template/logo?applicationId={shop.Id}";

        var sent = (await keeper.PutPictureAsync(path, SampleDocuments.LogoFile())).Data();
        Assert.Equal(
            (string?)sent["logoDigest"], (string?)(await shop.Test.ReadAsync("invoices/template")).Data()["logoDigest"]);
        Assert.Contains(
            "/Subtype /Image", await PdfAsync(shop, $"invoices/{(await shop.InvoiceAsync())["id"]}/pdf"), StringComparison.Ordinal);
        Assert.Equal("VALIDATION_ERROR", (await keeper.PutPictureAsync(path, SampleDocuments.LogoFile()[..2000])).ErrorCode);
        var elsewhere = $"admin/invoices/template/logo?applicationId={other.Id}";
        Assert.Equal("RESOURCE_NOT_FOUND", (await keeper.PutPictureAsync(elsewhere, [])).ErrorCode);
        Assert.Equal("RESOURCE_NOT_FOUND", (await keeper.SendAsync(HttpMethod.Delete, elsewhere, null)).ErrorCode);
        var removed = (await keeper.SendAsync(HttpMethod.Delete, path, null)).Data();
        Assert.Null(removed["logoDigest"]);

        var log = (await server.Operator.ReadAsync($"admin/audit-logs?applicationId={shop.Id}&action=invoice-template.set")).Data();
        Assert.Equal(
            [(string?)sent["logoDigest"], null], log.AsArray().Select(line => (string?)line!["before"]!["logoDigest"]));
        Assert.Equal(
            [null, (string?)sent["logoDigest"]], log.AsArray().Select(line => (string?)line!["after"]!["logoDigest"]));
    }

    [Fact]
    public async Task Many_who_send_the_same_at_once_keep_it_once()
    {
        var shop = await server.RegisterAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => SendAsync(shop, SampleDocuments.LogoFile()))));

        Assert.Single(answers.Select(answer => (string?)answer.Data()["logoDigest"]).Distinct());
    }

    [Fact]
    public async Task One_that_neither_the_template_nor_a_document_names_goes_after_a_day()
    {
        var shop = await server.RegisterAsync();
        var pictures = new[] { 1, 2, 3, 4, 5 }.Select(Picture).ToList();
        var digests = new List<string>();
        await ChooseAsync(0);
        var invoice = await shop.InvoiceAsync();
        await ChooseAsync(1);
        (await shop.Test.PostAsync(
            $"invoices/{invoice["id"]}/credit-notes", new JsonObject { ["amountMinor"] = 100, ["reason"] = "Late" })).Data();
        await ChooseAsync(2);
        await shop.DraftAsync();
        await ChooseAsync(3);
        await ChooseAsync(4);
        var before = await PdfAsync(shop, $"invoices/{invoice["id"]}/pdf");

        await PurgeAfterAsync(LogoRetention.Quiet - TimeSpan.FromMinutes(20));
        Assert.Equal(5, (await KeptAsync()).Count);
        await PurgeAfterAsync(LogoRetention.Quiet);
        await Eventually.BecomesAsync(KeptAsync, kept => kept.SetEquals([digests[0], digests[1], digests[4]]));
        Assert.Equal(before, await PdfAsync(shop, $"invoices/{invoice["id"]}/pdf"));

        // Of two that went, one is chosen again.
        await ChooseAsync(2);
        await PurgeAfterAsync(LogoRetention.Quiet * 2);
        await Eventually.BecomesAsync(KeptAsync, kept => kept.SetEquals([digests[0], digests[1], digests[2]]));

        async Task ChooseAsync(int place)
        {
            var digest = (string)(await SendAsync(shop, pictures[place])).Data()["logoDigest"]!;
            if (digests.Count == place) digests.Add(digest);
            else Assert.Equal(digests[place], digest);
        }

        async Task PurgeAfterAsync(TimeSpan time)
        {
            server.Clock.AdjustTime(server.Clock.GetUtcNow() + time);
            server.Clock.Advance(PurgeExpired.Every);
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        Task<HashSet<string>> KeptAsync() => server.WithDbAsync(
            db => db.Of<InvoiceLogo>(shop.TestScope.ApplicationId).Select(logo => logo.Digest).ToHashSetAsync());

        static byte[] Picture(int width)
        {
            using var bitmap = new SKBitmap(width * 10, 20);
            bitmap.Erase(SKColors.Teal);
            using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            return data.ToArray();
        }
    }

    [Theory]
    [InlineData("UPDATE invoice_logos SET png = digest")]
    [InlineData("UPDATE invoice_logos SET digest = '1'")]
    [InlineData("DELETE FROM invoice_logos")]
    public async Task The_database_refuses_to_change_one_or_to_remove_one_that_is_named(string sql)
    {
        foreach (var isNamedByTemplate in new[] { true, false })
        {
            var shop = await server.RegisterAsync();
            var digest = (string)(await SendAsync(shop, SampleDocuments.LogoFile())).Data()["logoDigest"]!;
            await shop.InvoiceAsync();
            if (!isNamedByTemplate) (await shop.Test.SendAsync(HttpMethod.Delete, "invoices/template/logo", null)).Data();
            var command = (server.Provider == "PostgreSql" ? sql.Replace("= digest", "= digest::bytea", StringComparison.Ordinal) : sql)
                + $" WHERE application_id = {shop.Id} AND digest = '{digest}'";

            var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
                () => server.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(command)));

            Assert.Contains("never", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task One_that_is_chosen_again_while_it_would_be_deleted_stays()
    {
        var shop = await server.RegisterAsync();
        var (kept, other) = (SampleDocuments.LogoFile(), SampleDocuments.LogoFile(SKEncodedImageFormat.Jpeg));
        for (var round = 0; round < 10; round++)
        {
            (await SendAsync(shop, kept)).Data();
            (await SendAsync(shop, other)).Data();
            server.Clock.AdjustTime(server.Clock.GetUtcNow() + (LogoRetention.Quiet * 2));

            var purging = Task.Run(() => server.WithDbAsync(
                db => new LogoRetention().DeleteAsync(db, server.Clock.GetUtcNow(), CancellationToken.None)));
            var chosen = (await Task.Run(() => SendAsync(shop, kept))).Data();
            await purging;

            Assert.NotNull(chosen["logoDigest"]);
            Assert.Contains(
                "/Subtype /Image", await PdfAsync(shop, $"invoices/{(await shop.InvoiceAsync())["id"]}/pdf"), StringComparison.Ordinal);
        }
    }

    public static TheoryData<string, byte[]> NoLogos => new()
    {
        { "nothing", [] },
        { "svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray() },
        { "webp", SampleDocuments.LogoFile(SKEncodedImageFormat.Webp) },
        { "half", SampleDocuments.LogoFile()[..2000] },
        { "five megabytes", new byte[5_000_000] },
    };

    [Theory]
    [MemberData(nameof(NoLogos))]
    public async Task What_is_no_logo_is_refused_and_nothing_is_changed(string what, byte[] bytes)
    {
        await using var host = await LogoHostAsync(bytes);
        var shop = await server.RegisterAsync();
        (await SendAsync(shop, SampleDocuments.LogoFile())).Data();
        var before = (await shop.Test.ReadAsync("invoices/template")).Data().ToJsonString();

        var fetched = await SetAsync(shop, host.Url);

        Assert.Equal("VALIDATION_ERROR", fetched.ErrorCode);
        Assert.Equal(["logoUrl"], fetched.Json["data"]!.AsObject().Select(error => error.Key));
        Assert.True(await SendAsync(shop, bytes) is { ErrorCode: "VALIDATION_ERROR" or "PAYLOAD_TOO_LARGE" }, what);
        Assert.Equal(before, (await shop.Test.ReadAsync("invoices/template")).Data().ToJsonString());
    }

    [Theory]
    [InlineData("image/svg+xml")]
    [InlineData("application/json")]
    [InlineData("text/html")]
    [InlineData(null)]
    public async Task Another_type_is_not_taken(string? type)
    {
        var shop = await server.RegisterAsync();

        Assert.Equal("UNSUPPORTED_MEDIA_TYPE", (await SendAsync(shop, SampleDocuments.LogoFile(), type)).ErrorCode);
    }

    [Fact]
    public async Task More_than_a_megabyte_without_its_length_is_refused_too()
    {
        var shop = await server.RegisterAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, "invoices/template/logo");
        request.Headers.TransferEncodingChunked = true;
        request.Content = new ByteArrayContent(new byte[1_200_000]) { Headers = { ContentType = new("image/png") } };

        using var answer = await shop.Test.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://example.com/logo.png")]
    [InlineData("https://user:word@example.com/logo.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("logo.png")]
    [InlineData("http://127.0.0.1:1/logo.png")]
    public async Task An_address_that_leads_to_no_logo_is_refused_by_name(string address)
    {
        var shop = await server.RegisterAsync();

        var answer = await shop.Test.SendAsync(
            HttpMethod.Put, "invoices/template", new JsonObject { ["logoUrl"] = address }.ToJsonString());

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Equal(["logoUrl"], answer.Json["data"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task Redirects_errors_and_endless_bodies_are_refused()
    {
        var shop = await server.RegisterAsync();
        await using var inside = await LogoHostAsync(SampleDocuments.LogoFile());
        await using var host = await WebhookReceiver.StartAsync();
        Func<HttpContext, Task>[] answers =
        [
            context =>
            {
                context.Response.Redirect(inside.Url.ToString());
                return Task.CompletedTask;
            },
            context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            },
            async context =>
            {
                var some = new byte[100_000];
                while (true) await context.Response.Body.WriteAsync(some, context.RequestAborted);
            },
        ];
        foreach (var answer in answers)
        {
            host.Answer = answer;
            Assert.Equal("VALIDATION_ERROR", (await SetAsync(shop, host.Url)).ErrorCode);
        }

        Assert.Equal(0, inside.Waiting);
    }

    [Fact]
    public async Task A_host_that_says_nothing_is_waited_for_five_seconds_and_keeps_nobody_else_waiting()
    {
        var shop = await server.RegisterAsync();
        await using var host = await WebhookReceiver.StartAsync();
        host.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);

        var setting = SetAsync(shop, host.Url);
        await host.NextAsync();
        (await shop.Test.SendAsync(HttpMethod.Put, "invoices/template", """{"companyName":"Shop"}""")).Data();
        Assert.False(setting.IsCompleted);
        server.Clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal("VALIDATION_ERROR", (await setting).ErrorCode);
        Assert.Equal("Shop", (string?)(await shop.Test.ReadAsync("invoices/template")).Data()["companyName"]);
    }

    private static async Task<WebhookReceiver> LogoHostAsync(byte[] picture)
    {
        var host = await WebhookReceiver.StartAsync();
        host.Answer = async context => await context.Response.Body.WriteAsync(picture, context.RequestAborted);
        return host;
    }

    private static Task<Answer> SetAsync(TestApplication shop, Uri logo) =>
        shop.Test.SendAsync(HttpMethod.Put, "invoices/template", new JsonObject { ["logoUrl"] = logo.ToString() }.ToJsonString());

    private static Task<Answer> SendAsync(TestApplication shop, byte[] picture, string? type = "image/png") =>
        shop.Test.PutPictureAsync("invoices/template/logo", picture, type);

    private static async Task<string> PdfAsync(TestApplication shop, string path) =>
        System.Text.Encoding.Latin1.GetString(await shop.Test.GetByteArrayAsync(path));
}

public class FetchingALogoFromInsideTests(ServerThatAllowsLittle server) : IClassFixture<ServerThatAllowsLittle>
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    public async Task No_connection_is_made_to_an_address_inside(string host)
    {
        await using var inside = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync();
        var address = new UriBuilder(inside.Url) { Host = host }.Uri;

        var answer = await shop.Test.SendAsync(
            HttpMethod.Put, "invoices/template", new JsonObject { ["logoUrl"] = address.ToString() }.ToJsonString());

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Contains("is not at a public address", (string?)answer.Json["data"]!["logoUrl"], StringComparison.Ordinal);
        Assert.Equal(0, inside.Waiting);
    }
}
