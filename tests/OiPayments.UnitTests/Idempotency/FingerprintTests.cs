using System.Text.Json;
using OiPayments.Idempotency;

namespace OiPayments.UnitTests.Idempotency;

public class FingerprintTests
{
    [Theory]
    [InlineData("""{"a":1,"b":{"c":[1,2]}}""", """{ "b": {"c":[1, 2]}, "a": 1 }""")]
    [InlineData("""{"a":1000}""", """{"a":1e3}""")]
    [InlineData("""{"a":1.50}""", """{"a":1.5}""")]
    [InlineData("""{"a":"\u09be"}""", """{"a":"া"}""")]
    [InlineData("""{"a":1,"b":null}""", """{"a":1}""")]
    public void Another_way_to_write_it_is_the_same_request(string left, string right) => Assert.Equal(Of(left), Of(right));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""")]
    [InlineData("""{"a":1}""", """{"a":"1"}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""")]
    [InlineData("""{"a":1}""", """{"A":1}""")]
    [InlineData("""{"a":9007199254740993}""", """{"a":9007199254740992}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{},"b":1}""")]
    [InlineData("""{"a":"\ud800"}""", """{"a":"\ud801"}""")]
    public void Another_meaning_is_another_request(string left, string right) => Assert.NotEqual(Of(left), Of(right));

    [Fact]
    public void Another_path_or_method_is_another_request()
    {
        Assert.NotEqual(Of("{}"), Of("{}", path: "/api/v1/refunds"));
        Assert.NotEqual(Of("{}"), Of("{}", method: "PUT"));
    }

    private static string Of(string json, string method = "POST", string path = "/api/v1/payments") =>
        Convert.ToHexString(Fingerprint.Of(method, path, JsonDocument.Parse(json).RootElement));
}
