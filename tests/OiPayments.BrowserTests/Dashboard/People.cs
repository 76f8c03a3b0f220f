using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>
/// Operators who have one of the roles that come with the service, for every application, and <see cref="DashboardServer.Password"/>.
/// </summary>
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
            db.Add(new Operator
            {
                Id = id,
                Email = email,
                Name = $"{role} of the tests",
                PasswordHash = Hash,
                CreatedAt = TimeProvider.System.GetUtcNow(),
                MustChangePassword = mustChangePassword,
                SecurityStamp = RandomToken.New128("")
            });
            db.Add(
                new RoleGrant { OperatorId = id, RoleId = roles.Single(one => one.Name == role).Id, ApplicationId = RoleGrant.Everywhere });
            await db.SaveAsync(CancellationToken.None);
            return 0;
        });
        return email;
    }

    /// <summary>A higher threshold of the app that this somebody has proposed, and nobody has decided on.</summary>
    public async Task ProposeChangeAsync(TestApplication shop, string email) => await server.WithDbAsync(async db =>
    {
        var (now, application) = (TimeProvider.System.GetUtcNow(), new ApplicationId((uint)shop.Id));
        var person = await db.Directory<Operator>().SingleAsync(one => one.Email == email);
        db.Add(new SettingChange
        {
            ApplicationId = application,
            Id = await server.Services.GetRequiredService<IIdSource>().NextAsync<SettingChange>(CancellationToken.None),
            ProposedBy = $"operator:{person.Id}",
            CreatedAt = now,
            ExpiresAt = now.AddDays(7),
            ApplicationVersion = (await db.Directory<Application>().SingleAsync(one => one.Id == application)).Version,
            Settings = """{"refundApprovalThresholdMinor":500000}""",
            Before = """{"refundApprovalThresholdMinor":100000}""",
            After = """{"refundApprovalThresholdMinor":500000}""",
            Weakens = "refundApprovalThresholdMinor",
        });
        await db.SaveAsync(CancellationToken.None);
        return 0;
    });
}
