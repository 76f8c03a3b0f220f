using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary>A refund, the payment whose balance it holds and the attempt whose money it gives back, all three of one moment.</summary>
internal sealed record RefundWithMoney(Refund Refund, Payment Payment, PaymentAttempt Attempt);

internal static class LoadRefund
{
    extension(OiPaymentsDb db)
    {
        /// <summary>
        /// Refunds with what they change, read by one statement. Read one after the other the refund could be older than its payment:
        /// then a change that somebody else has made already would be made once more to the balance, which carries the newest version
        /// and would let it pass.
        /// </summary>
        public IQueryable<RefundWithMoney> WithMoney(IQueryable<Refund> refunds) => refunds
            .Join(
                db.AcrossApplications<Payment>(), r => new { r.ApplicationId, Id = r.PaymentId }, p => new { p.ApplicationId, p.Id },
                (refund, payment) => new { refund, payment })
            .Join(
                db.AcrossApplications<PaymentAttempt>(), x => new { x.refund.ApplicationId, Id = x.refund.AttemptId },
                a => new { a.ApplicationId, a.Id }, (x, attempt) => new RefundWithMoney(x.refund, x.payment, attempt));

        /// <summary>One that the operator may decide about.</summary>
        public async Task<Outcome<RefundWithMoney>> FindRefundToApproveAsync(SignedInOperator who, Id<Refund> id, CancellationToken ct) =>
            await db.WithMoney(db.RecordFor(who, Permission.RefundApprove, id)).SingleOrDefaultAsync(ct) is { } it
                ? it
                : Refusal.NotFound("refund");
    }
}
