using System.CommandLine;
using OiPayments.Cli.Invocation;
using OiPayments.Cli.Output;

namespace OiPayments.Cli.Commands;

/// <summary><c>oi refunds create</c>.</summary>
internal static class RefundsCommand
{
    public static Command Create() => new("refunds", "Give money back.") { CreateOne() };

    private static Command CreateOne()
    {
        var payment = new Argument<string>("payment") { Description = "The payment's id, or its reference pay_…." };
        var amount = new Option<string?>("--amount")
        {
            Description = "How much, in the payment's currency; all that can still be refunded when left out.",
            HelpName = "amount",
        };
        var reason = new Option<string?>("--reason") { Description = "Why, for people.", HelpName = "text" };
        var live = new Option<bool>("--live") { Description = "Needed with a LIVE key: real money goes back." };
        var key = IdempotencyKeys.Create();
        var command = new Command("create", "Refund a part or all of a payment.") { payment, amount, reason, live, key };
        command.Runs(async (session, ct) =>
        {
            var profile = session.Profile();
            if (profile.IsLive && !session.Get(live))
                throw CommandFailure.WrongUsage("This is a LIVE key: real money would go back. Add --live if that is what you want.");
            var client = session.Connect(profile);
            var paid = await client.Payments.ReadAsync(session.Get(payment), ct);
            var wanted = session.Get(amount) is { } text ? Words.ReadAmount(text, paid.Currency) : paid.Refundable;
            var refund = await IdempotencyKeys.UseAsync(session, key, k => client.Refunds.CreateAsync(
                paid.Id, new() { AmountMinor = wanted.MinorUnits, Reason = session.Get(reason) }, k, ct));
            session.Screen.Result(
                Screen.ToJson(refund), [
                    ["refund", refund.Reference], ["id", $"{refund.Id}"], ["status", Words.Status(refund.Status.Value)],
                    ["amount", Words.Amount(refund.Amount)], ["payment", paid.Reference],
                ]);
        });
        return command;
    }
}
