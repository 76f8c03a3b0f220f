namespace OiPayments.Applications;

/// <summary>
/// The application whose key signed this request. An endpoint that takes one as a parameter cannot be reached, or forget to
/// scope its queries, without it.
/// </summary>
internal sealed record CallingApplication(
    Scope Scope, string Name, Id<Credential> CredentialId, bool IsReadOnly, int? RequestsPerSecond,
    Uri? ReturnUrl, ApplicationLimits Limits)
{
    public ApplicationId Id => Scope.ApplicationId;

    public Mode Mode => Scope.Mode;

    public static ValueTask<CallingApplication?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<CallingApplication>());
}
