using OiPayments.Sandbox.Endpoints;
using OiPayments.Sandbox.Settlements;

namespace OiPayments.Sandbox.Control;

/// <summary>What the gateway and the bank would send about a day: <c>/control/settlements</c> and <c>/control/bank-statements</c>.</summary>
internal static class SettlementEndpoints
{
    public static void Map(IEndpointRouteBuilder control)
    {
        control.MapGet("/settlements/{file}", (string file, HttpRequest request, MakeFiles files, TimeProvider clock) =>
            FileWish.Read(file, request.Query, out var wish) is { } wrong ? Problem(wrong)
            : files.Settlement(wish, SandboxTime.Of(request, clock), out var made) is { } none ? Problem(none)
            : Download(made));
        control.MapGet("/bank-statements/{file}", (string file, HttpRequest request, MakeFiles files, TimeProvider clock) =>
            FileWish.Read(file, request.Query, out var wish) is { } wrong ? Problem(wrong)
            : files.BankStatement(wish, SandboxTime.Of(request, clock), out var made) is { } none ? Problem(none)
            : Download(made));
    }

    public static IResult Download(MadeFile file) => Results.File(file.Content, file.MediaType, file.Name);

    private static IResult Problem(NoFile none) => ControlBody.Problem(none.Status, none.Reason);
}
