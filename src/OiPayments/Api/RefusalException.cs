
namespace OiPayments.Api;

/// <summary>Carries a refusal out of a place that has no return value: the binding of a request, before any handler runs.</summary>
internal sealed class RefusalException(Refusal refusal) : Exception(refusal.Message)
{
    public Refusal Refusal { get; } = refusal;
}
