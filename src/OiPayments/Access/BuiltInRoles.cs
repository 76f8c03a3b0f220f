using OiPayments.Persistence;

namespace OiPayments.Access;

/// <summary>The five roles that come with the service. Their permissions are brought up to this version at every start.</summary>
internal sealed class BuiltInRoles(OiPaymentsDb db, UnitOfWork unit, IIdSource ids, TimeProvider clock)
{
    public const string SuperAdmin = "Super Admin";

    public static readonly IReadOnlyList<(string Name, string Description, IReadOnlyList<Permission> Permissions)> All =
    [
        (SuperAdmin, "May do everything. There is always at least one who can sign in.", []),
        ("Admin", "Runs applications and operators, and sees everything; moves no money.",
        [
            Permission.AppRead, Permission.AppManage, Permission.UserRead, Permission.UserManage, Permission.PaymentRead,
            Permission.PaymentExport, Permission.CustomerRead, Permission.RefundRead,
            Permission.InvoiceRead, Permission.ReportRead, Permission.ReportRun, Permission.LedgerRead, Permission.AuditRead,
        ]),
        ("Finance", "Approves refunds, issues invoices, keeps the books and makes reports.",
        [
            Permission.AppRead, Permission.PaymentRead, Permission.PaymentExport, Permission.CustomerRead, Permission.RefundRead,
            Permission.RefundCreate, Permission.RefundApprove,
            Permission.InvoiceRead, Permission.InvoiceManage, Permission.ReportRead, Permission.ReportRun, Permission.LedgerRead,
            Permission.LedgerAdjust,
        ]),
        ("Support", "Helps customers: finds payments and asks for refunds.",
            [
                Permission.AppRead, Permission.PaymentRead, Permission.CustomerRead, Permission.RefundRead, Permission.RefundCreate,
                Permission.InvoiceRead
            ]),
        ("Viewer", "Sees applications, payments, refunds and reports; changes nothing.",
            [Permission.AppRead, Permission.PaymentRead, Permission.RefundRead, Permission.InvoiceRead, Permission.ReportRead]),
    ];

    /// <summary>Several nodes may start at once: whoever is faster has done it for all.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        (await unit.RunAsync(() => BringUpToDateAsync(ct), ct)).IsSaved(out _);
        db.DiscardChanges();
    }

    private async Task<Outcome<int>> BringUpToDateAsync(CancellationToken ct)
    {
        var known = await db.Directory<Role>().Where(role => role.IsBuiltIn).ToDictionaryAsync(role => role.Name, ct);
        foreach (var (name, description, permissions) in All)
        {
            if (!known.TryGetValue(name, out var role))
            {
                db.Add(new Role
                {
                    Id = await ids.NextAsync<Role>(ct),
                    Name = name,
                    Description = description,
                    Permissions = permissions,
                    IsBuiltIn = true,
                    CreatedAt = clock.GetUtcNow(),
                });
            }
            else if (!role.Permissions.SequenceEqual(permissions))
            {
                role.Permissions = permissions;
                role.Version++;
            }
        }

        return All.Count;
    }
}
