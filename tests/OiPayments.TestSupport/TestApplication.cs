using System.Text.Json.Nodes;

namespace OiPayments.TestSupport;

/// <summary>A registered application, and what it speaks to the API with.</summary>
public sealed record TestApplication(int Id, HttpClient Test, HttpClient Live, string SigningSecret, JsonNode Registered)
{
    public Scope TestScope => new(new((uint)Id), Mode.Test);
}
