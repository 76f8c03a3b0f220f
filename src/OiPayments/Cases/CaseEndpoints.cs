using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Cases;

/// <summary><c>GET /admin/payments/{id}</c>: a payment with everything that happened to it.</summary>
internal static class CaseEndpoints
{
    extension(RouteGroupBuilder api)
    {
        public void MapCases() => api.MapGroup("/admin/payments").WithTags("Payments in all applications").RequireOperator().MapGet("/{id}", ReadAsync)
            .WithName("readPaymentCase")
            .WithSummary("Read a payment with everything that happened to it")
            .WithDescription("Its tries at the gateway, callbacks, journals, refunds, events and deliveries, as one timeline. Strongly consistent.")
            .Produces<Envelope<CaseFile>>()
            .Needs(Permission.PaymentRead)
            .Refuses(ErrorCode.ResourceNotFound);
    }

    private static async Task<Reply> ReadAsync(
        RecordName<Payment> id, SignedInOperator who, OiPaymentsDb db, ReadCase cases, TimeProvider clock, CancellationToken ct) =>
        (await cases.HandleAsync(who, await db.NumberOfAsync(who, Permission.PaymentRead, id, ct), ct)).IsRefused(out var refusal, out var file)
            ? Reply.Refused(refusal, clock)
            : Reply.Ok(file, CasesJson.Default.CaseFile, clock);
}
