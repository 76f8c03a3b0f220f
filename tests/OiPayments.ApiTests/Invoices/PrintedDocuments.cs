using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using OiPayments.TestSupport;
using OiPayments.UnitTests.Documents;

namespace OiPayments.ApiTests.Invoices;

/// <summary>Asking for documents, and reading them.</summary>
internal static class PrintedDocuments
{
    public static JsonObject Line(string description, double qty, long unit, long discount = 0, int taxRate = 0) => new()
    {
        ["description"] = description,
        ["qty"] = qty,
        ["unitAmountMinor"] = unit,
        ["discountMinor"] = discount,
        ["taxRate"] = taxRate,
    };

    extension(HttpClient client)
    {
        public async Task<HttpResponseMessage> AskPdfAsync(string path, EntityTagHeaderValue? known = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (known is not null) request.Headers.IfNoneMatch.Add(known);
            return await client.SendAsync(request);
        }

        public async Task<PdfFile> ReadPdfAsync(string path)
        {
            using var answer = await client.AskPdfAsync(path);
            Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {path}");
            return new(await answer.Content.ReadAsByteArrayAsync());
        }
    }

    extension(TestApplication application)
    {
        public async Task SetTemplateAsync(JsonObject template) =>
            (await application.Test.SendAsync(HttpMethod.Put, "invoices/template", template.ToJsonString())).Data();
    }

    extension(PdfFile pdf)
    {
        public void AssertHolds(params IReadOnlyList<string> texts) => Assert.All(
            texts, text => Assert.Contains(WithoutBlanks(text), WithoutBlanks(string.Concat(pdf.Lines())), StringComparison.Ordinal));

        public void AssertLacks(string text) => Assert.DoesNotContain(
            WithoutBlanks(text), WithoutBlanks(string.Concat(pdf.Lines())), StringComparison.Ordinal);
    }

    private static string WithoutBlanks(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
