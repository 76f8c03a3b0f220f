using OiPayments.Api;
using OiPayments.Reports;

namespace OiPayments.UnitTests.Web;

public class CsvTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("=1", "'=1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@A1", "'@A1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\uFF1D1", "'\uFF1D1")]
    [InlineData("=\",\"", "\"'=\"\",\"\"\"")]
    [InlineData("১-২", "১-২")]
    public async Task A_cell_holds_its_text_and_runs_nothing(string? text, string cell) =>
        Assert.Equal($"1,{cell},-5\r\n", await WriteAsync(csv => csv.Number(1).Text(text).Number(-5)));

    [Fact]
    public void A_day_of_another_length_stands_alone()
    {
        var days = new ReportDays(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), new(2026, 3, 27), new(2026, 3, 31));

        Assert.Equal([2, 1, 2], days.Runs.Select(run => run.Count));
        Assert.Equal([48, 23, 48], days.Runs.Select(run => (run.To - run.From).TotalHours));
        Assert.Equal(new DateOnly(2026, 3, 29), days.Runs[1].Day(1));
        Assert.Single(new ReportDays(TimeZoneInfo.FindSystemTimeZoneById("Asia/Dhaka"), new(2026, 1, 1), new(2026, 12, 31)).Runs);
    }

    private static async Task<string> WriteAsync(Action<CsvText> write)
    {
        var text = new StringWriter();
        var csv = new CsvText(text);
        write(csv);
        csv.EndRow();
        await csv.FlushAsync(CancellationToken.None);
        return text.ToString();
    }
}
