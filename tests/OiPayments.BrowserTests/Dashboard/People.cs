using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Operators;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>Operators who have one of the roles that come with the service, for every application, and <see cref="DashboardServer.Password"/>.</summary>
internal sealed class People(TestServer server)
{
    private static readonly string Hash = new PasswordHasher<Operator>().HashPassword(null!, DashboardServer.Password);

    /// <summary>A new one; answers the e-mail address.</summary>
    public async Task<string> OfRoleAsync(string role, bool mustChangePassword = false)
    {
        var email = $"{role.ToLowerInvariant().Replace(' ', '-')}-{RandomToken.New128("")[..8].ToLowerInvariant()}@example.com";
        await server.WithDbAsync(async db =>
        {
            var id = await server.Services.GetRequiredService<IIdSource>().NextAsync<Operator>(CancellationToken.None);
            var roles = await db.Directory<Role>().ToListAsync();
            db.Add(new Operator { Id = id, Email = email, Name = $"{role} of the tests", PasswordHash = Hash, CreatedAt = TimeProvider.System.GetUtcNow(), MustChangePassword = mustChangePassword, SecurityStamp = RandomToken.New128("") });
            db.Add(new RoleGrant { OperatorId = id, RoleId = roles.Single(one => one.Name == role).Id, ApplicationId = RoleGrant.Everywhere });
            await db.SaveAsync(CancellationToken.None);
            return 0;
        });
        return email;
    }
}
