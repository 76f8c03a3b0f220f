using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;

namespace OiPayments.TestSupport;

/// <summary>Operators who may do this here and nothing elsewhere.</summary>
public static class TestOperators
{
    private const string Password = "a password of nobody in particular";
    private static readonly string Hash = QuickHasher.Create().HashPassword(null!, Password);
    private static int made;

    extension(TestServer server)
    {
        /// <summary>Signs in a new operator who may do exactly this, in the applications named; in all of them when none is.</summary>
        public async Task<HttpClient> OperatorWithAsync(
            IReadOnlyList<Permission> permissions, params IReadOnlyList<TestApplication> applications)
        {
            var number = Interlocked.Increment(ref made);
            var email = $"operator-{number}@example.com";
            await server.WithDbAsync(async db =>
            {
                var ids = server.Services.GetRequiredService<IIdSource>();
                var (person, role) = (
                    await ids.NextAsync<Operator>(CancellationToken.None), await ids.NextAsync<Role>(CancellationToken.None));
                db.Add(new Operator
                {
                    Id = person,
                    Email = email,
                    Name = $"Operator {number}",
                    PasswordHash = Hash,
                    CreatedAt = server.Clock.GetUtcNow()
                });
                db.Add(new Role
                {
                    Id = role,
                    Name = $"Role {number}",
                    Permissions = permissions,
                    IsBuiltIn = false,
                    CreatedAt = server.Clock.GetUtcNow()
                });
                var scopes = applications.Count == 0
                    ? [RoleGrant.Everywhere]
                    : applications.Select(application => new ApplicationId((uint)application.Id));
                foreach (var scope in scopes) db.Add(new RoleGrant { OperatorId = person, RoleId = role, ApplicationId = scope });
                await db.SaveAsync(CancellationToken.None);
                return 0;
            });

            var session = (await server.Anonymous.PostAsync("auth/login", new JsonObject { ["email"] = email, ["password"] = Password }))
                .Data();
            var client = server.ClientWith(null, null);
            client.DefaultRequestHeaders.Authorization = new("Bearer", (string)session["token"]!);
            return client;
        }
    }
}
