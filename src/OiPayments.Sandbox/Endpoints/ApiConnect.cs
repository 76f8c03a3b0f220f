using OiPayments.Sandbox.Domain;

namespace OiPayments.Sandbox.Endpoints;

/// <summary>How the validator calls report a login, under the name <c>APIConnect</c>.</summary>
internal static class ApiConnect
{
    public static string Of(Login login) => login switch
    {
        Login.Accepted => "DONE",
        Login.Refused => "FAILED",
        Login.Inactive => "INACTIVE",
    };

    /// <summary>Recorded, of refund calls whose sender is not registered.</summary>
    public static string FromUnknown(string address) => $"REQUEST_FROM_INVALID_SOURCE_{address}";
}
