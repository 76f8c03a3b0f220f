using System.Data;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OiPayments.Payments;
using OiPayments.Refunds;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Model;

/// <summary>A session as the gateway itself knows it; amounts in minor units.</summary>
internal sealed record GatewaySessionFact(string Key, string TransactionId, long AmountMinor, string Status, string ValidationId)
{
    public bool IsPaid => Status == "VALID";

    public bool IsOpen => Status == "PROCESSING";
}

/// <summary>A refund as the gateway itself knows it.</summary>
internal sealed record GatewayRefundFact(string Id, string OurId, string TransactionId, long AmountMinor, string Status);

/// <summary>An application's records at one instant, and beside them what really happened at the gateway.</summary>
internal sealed record Facts(
    IReadOnlyList<Payment> Payments, IReadOnlyList<PaymentAttempt> Attempts, IReadOnlyList<Refund> Refunds,
    IReadOnlyList<WebhookEvent> Events, IReadOnlyList<GatewaySessionFact> Sessions, IReadOnlyList<GatewayRefundFact> GatewayRefunds)
{
    public static readonly Facts None = new([], [], [], [], [], []);

    public Payment Of(long payment) => Payments.Single(known => known.Id.Value == payment);

    public IEnumerable<PaymentAttempt> AttemptsOf(Payment payment) => Attempts.Where(attempt => attempt.PaymentId == payment.Id);

    public IEnumerable<Refund> RefundsOf(Payment payment) => Refunds.Where(refund => refund.PaymentId == payment.Id);

    /// <summary>Oldest first, those too whose opening we never heard the answer of.</summary>
    public IEnumerable<GatewaySessionFact> SessionsOf(Payment payment)
    {
        var known = AttemptsOf(payment).Select(attempt => attempt.TransactionId).ToHashSet();
        return Sessions.Where(session => known.Contains(session.TransactionId));
    }

    public static async Task<Facts> ReadAsync(Stage stage, TestApplication shop)
    {
        var id = new ApplicationId((uint)shop.Id);
        var sessions = await stage.ReadGatewayAsync("sessions");
        var refunds = await stage.ReadGatewayAsync("refunds");
        return await stage.Server.WithDbAsync(async db =>
        {
            await using var instant = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead);
            var attempts = await db.Of<PaymentAttempt>(id).AsNoTracking().OrderBy(attempt => attempt.Id).ToListAsync();
            var ours = attempts.Select(attempt => attempt.TransactionId).ToHashSet();
            return new Facts(
                await db.Of<Payment>(id).AsNoTracking().OrderBy(payment => payment.Id).ToListAsync(),
                attempts,
                await db.Of<Refund>(id).AsNoTracking().OrderBy(refund => refund.Id).ToListAsync(),
                await db.Of<WebhookEvent>(id).AsNoTracking().OrderBy(told => told.Id).ToListAsync(),
                [
                    .. sessions.Select(session => new GatewaySessionFact(
                        (string)session!["sessionkey"]!, (string)session["tran_id"]!, Minor((string)session["amount"]!),
                        (string)session["status"]!, (string)session["val_id"]!))
                        .Where(session => ours.Contains(session.TransactionId)).Reverse(),
                ],
                [
                    .. refunds.Select(refund => new GatewayRefundFact(
                        (string)refund!["refund_ref_id"]!, (string)refund["refund_trans_id"]!, (string)refund["tran_id"]!,
                        Minor((string)refund["amount"]!), (string)refund["status"]!))
                        .Where(refund => ours.Contains(refund.TransactionId)).Reverse(),
                ]);
        });
    }

    private static long Minor(string taka) => (long)(decimal.Parse(taka, CultureInfo.InvariantCulture) * 100);
}
