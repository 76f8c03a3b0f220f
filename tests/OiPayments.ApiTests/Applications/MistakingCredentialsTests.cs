using System.Net;
using OiPayments.Applications;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Applications;

/// <summary>What a stranger does wrong in the first minutes: each refusal names it, and none repeats what was sent.</summary>
public class MistakingCredentialsTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly (string Key, string Secret) Test = (ApiKey.NewKey(Mode.Test), ApiKey.NewSecret(Mode.Test));
    private static readonly (string Key, string Secret) Live = (ApiKey.NewKey(Mode.Live), ApiKey.NewSecret(Mode.Live));

    public static TheoryData<string, (string Name, string Value)[]> Mistakes => new()
    {
        { "X-Api-Key is missing. Applications send two headers", [] },
        { "X-Api-Secret is missing. Applications send two headers", [("X-Api-Key", Test.Key)] },
        { "X-Api-Key is missing.", [("X-Api-Secret", Test.Secret)] },
        { "Authorization is not read, and belongs to operators", [("Authorization", $"Bearer {Test.Secret}")] },
        { "X-Api-Secret is missing. Applications send two headers with every request, X-Api-Key and X-Api-Secret; Authorization is not",
            [("X-Api-Key", Test.Key), ("Authorization", $"Bearer {Test.Secret}")] },
        { "api-secret is not read", [("X-Api-Key", Test.Key), ("api-secret", Test.Secret)] },
        { "api-secret is not read", [("x-api-key", Test.Key), ("api-secret", Test.Secret)] },
        { "X-Api-Key and X-Api-Secret.", [("x-api-key", Test.Key)] },
        { "X-Api-Key holds the secret, and X-Api-Secret the key: exchange them", [("X-Api-Key", Test.Secret), ("X-Api-Secret", Test.Key)] },
        { "X-Api-Key holds X-Api-Secret; it takes the key, which begins with oi_test_", [("X-Api-Key", Test.Secret)] },
        { "X-Api-Secret holds X-Api-Key; it takes the secret", [("X-Api-Key", Test.Key), ("X-Api-Secret", Test.Key)] },
        { "X-Api-Secret holds the secret that webhooks are signed with; it takes the secret, which begins with oisk_test_",
            [("X-Api-Key", Test.Key), ("X-Api-Secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")] },
        { "X-Api-Secret holds the token of an operator's session",
            [("X-Api-Key", Test.Key), ("X-Api-Secret", RandomToken.New256("oios_"))] },
        { "X-Api-Key is of LIVE, and X-Api-Secret of TEST: send both halves of one pair",
            [("X-Api-Key", Live.Key), ("X-Api-Secret", Test.Secret)] },
        { "X-Api-Key is of TEST, and X-Api-Secret of LIVE", [("X-Api-Key", Test.Key), ("X-Api-Secret", Live.Secret)] },
        { "X-Api-Key has 35 characters instead of 36: it was cut off", [("X-Api-Key", Test.Key[..^1]), ("X-Api-Secret", Test.Secret)] },
        { "X-Api-Secret has 61 characters instead of 60", [("X-Api-Key", Test.Key), ("X-Api-Secret", Test.Secret + "a")] },
        { "A character of X-Api-Key is wrong", [("X-Api-Key", Mistyped(Test.Key)), ("X-Api-Secret", Test.Secret)] },
        { "A character of X-Api-Secret is wrong", [("X-Api-Key", Test.Key), ("X-Api-Secret", Mistyped(Test.Secret))] },
        { "X-Api-Key holds a blank, a quotation mark", [("X-Api-Key", $"\"{Test.Key}\""), ("X-Api-Secret", Test.Secret)] },
        { "X-Api-Secret holds a blank, a quotation mark", [("X-Api-Key", Test.Key), ("X-Api-Secret", Test.Secret.Insert(30, " "))] },
        { "X-Api-Key is none of ours: it takes the key", [("X-Api-Key", Test.Key.ToUpperInvariant()), ("X-Api-Secret", Test.Secret)] },
        { "X-Api-Secret is none of ours", [("X-Api-Key", Test.Key), ("X-Api-Secret", new string('x', 4000))] },
        { "X-Api-Key was sent more than once", [("X-Api-Key", Test.Key), ("X-Api-Key", Live.Key), ("X-Api-Secret", Test.Secret)] },
        { "may have expired after a rotation or been revoked", [("X-Api-Key", Test.Key), ("X-Api-Secret", Test.Secret)] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task It_is_named_and_what_was_sent_is_not_repeated(string named, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "app/me");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);

        var answer = await SendAsync(request);

        Refused(answer, named);
        foreach (var (_, value) in headers) Assert.DoesNotContain(value.Split(' ')[^1], answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_in_the_address_are_called_leaked_and_not_repeated()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"app/me?apiKey={Test.Key}&apiSecret={Test.Secret}");

        var answer = await SendAsync(request);

        Refused(answer, "nothing in the address, which is written to logs: have an operator replace what stood there");
        Assert.DoesNotContain(Test.Secret, answer.Text, StringComparison.Ordinal);
    }

    /// <summary>Shells and files add them; the server takes them off, as HTTP says.</summary>
    [Fact]
    public async Task Blanks_around_a_half_are_no_mistake()
    {
        var shop = await server.RegisterAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "app/me");
        request.Headers.TryAddWithoutValidation("X-Api-Key", $"  {shop.Registered["credentials"]!["testApiKey"]}\t");
        request.Headers.TryAddWithoutValidation("X-Api-Secret", $"{shop.Registered["credentials"]!["testApiSecret"]}  ");

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(request)).Status);
    }

    [Theory]
    [InlineData("This is for operators. X-Api-Key and X-Api-Secret are an application's", "X-Api-Key", "oi_test_x")]
    [InlineData("Authorization has to be the word Bearer, a blank and the token", "Authorization", "oios_x")]
    [InlineData("Authorization has to be the word Bearer, a blank and the token", "Authorization", "Basic b2k6b2k=")]
    [InlineData("Sign in with POST /auth/login", null, null)]
    public async Task On_an_operators_operation_it_is_named_too(string named, string? header, string? value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "admin/apps");
        if (header is not null) request.Headers.TryAddWithoutValidation(header, value);

        Refused(await SendAsync(request), named);
    }

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await server.Anonymous.SendAsync(request);
        return new(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync());
    }

    private static void Refused(Answer answer, string named)
    {
        Assert.Equal((HttpStatusCode.Unauthorized, "UNAUTHORIZED"), (answer.Status, answer.ErrorCode));
        Assert.Contains(named, (string)answer.Json["meta"]!["message"]!, StringComparison.Ordinal);
    }

    private static string Mistyped(string text) => text[..20] + (text[20] == 'x' ? 'y' : 'x') + text[21..];
}
