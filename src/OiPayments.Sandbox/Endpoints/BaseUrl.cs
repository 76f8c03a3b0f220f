namespace OiPayments.Sandbox.Endpoints;

internal static class BaseUrl
{
    /// <summary>What links start with, without a slash at the end.</summary>
    public static string Of(HttpRequest request, SandboxOptions options) =>
        options.PublicUrl?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}";
}
