namespace OiPayments.Api;

/// <summary>The two headers that an application sends with every request.</summary>
internal static class CredentialHeaders
{
    public const string Key = "X-Api-Key";
    public const string Secret = "X-Api-Secret";
}
