namespace OiPayments.Persistence;

/// <summary>What stands in the place of personal data that was erased, where something has to stand.</summary>
internal static class ErasedText
{
    public const string Mark = "[erased]";
}
