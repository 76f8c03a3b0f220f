using Microsoft.AspNetCore.Http.HttpResults;
using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Notices;
using OiPayments.Sandbox.Pages;
using OiPayments.Sandbox.Scenarios;
using OiPayments.Sandbox.Wire;

namespace OiPayments.Sandbox.Endpoints;

/// <summary>The page where a customer pays: <c>/EasyCheckOut/testcde{sessionkey}</c>, and the older addresses that lead to it.</summary>
internal static class HostedPage
{
    private const int MaxErrorLength = 100;

    public static void Map(IEndpointRouteBuilder sandbox)
    {
        var pages = sandbox.MapGroup("").AddEndpointFilter(PageSafety.ApplyAsync);
        pages.MapGet("/EasyCheckOut/testcde{key}", ShowAsync);
        pages.MapPost("/EasyCheckOut/testcde{key}", ActAsync);
        foreach (var older in (string[])["gw.php", "bankgw/indexhtml.php", "bankgw/indexhtmlOTP.php"])
        {
            pages.MapGet($"/gwprocess/v4/{older}", (HttpRequest request, SessionBook sessions, EndSession end, TimeProvider clock) =>
                ShowAsync(request.Query["SESSIONKEY"].ToString(), request, sessions, end, clock));
        }
    }

    private static async Task<IResult> ShowAsync(
        string key, HttpRequest request, SessionBook sessions, EndSession end, TimeProvider clock)
    {
        if (sessions.Find(key) is not { } session) return Unknown();

        session.WasOpened = true;
        if (session.ExpiresAt <= clock.GetUtcNow()) await end.OverdueAsync(session);
        if (session.Attempt is { } attempt) return Ended(session, attempt, automatic: false);

        // "cardname" is what the addresses in the session's answer carry.
        if (Channel.Find(request.Query["confirm"]) is { } channel) return Confirm(session, channel);
        if (Channel.Find(request.Query["cardname"]) is { Group: not ChannelGroup.Card } named) return Confirm(session, named);

        var card = TestCard.All.FirstOrDefault(card => string.Equals(card.Code, request.Query["card"], StringComparison.OrdinalIgnoreCase));
        return Pay(session, request.Query["tab"], card, problem: null);
    }

    private static async Task<IResult> ActAsync(
        string key, HttpRequest request, SessionBook sessions, ScenarioBook scenarios, EndSession end, TimeProvider clock)
    {
        var sent = await CallFields.ReadBodyAsync(request);
        if (sessions.Find(key) is not { } session) return Unknown();

        var now = clock.GetUtcNow();
        if (session.ExpiresAt <= now) await end.OverdueAsync(session);
        if (session.Attempt is null)
        {
            if (sent["action"] == "card" && AfterCard(session, sent) is { } page) return page;
            if (Wish(sent, now) is not { } wish) return Pay(session, tab: null, card: null, problem: "Choose a way to pay.");
            if (NamedScenario.Find(sent["scenario"]) is { } scenario)
                scenarios.SetForTransaction(session.Order.TransactionId, scenario.Plan);
            await end.WithAsync(session, wish);
        }
        else
        {
            await session.Notified;
        }

        // Whichever click came first decided; all of them are sent the same way.
        return Ended(session, session.Attempt!, automatic: true);
    }

    /// <summary>The next page after a card was typed; null when the card is declined at once.</summary>
    private static IResult? AfterCard(PaymentSession session, CallFields sent)
    {
        if (TestCard.Find(sent["number"]) is not { } card)
            return Pay(session, "cards", card: null, "Use one of the test cards below. Other numbers are not accepted.");
        return TestCard.Decline(sent["expiry"], sent["cvv"]) is null
            ? Results.Redirect($"{CheckoutView.Of(session).Path}?confirm={card.Code}", permanent: false, preserveMethod: false)
            : null;
    }

    private static Attempt? Wish(CallFields sent, DateTimeOffset now)
    {
        var channel = Channel.Find(sent["channel"]) ?? Channel.Visa;
        return sent["action"] switch
        {
            "card" => Attempt.Failed(Channel.Find(TestCard.Find(sent["number"])?.Code) ?? Channel.Visa,
                TestCard.Decline(sent["expiry"], sent["cvv"]) ?? "", now),
            "success" => Attempt.Paid(channel, risky: false, now),
            "risk" => Attempt.Paid(channel, risky: true, now),
            "failed" when sent["error"].Length is > 0 and <= MaxErrorLength => Attempt.Failed(channel, sent["error"], now),
            "cancelled" => Attempt.Cancelled(),
            _ => null,
        };
    }

    private static RazorComponentResult<PayPage> Pay(PaymentSession session, string? tab, TestCard? card, string? problem)
    {
        var group = tab switch
        {
            "mobile" => ChannelGroup.MobileBanking,
            "bank" => ChannelGroup.NetBanking,
            _ => ChannelGroup.Card,
        };
        IReadOnlyList<(string, string)> channels =
            [.. Channel.All.Where(channel => channel.Group == group).Select(channel => (channel.Code, channel.Name))];
        return new(new
        {
            Checkout = CheckoutView.Of(session),
            Tab = group is ChannelGroup.Card ? "cards" : tab,
            Channels = channels,
            Chosen = card,
            Problem = problem,
        });
    }

    private static RazorComponentResult<ConfirmPage> Confirm(PaymentSession session, Channel channel) => new(new
    {
        Checkout = CheckoutView.Of(session),
        Channel = channel.Code,
        ChannelName = channel.Name,
    });

    private static IResult Ended(PaymentSession session, Attempt attempt, bool automatic)
    {
        if (BrowserReturn.For(session, attempt) is not { } form)
        {
            return new RazorComponentResult<MessagePage>(new
            {
                Title = "This payment has expired",
                Sentence = $"Nothing was charged. Go back to {session.Store.Name} and start again.",
            });
        }

        return new RazorComponentResult<ReturnPage>(new
        {
            Title = attempt.Outcome switch
            {
                Outcome.Paid => "Payment successful",
                Outcome.Failed => "Payment failed",
                _ => "Payment cancelled",
            },
            Sentence = automatic
                ? $"Taking you back to {session.Store.Name}…"
                : "This payment is already finished. Nothing more can be paid here.",
            Checkout = CheckoutView.Of(session),
            form.Url,
            form.Fields,
            Automatic = automatic,
        });
    }

    private static RazorComponentResult<MessagePage> Unknown() => new(new
    {
        Title = "We do not know this payment",
        Sentence = "The link is incomplete, or the sandbox was restarted since. Go back to the shop and start again.",
    })
    {
        StatusCode = StatusCodes.Status404NotFound,
    };
}
