using System.Net;
using System.Text.Json.Nodes;
using OiPayments.SigningIn;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Operators;

/// <summary>Passkeys, with an authenticator of the tests' own. These tests move the clock.</summary>
public class PasskeyTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_passkey_signs_in_without_a_password()
    {
        var email = await server.NewOperatorAsync("keyholder");
        using var client = await server.SignedInAsync(email);
        using var device = NewDevice();
        var registered = (await RegisterAsync(client, device)).Data();
        Assert.Equal("Work laptop", (string?)registered["passkey"]!["name"]);
        Assert.Equal(10, registered["recoveryCodes"]!.AsArray().Count);

        var session = (await SignInAsync(device)).Data();

        Assert.Equal(email, (string?)session["email"]);
        using var signedIn = server.ClientOf(session);
        var listed = Assert.Single((await signedIn.ReadAsync("auth/passkeys")).Data().AsArray())!;
        Assert.Equal(server.Clock.GetUtcNow(), (DateTimeOffset)listed["lastUsedAt"]!);
        Assert.Contains(
            await server.AuditAsync("session.sign-in"),
            line => line.ActorName == email && line.After!.Contains("passkey", StringComparison.Ordinal));

        // It is a second factor too: the password alone is not enough any more.
        Assert.Equal("VALIDATION_ERROR", (await server.LogInAsync(email, OperatorsUnderTest.Password)).ErrorCode);
        Assert.Equal(
            HttpStatusCode.OK,
            (await server.LogInAsync(email, OperatorsUnderTest.Password, (string)registered["recoveryCodes"]![0]!)).Status);
    }

    [Fact]
    public async Task An_answer_counts_once_and_within_five_minutes()
    {
        using var client = await server.SignedInAsync(await server.NewOperatorAsync("repeater"));
        using var device = NewDevice();
        await RegisterAsync(client, device);
        var begun = await BeginAsync(server.Anonymous, "auth/passkey/options");
        var answer = Answering(begun, device.Sign(begun["options"]!));

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => server.Anonymous.PostAsync("auth/passkey", answer.DeepClone()))));

        Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK);
        Assert.Equal("INVALID_CREDENTIALS", (await server.Anonymous.PostAsync("auth/passkey", answer)).ErrorCode);

        var late = await BeginAsync(server.Anonymous, "auth/passkey/options");
        var signed = Answering(late, device.Sign(late["options"]!));
        server.Clock.Advance(PasskeyChallenge.Lasts);
        Assert.Equal("INVALID_CREDENTIALS", (await server.Anonymous.PostAsync("auth/passkey", signed)).ErrorCode);
    }

    [Fact]
    public async Task Another_key_another_page_and_a_device_that_asked_nobody_are_refused()
    {
        using var client = await server.SignedInAsync(await server.NewOperatorAsync("phished"));
        using var device = NewDevice();
        await RegisterAsync(client, device);
        using var stranger = NewDevice();

        stranger.Register((await BeginAsync(client, "auth/passkeys/options"))["options"]!);
        Assert.Equal("INVALID_CREDENTIALS", (await SignInAsync(stranger)).ErrorCode);
        device.Origin = "https://pay.example.net";
        Assert.Equal("INVALID_CREDENTIALS", (await SignInAsync(device)).ErrorCode);
        (device.Origin, device.Verifies) = (NewOrigin(), false);
        Assert.Equal("INVALID_CREDENTIALS", (await SignInAsync(device)).ErrorCode);
        device.Verifies = true;
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(device)).Status);

        // A copy of it counts from where it was copied.
        device.Count = 0;
        Assert.Equal("INVALID_CREDENTIALS", (await SignInAsync(device)).ErrorCode);
    }

    [Fact]
    public async Task A_challenge_is_for_what_and_whom_it_was_given_out()
    {
        using var client = await server.SignedInAsync(await server.NewOperatorAsync("giver"));
        using var other = await server.SignedInAsync(await server.NewOperatorAsync("taker"));
        using var device = NewDevice();
        await RegisterAsync(client, device);

        var proof = await BeginAsync(client, "auth/reauth/options");
        Assert.Equal(
            "INVALID_CREDENTIALS",
            (await server.Anonymous.PostAsync("auth/passkey", Answering(proof, device.Sign(proof["options"]!)))).ErrorCode);
        Assert.Equal("INVALID_CREDENTIALS", (await other.PostAsync(
            "auth/reauth", new JsonObject { ["passkey"] = Answering(proof, device.Sign(proof["options"]!)) })).ErrorCode);
        var registration = await BeginAsync(client, "auth/passkeys/options");
        using var second = NewDevice();
        var body = Answering(registration, second.Register(registration["options"]!));
        body["name"] = "Stolen";
        Assert.Equal("INVALID_CREDENTIALS", (await other.PostAsync("auth/passkeys", body.DeepClone())).ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("auth/passkeys", body)).Status);
    }

    [Fact]
    public async Task Another_operators_passkey_proves_nothing()
    {
        using var client = await server.SignedInAsync(await server.NewOperatorAsync("prover"));
        using var other = await server.SignedInAsync(await server.NewOperatorAsync("impostor"));
        using var mine = NewDevice();
        using var theirs = NewDevice();
        await RegisterAsync(client, mine);
        await RegisterAsync(other, theirs);
        server.Clock.Advance(TimeSpan.FromMinutes(6));
        async Task<Answer> ProveAsync(SoftwareAuthenticator device)
        {
            var begun = await BeginAsync(client, "auth/reauth/options");
            return await client.PostAsync("auth/reauth", new JsonObject { ["passkey"] = Answering(begun, device.Sign(begun["options"]!)) });
        }

        Assert.Equal("INVALID_CREDENTIALS", (await ProveAsync(theirs)).ErrorCode);
        Assert.Equal("REAUTH_REQUIRED", (await client.PostAsync("auth/passkeys/options", new JsonObject())).ErrorCode);

        Assert.Equal(HttpStatusCode.OK, (await ProveAsync(mine)).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("auth/passkeys/options", new JsonObject())).Status);
    }

    [Fact]
    public async Task Passkeys_are_listed_renamed_and_removed_by_their_owner_alone()
    {
        var email = await server.NewOperatorAsync("curator");
        using var client = await server.SignedInAsync(email);
        using var other = await server.SignedInAsync(await server.NewOperatorAsync("meddler"));
        using var device = NewDevice();
        var id = (long)(await RegisterAsync(client, device)).Data()["passkey"]!["id"]!;

        Assert.Equal("RESOURCE_NOT_FOUND", (await other.PatchAsync($"auth/passkeys/{id}", new JsonObject { ["name"] = "Mine" })).ErrorCode);
        Assert.Equal("RESOURCE_NOT_FOUND", (await other.SendAsync(HttpMethod.Delete, $"auth/passkeys/{id}", null)).ErrorCode);
        Assert.Empty((await other.ReadAsync("auth/passkeys")).Data().AsArray());

        Assert.Equal(
            "Telephone",
            (string?)(await client.PatchAsync($"auth/passkeys/{id}", new JsonObject { ["name"] = "Telephone" })).Data()["name"]);
        Assert.Equal("Telephone", (string?)Assert.Single((await client.ReadAsync("auth/passkeys")).Data().AsArray())!["name"]);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Delete, $"auth/passkeys/{id}", null)).Status);
        Assert.Equal("INVALID_CREDENTIALS", (await SignInAsync(device)).ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await server.LogInAsync(email, OperatorsUnderTest.Password)).Status);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "challengeId": "oiwc_x", "credential": "text" }""")]
    public async Task What_is_missing_is_named(string body) =>
        Assert.Equal("VALIDATION_ERROR", (await server.Anonymous.SendAsync(HttpMethod.Post, "auth/passkey", body)).ErrorCode);

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{ "id": 7, "rawId": [], "response": "x" }""")]
    [InlineData(
        """
        { "id": "AA", "rawId": "AA", "type": "public-key", "clientExtensionResults": {}, "response": { "clientDataJSON": "!",
        "authenticatorData": "AA", "signature": "AA" } }
        """)]
    public async Task Nonsense_is_refused_like_any_other_wrong_answer(string credential)
    {
        var begun = await BeginAsync(server.Anonymous, "auth/passkey/options");

        var answer = await server.Anonymous.PostAsync("auth/passkey", Answering(begun, JsonNode.Parse(credential)!));

        Assert.Equal("INVALID_CREDENTIALS", answer.ErrorCode);
    }

    private string NewOrigin() => server.WebUrl.GetLeftPart(UriPartial.Authority);

    private SoftwareAuthenticator NewDevice() => new(NewOrigin());

    private static async Task<JsonNode> BeginAsync(HttpClient client, string path) =>
        (await client.PostAsync(path, new JsonObject())).Data();

    private static JsonObject Answering(JsonNode begun, JsonNode credential) =>
        new() { ["challengeId"] = (string)begun["challengeId"]!, ["credential"] = credential };

    private static async Task<Answer> RegisterAsync(HttpClient client, SoftwareAuthenticator device)
    {
        var begun = await BeginAsync(client, "auth/passkeys/options");
        var body = Answering(begun, device.Register(begun["options"]!));
        body["name"] = "Work laptop";
        return await client.PostAsync("auth/passkeys", body);
    }

    private async Task<Answer> SignInAsync(SoftwareAuthenticator device)
    {
        var begun = await BeginAsync(server.Anonymous, "auth/passkey/options");
        return await server.Anonymous.PostAsync("auth/passkey", Answering(begun, device.Sign(begun["options"]!)));
    }
}
