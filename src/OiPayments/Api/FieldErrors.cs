
namespace OiPayments.Api;

/// <summary>Every bad field of a request by its path, so that one answer names them all.</summary>
internal sealed class FieldErrors
{
    private readonly FieldErrors? outer;
    private readonly string prefix = "";
    private Dictionary<string, string>? errors;

    public FieldErrors()
    {
    }

    private FieldErrors(FieldErrors outer, string name) => (this.outer, prefix) = (outer, $"{name}.");

    /// <summary>Keeps the first complaint about a field; the caller mends that one first anyway.</summary>
    public void Add(string path, string message)
    {
        if (outer is not null) outer.Add(prefix + path, message);
        else if (!IsWithinAWrongItem(path)) (errors ??= new(StringComparer.Ordinal)).TryAdd(path, message);
    }

    /// <summary>For the fields of an object inside: its name stands before theirs, and the complaints are kept here.</summary>
    public FieldErrors Within(string name) => new(this, name);

    // An item of a list that is no object has no fields to complain of.
    private bool IsWithinAWrongItem(string path) =>
        path.LastIndexOf("].", StringComparison.Ordinal) is >= 0 and var end && errors?.ContainsKey(path[..(end + 1)]) is true;

    /// <summary>The refusal of a request that breaks a rule of its own; null when it breaks none.</summary>
    public static Refusal? In<T>(T request)
        where T : IRequest<T>
    {
        var errors = new FieldErrors();
        request.Check(errors);
        return errors.Refusal;
    }

    /// <summary>The refusal of a request with one bad field.</summary>
    public static Refusal One(string path, string message)
    {
        var errors = new FieldErrors();
        errors.Add(path, message);
        return errors.Refusal!;
    }

    /// <summary>Null when everything was readable.</summary>
    public Refusal? Refusal =>
        errors is null ? null : new(ErrorCode.ValidationError, "Some fields are not valid; data names each of them.", errors);
}
