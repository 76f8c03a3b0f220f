using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.ApiTests.Refunds;
using OiPayments.DueWork;
using OiPayments.SigningIn;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Operators;

/// <summary>Strangers who guess, and operators who have to go on working meanwhile.</summary>
public sealed class GuessingTests : IAsyncLifetime
{
    private const string Office = "198.51.100.10";
    private const string Outside = "203.0.113.66";

    private readonly CountingHasher hasher = new();
    private TestServer? running;

    private TestServer Server => running ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        running = new(OperatorsUnderTest.BehindAProxy(), builder => builder.Services.AddSingleton<IPasswordHasher<Operator>>(hasher));
        await running.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null) await running.DisposeAsync();
    }

    [Fact]
    public async Task After_five_wrong_ones_it_locks_and_longer_each_time_for_an_address_that_nobody_has_just_the_same()
    {
        var email = await Server.NewOperatorAsync("guessed");
        var (known, unknown) = (new List<string>(), new List<string>());
        foreach (var wait in new[] { 0, 0, 0, 0, 60, 120, 240, 480, 900, 900 })
        {
            foreach (var (address, told) in new[] { (email, known), ("nobody@example.com", unknown) })
            {
                var wrong = await GuessAsync(address, Outside);
                var next = wait == 0 ? null : await GuessAsync(address, Outside);
                var then = next is null ? "" : $", then {(int)next.Status} {next.ErrorCode} for {next.Headers.RetryAfter}";
                told.Add($"{wrong.ErrorCode}{then}");
            }

            Server.Clock.Advance(TimeSpan.FromSeconds(wait));
        }

        Assert.Equal(known, unknown);
        Assert.All(known.Take(4), told => Assert.Equal("INVALID_CREDENTIALS", told));
        Assert.Equal(
            new[] { 60, 120, 240, 480, 900, 900 }.Select(seconds => $"INVALID_CREDENTIALS, then 423 ACCOUNT_LOCKED for {seconds}"),
            known.Skip(4));
    }

    [Fact]
    public async Task An_address_that_nobody_has_costs_the_same_work_and_leaves_the_same_traces()
    {
        var email = await Server.NewOperatorAsync("worked");

        var (unknown, known) = (await WorkOfAsync("somebody@example.com"), await WorkOfAsync(email));

        Assert.Equal(1, known.Hashes);
        Assert.Equal(known.Hashes, unknown.Hashes);
        Assert.Equal(known.Statements, unknown.Statements);
        Assert.Equal(known.Answer, unknown.Answer);
        var lines = await Server.AuditAsync("session.sign-in-failed");
        Assert.Equal(2, lines.Count);
        Assert.All(
            lines, line => Assert.Equal((Audit.ActorType.Anonymous, "email", Outside), (line.ActorType, line.TargetType, line.IpAddress)));
        Assert.All(lines, line => Assert.Matches("^[0-9a-f]{16}$", line.TargetId));
        Assert.DoesNotContain("somebody", Server.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_locks_out_strangers_does_not_lock_out_the_office()
    {
        var email = await Server.NewOperatorAsync("besieged");
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(email, Office)).Status);

        for (var guess = 0; guess < 5; guess++) await GuessAsync(email, $"{Outside[..^1]}{guess}");

        Assert.Equal("ACCOUNT_LOCKED", (await SignInAsync(email, Outside)).ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(email, Office)).Status);
        Server.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(email, Outside)).Status);
    }

    [Fact]
    public async Task A_device_that_signed_in_before_is_not_locked_out_from_wherever_it_comes()
    {
        var email = await Server.NewOperatorAsync("travelling");
        var device = await AtAPageAsync(email, OperatorsUnderTest.Password, Office, null);
        for (var guess = 0; guess < 5; guess++) await GuessAsync(email, Outside);

        Assert.Equal("ACCOUNT_LOCKED", (await AtAPageAsync(email, OperatorsUnderTest.Password, Outside, null)).Refused);
        Assert.Equal("ACCOUNT_LOCKED", (await AtAPageAsync(email, OperatorsUnderTest.Password, Outside, device.Device + "x")).Refused);
        Assert.Null((await AtAPageAsync(email, OperatorsUnderTest.Password, Outside, device.Device)).Refused);

        // It is a stranger's for everybody else.
        var other = await Server.NewOperatorAsync("neighbour");
        for (var guess = 0; guess < 5; guess++) await GuessAsync(other, Outside);
        Assert.Equal("ACCOUNT_LOCKED", (await AtAPageAsync(other, OperatorsUnderTest.Password, Outside, device.Device)).Refused);

        // Guessing from it locks it alone, and it is known for ninety days.
        for (var guess = 0; guess < 5; guess++)
            Assert.Equal("INVALID_CREDENTIALS", (await AtAPageAsync(email, "not the password", Outside, device.Device)).Refused);
        Assert.Equal("ACCOUNT_LOCKED", (await AtAPageAsync(email, OperatorsUnderTest.Password, Outside, device.Device)).Refused);
        Assert.Null((await AtAPageAsync(email, OperatorsUnderTest.Password, Office, null)).Refused);
        Server.WaitOut(KnownDevices.Lasts);
        for (var guess = 0; guess < 5; guess++) await GuessAsync(email, "192.0.2.1");
        Assert.Equal("ACCOUNT_LOCKED", (await AtAPageAsync(email, OperatorsUnderTest.Password, "192.0.2.1", device.Device)).Refused);
    }

    [Fact]
    public async Task A_right_password_starts_the_count_afresh()
    {
        var email = await Server.NewOperatorAsync("clumsy");
        for (var round = 0; round < 3; round++)
        {
            for (var guess = 0; guess < 4; guess++) Assert.Equal("INVALID_CREDENTIALS", (await GuessAsync(email, Office)).ErrorCode);
            Assert.Equal(HttpStatusCode.OK, (await SignInAsync(email, Office)).Status);
        }
    }

    [Fact]
    public async Task Many_at_once_gain_nothing()
    {
        var email = await Server.NewOperatorAsync("stormed");

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(() => GuessAsync(email, Outside))));

        Assert.True(
            answers.Count(answer => answer.ErrorCode == "INVALID_CREDENTIALS") <= SignInLimits.FreeTries,
            string.Join(' ', answers.Select(answer => answer.ErrorCode)));
        Assert.All(answers, answer => Assert.Contains(answer.ErrorCode, new[] { "INVALID_CREDENTIALS", "ACCOUNT_LOCKED", "RATE_LIMITED" }));
    }

    [Fact]
    public async Task One_network_that_tries_many_addresses_is_slowed_down_and_others_are_not()
    {
        var email = await Server.NewOperatorAsync("bystander");
        for (var guess = 0; guess < SignInLimits.FreeTriesOfNetwork; guess++)
            Assert.Equal("INVALID_CREDENTIALS", (await GuessAsync($"person{guess}@example.com", $"2001:db8::{guess:x}")).ErrorCode);

        var answer = await SignInAsync(email, "2001:db8::ffff");

        Assert.Equal((HttpStatusCode.TooManyRequests, "RATE_LIMITED"), (answer.Status, answer.ErrorCode));
        Assert.Equal(TimeSpan.FromMinutes(1), answer.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(email, Office)).Status);
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(email, "2001:db8::ffff")).Status);
    }

    [Fact]
    public async Task Two_nodes_count_as_one()
    {
        var email = await Server.NewOperatorAsync("spread");
        await using var second = new TestServer(new(OperatorsUnderTest.BehindAProxy())
        { ["ConnectionStrings:Database"] = Server.Database });
        await second.InitializeAsync();
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(email, Office)).Status);

        for (var guess = 0; guess < 5; guess++)
            await (guess % 2 == 0 ? Server : second).LogInAsync(email, "not the password", null, OperatorsUnderTest.From(Outside));

        Assert.Equal(
            "ACCOUNT_LOCKED",
            (await second.LogInAsync(email, OperatorsUnderTest.Password, null, OperatorsUnderTest.From(Outside))).ErrorCode);
        Assert.Equal("ACCOUNT_LOCKED", (await SignInAsync(email, Outside)).ErrorCode);

        // What one node gives and ends, the other knows.
        var session = (await SignInAsync(email, Office)).Data();
        using var there = second.ClientOf(session);
        using var here = Server.ClientOf(session);
        Assert.Equal(HttpStatusCode.OK, (await there.ReadAsync("auth/me")).Status);
        await here.PostAsync("auth/logout", new JsonObject());
        Assert.Equal("SESSION_EXPIRED", (await there.ReadAsync("auth/me")).ErrorCode);
    }

    [Fact]
    public async Task Guessing_the_password_inside_a_session_locks_there()
    {
        using var client = await Server.SignedInAsync(await Server.NewOperatorAsync("unattended"));
        Task<Answer> ProveAsync(string password) => client.PostAsync("auth/reauth", new JsonObject { ["password"] = password });

        for (var guess = 0; guess < 5; guess++) Assert.Equal("INVALID_CREDENTIALS", (await ProveAsync("not the password")).ErrorCode);

        Assert.Equal("ACCOUNT_LOCKED", (await ProveAsync(OperatorsUnderTest.Password)).ErrorCode);
        Server.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, (await ProveAsync(OperatorsUnderTest.Password)).Status);
    }

    [Fact]
    public async Task Counts_are_forgotten_and_cleared_away()
    {
        await GuessAsync("passing@example.com", Outside);
        Assert.NotEqual(0, await CountAsync());

        Server.Clock.Advance(SignInLimits.ForgetAfter + TimeSpan.FromSeconds(1));

        await Eventually.BecomesAsync(
            () =>
            {
                Server.Clock.Advance(PurgeExpired.Every);
                return CountAsync();
            },
            count => count == 0);
    }

    private Task<int> CountAsync() => Server.WithDbAsync(db => db.Directory<SignInLimit>().CountAsync());

    private Task<Answer> GuessAsync(string email, string address) =>
        Server.LogInAsync(email, "not the password", null, OperatorsUnderTest.From(address));

    private Task<Answer> SignInAsync(string email, string address) =>
        Server.LogInAsync(email, OperatorsUnderTest.Password, null, OperatorsUnderTest.From(address));

    /// <summary>Signs in as the pages do, with what the browser's device cookie holds.</summary>
    private async Task<(string? Refused, string? Device)> AtAPageAsync(string email, string password, string address, string? device)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var visit = new Visit(IPAddress.Parse(address), "Browser", device);
        var signedIn = await scope.ServiceProvider.GetRequiredService<SignInWithPassword>().RunAsync(
            new(email, password, Code: null), visit, CancellationToken.None);
        return signedIn.IsRefused(out var refusal, out var session)
            ? (WireNames<ErrorCode>.Of(refusal.Code), null)
            : (null, session.Device);
    }

    private async Task<(int Hashes, int Statements, string Answer)> WorkOfAsync(string email)
    {
        Server.Log.Clear();
        hasher.Verified = 0;
        var answer = await GuessAsync(email, Outside);

        // Whatever seals the log reads it too, some time later.
        return (
            hasher.Verified,
            Server.Log.StatementsWith("sign_in_limits") + Server.Log.StatementsWith("operators")
                + Server.Log.StatementsWith("INSERT INTO audit_log"),
            answer.Text);
    }

    private sealed class CountingHasher : IPasswordHasher<Operator>
    {
        private readonly PasswordHasher<Operator> real = QuickHasher.Create();
        private int verified;

        public int Verified
        {
            get => verified;
            set => verified = value;
        }

        public string HashPassword(Operator user, string password) => real.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Operator user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref verified);
            return real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
