namespace OiPayments.Api;

/// <summary>
/// What somebody asks for, typed. A program sends it in JSON and a page makes one itself, so its rules are checked by the use case, which
/// both go through.
/// </summary>
internal interface IRequest<TSelf>
    where TSelf : IRequest<TSelf>
{
    /// <summary>
    /// Takes the fields from JSON. Complains of those that are missing, or of another type; what they may hold is for <see cref="Check"/>.
    /// </summary>
    static abstract TSelf Read(JsonFields fields, FieldErrors errors);

    /// <summary>Complains of every field that breaks a rule which needs nothing but the request to be known.</summary>
    void Check(FieldErrors errors);
}

/// <summary>A request in the body of an HTTP request. One that cannot be read is refused before any handler runs.</summary>
internal sealed class Body<T>
    where T : IRequest<T>
{
    private Body(T request) => Request = request;

    public T Request { get; }

    public static async ValueTask<Body<T>> BindAsync(HttpContext context)
    {
        var body = await JsonBody.BindAsync(context);
        return body.Read<T>().IsRefused(out var refusal, out var request) ? throw new RefusalException(refusal) : new(request);
    }
}

/// <summary>As <see cref="Body{T}"/>, where every field may be left out and so may the body.</summary>
internal sealed class OptionalBody<T>
    where T : IRequest<T>
{
    private OptionalBody(T request) => Request = request;

    public T Request { get; }

    public static async ValueTask<OptionalBody<T>> BindAsync(HttpContext context)
    {
        var body = await JsonBody.BindOptionalAsync(context);
        return body.Read<T>().IsRefused(out var refusal, out var request) ? throw new RefusalException(refusal) : new(request);
    }
}
