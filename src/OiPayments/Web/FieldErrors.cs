namespace OiPayments.Web;

/// <summary>Every bad field of a request by its path, so that one answer names them all.</summary>
internal sealed class FieldErrors
{
    private Dictionary<string, string>? errors;

    /// <summary>Keeps the first complaint about a field; the caller mends that one first anyway.</summary>
    public void Add(string path, string message) => (errors ??= new(StringComparer.Ordinal)).TryAdd(path, message);

    /// <summary>Null when everything was readable.</summary>
    public Refusal? Refusal => errors is null ? null : new(ErrorCode.ValidationError, "Some fields are not valid; data names each of them.", errors);
}
