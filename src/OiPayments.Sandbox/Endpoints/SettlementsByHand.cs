using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using OiPayments.Sandbox.Control;
using OiPayments.Sandbox.Pages;
using OiPayments.Sandbox.Settlements;

namespace OiPayments.Sandbox.Endpoints;

/// <summary><c>GET /settlements</c>: the page from which a person downloads settlement files and bank statements.</summary>
internal static class SettlementsByHand
{
    public const string Path = "/settlements";

    private const string Settlement = "settlement";
    private const string Bank = "bank";

    public static void Map(IEndpointRouteBuilder sandbox) => sandbox
        .MapGet(Path, Handle).AddEndpointFilter(PageSafety.ApplyAsync);

    private static IResult Handle(HttpRequest request, MakeFiles files, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (request.Query["file"].ToString() is not { Length: > 0 } asked) return Page(request, files, now, problem: null);

        // The form sends the day and its store as one value, and the kind of file with its ending.
        var (kind, format) = Halves(asked, '.');
        var (day, store) = Halves(request.Query["day"].ToString(), ' ');
        var wish = new FileWish
        {
            Day = day,
            Format = format,
            Store = store.Length > 0 ? store : null,
            Layout = request.Query["layout"] is [{ Length: > 0 } layout] ? layout : null,
            Faults = FileWish.FaultsOf(request.Query["faults"]),
        };
        MadeFile made = null!;
        var none = kind switch
        {
            Settlement => files.Settlement(wish, now, out made),
            Bank => files.BankStatement(wish, now, out made),
            _ => new(StatusCodes.Status400BadRequest, $"Nobody knows the file \"{asked}\". Choose one of the buttons below."),
        };
        return none is null ? SettlementEndpoints.Download(made) : Page(request, files, now, none);
    }

    private static RazorComponentResult<SettlementsPage> Page(HttpRequest request, MakeFiles files, DateTimeOffset now, NoFile? problem)
    {
        IReadOnlyList<(string, string, string)> days =
        [
            .. files.Days(now).Select(one => (
                string.Create(CultureInfo.InvariantCulture, $"{one.Day:yyyy-MM-dd} {one.Store.Id}"),
                one.Day.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture),
                one.Store.Id)),
        ];
        IReadOnlyList<(string, IReadOnlyList<(string, string)>)> offered =
        [
            ("Settlement file", Buttons(Settlement, FileFormats.OfSettlements)),
            ("Bank statement", Buttons(Bank, FileFormats.OfBankStatements)),
        ];
        return new(new
        {
            Path,
            Days = days,
            Files = offered,
            ChosenDay = request.Query["day"].ToString(),
            ChosenLayout = request.Query["layout"].ToString(),
            ChosenFaults = FileWish.FaultsOf(request.Query["faults"]),
            Problem = problem?.Reason,
        })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };
    }

    private static IReadOnlyList<(string, string)> Buttons<T>(string kind, IReadOnlyList<FileFormat<T>> formats) =>
        [.. formats.Select(format => ($"{kind}.{format.Name}", format.Title))];

    private static (string First, string Second) Halves(string text, char between)
    {
        var at = text.IndexOf(between, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }
}
