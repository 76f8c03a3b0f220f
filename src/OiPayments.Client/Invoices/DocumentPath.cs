namespace OiPayments.Client;

/// <summary>What stands behind the address of a document.</summary>
internal static class DocumentPath
{
    public static string Query(DocumentLanguage? language)
    {
        var query = new QueryText();
        query.Add("language", language?.Value);
        return query.ToString();
    }
}
