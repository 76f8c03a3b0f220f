using OiPayments.Applications;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Bookkeeping;

/// <summary>Whose books an operator asks for, in every endpoint under <c>/admin/ledger</c>: <c>?applicationId=42&amp;mode=LIVE</c>.</summary>
internal static class BooksInQuery
{
    extension(RouteHandlerBuilder endpoint)
    {
        public RouteHandlerBuilder OfAnyBooks() => endpoint
            .Query<ApplicationId>("applicationId", "Required: whose books.")
            .Query<Mode>("mode", "Required: the books of which mode.")
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound);
    }

    public static async Task<Outcome<Scope>> ReadAsync(HttpRequest request, OiPaymentsDb db, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var (application, mode) = (query.Application("applicationId"), query.Enum<Mode>("mode"));
        if (application is null) errors.Add("applicationId", "Is needed: the number of an application.");
        if (mode is null) errors.Add("mode", $"Is needed: one of {string.Join(", ", WireNames<Mode>.All)}.");
        if (errors.Refusal is { } refusal) return refusal;

        var scope = new Scope(application.GetValueOrDefault(), mode.GetValueOrDefault());
        return await db.Directory<Application>().AnyAsync(a => a.Id == scope.ApplicationId, ct) ? scope : Refusal.NotFound("application");
    }
}
