using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.Audit;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Operators;

/// <summary>Operators of a test's own, and signing in as them from anywhere.</summary>
internal static class OperatorsUnderTest
{
    public const string Password = "tea garden in the morning fog";

    /// <summary>The proxy header that a server with <see cref="BehindAProxy"/> believes from this machine.</summary>
    public static (string Name, string Value) From(string address) => ("X-Forwarded-For", address);

    public static Dictionary<string, string?> BehindAProxy() => new() { ["Http:TrustedProxies"] = "127.0.0.1" };

    extension(TestServer server)
    {
        /// <summary>A new operator; a Super Admin unless a role is named.</summary>
        public async Task<string> NewOperatorAsync(string name, string? role = null, ApplicationId? application = null)
        {
            var email = $"{name}@example.com";
            await server.WithDbAsync(async db =>
            {
                var ids = server.Services.GetRequiredService<IIdSource>();
                var person = new Operator
                {
                    Id = await ids.NextAsync<Operator>(CancellationToken.None),
                    Email = email,
                    Name = name,
                    PasswordHash = "",
                    SuperAdmin = role is null,
                    CreatedAt = server.Clock.GetUtcNow(),
                };
                person.PasswordHash = server.Services.GetRequiredService<Microsoft.AspNetCore.Identity.IPasswordHasher<Operator>>()
                    .HashPassword(person, Password);
                db.Add(person);
                if (role is not null)
                {
                    var found = await db.Directory<Role>().SingleAsync(known => known.Name == role);
                    db.Add(new RoleGrant
                    {
                        OperatorId = person.Id,
                        RoleId = found.Id,
                        ApplicationId = application
                        ?? RoleGrant.Everywhere
                    });
                }

                await db.SaveAsync(CancellationToken.None);
                return 0;
            });
            return email;
        }

        public Task<Answer> LogInAsync(string email, string password, string? code = null, params (string Name, string Value)[] headers)
        {
            var body = new JsonObject { ["email"] = email, ["password"] = password };
            if (code is not null) body["code"] = code;
            return server.Anonymous.PostAsync("auth/login", body, headers);
        }

        public async Task<HttpClient> SignedInAsync(string email, string password = Password, string? code = null) =>
            server.ClientOf((await server.LogInAsync(email, password, code)).Data());

        public HttpClient ClientOf(JsonNode session)
        {
            var client = server.ClientWith(null, null);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)session["token"]!);
            return client;
        }

        /// <summary>The audit log's lines of one action, the oldest first.</summary>
        public Task<List<AuditEntry>> AuditAsync(string action) => server.WithDbAsync(db =>
            db.Of<AuditEntry>(AuditEntry.OfTheService)
                .AsNoTracking()
                .Where(entry => entry.Action == action)
                .OrderBy(entry => entry.Id)
                .ToListAsync());

        /// <summary>Enrols an authenticator app, and answers its secret and the recovery codes.</summary>
        public async Task<(string Secret, List<string> Codes)> EnrolTotpAsync(HttpClient client)
        {
            var secret = (string)(await client.PostAsync("auth/totp", new JsonObject())).Data()["secret"]!;
            var codes = (await client.PostAsync("auth/totp/confirm", new JsonObject { ["code"] = server.CodeOf(secret) })).Data()["codes"]!;
            server.Clock.Advance(TimeSpan.FromSeconds(60));
            return (secret, [.. codes.AsArray().Select(code => (string)code!)]);
        }

        /// <summary>What the app shows now.</summary>
        public string CodeOf(string secret) =>
            new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(secret)).ComputeTotp(server.Clock.GetUtcNow().UtcDateTime);
    }
}
