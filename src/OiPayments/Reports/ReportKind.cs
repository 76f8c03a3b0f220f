using OiPayments.Access;
using OiPayments.Persistence;

namespace OiPayments.Reports;

/// <summary>One of the reports there are.</summary>
/// <param name="Name">What addresses, files and the audit log call it.</param>
/// <param name="Columns">The names of its rows' numbers, in their order. Those that end in <c>Minor</c> are money.</param>
/// <param name="Groupings">What its rows can stand for; the first when nobody says.</param>
/// <param name="MakeAsync">Makes it, of the applications that the permission was granted for.</param>
internal sealed record ReportKind<TRow>(
    string Name, IReadOnlyList<string> Columns, IReadOnlyList<ReportGrouping> Groupings,
    Func<OiPaymentsDb, SignedInOperator, Permission, ReportQuery, CancellationToken, Task<Outcome<Report<TRow>>>> MakeAsync)
    where TRow : ReportRow;

/// <summary>Every report, for the API and for the pages.</summary>
internal static class ReportKinds
{
    private static readonly ReportGrouping[] All = Enum.GetValues<ReportGrouping>();
    private static readonly ReportGrouping[] Unpaid = [ReportGrouping.Day, ReportGrouping.Application];

    public static readonly ReportKind<PaidRow> Volume = new("volume", PaidRow.Columns, All, PaidReport.MakeAsync);

    public static readonly ReportKind<PaidRow> Fees = Volume with { Name = "fees" };

    public static readonly ReportKind<PaidRow> Channels = Volume with { Name = "channels", Groupings = [ReportGrouping.Channel] };

    public static readonly ReportKind<OutcomeRow> SuccessRate =
        new("success-rate", OutcomeRow.Columns, Unpaid, OutcomeReport.MakeAsync);

    public static readonly ReportKind<RefundRow> Refunds =
        new("refunds", RefundRow.Columns, Unpaid, RefundReport.MakeAsync);
}
