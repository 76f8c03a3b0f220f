using System.CommandLine;
using System.Text.Json.Nodes;
using OiPayments.Cli.Invocation;
using OiPayments.Cli.Output;
using OiPayments.Client;

namespace OiPayments.Cli.Commands;

/// <summary><c>oi events list|show</c>. No resend: an application may not, operators do.</summary>
internal static class EventsCommand
{
    public static Command Create() => new DescribedCommand("events", "Look at what happened, and how its delivery stands.", """
        There is no 'resend': the service lets operators alone send an event again, on the dashboard. To have past events sent to your own
        machine, run 'oi listen --after EVENT': it begins behind the event you name.
        """)
    {
        ListThem(), ShowOne()
    };

    private static Command ListThem()
    {
        var type = new Option<string?>("--type") { Description = "Only those of this type, such as payment.succeeded.", HelpName = "type" };
        type.CompletionSources.Add([.. Triggering.Triggers.All.Select(trigger => trigger.Type.Value)]);
        var limit = ListOptions.Limit();
        var command = new Command("list", "List your events.") { type, limit };
        command.Runs(async (session, ct) =>
        {
            var most = ListOptions.ReadLimit(session, limit);
            var filter = new EventFilter
            {
                Type = session.Get(type) is { } word ? new EventType(word) : null,
                PageSize = Math.Min(most, ListFilter.MaxPageSize),
            };
            var found = await ListOptions.TakeAsync(session.Connect().Events.ListAsync(filter, ct), most, ct);
            session.Screen.Table(
                found.Select(ToJson), ["HAPPENED", "EVENT", "TYPE", "SUBJECT", "DELIVERY"],
                [.. found.Select(one => new Cell[]
                {
                    Words.Time(one.Event.CreatedAt), one.Event.Id, one.Event.Type.Value, Words.Subject(one.Event),
                    Words.Status(one.DeliveryStatus.Value),
                })], "There are none. 'oi trigger payment.succeeded' makes one.");
        });
        return command;
    }

    private static Command ShowOne()
    {
        var id = new Argument<string>("event") { Description = "Its id, evt_…." };
        var command = new Command("show", "Show one event, and how its delivery stands.") { id };
        command.Runs(async (session, ct) =>
        {
            var one = await session.Connect().Events.ReadAsync(session.Get(id), ct);
            var lines = new List<Cell[]>
            {
                new Cell[] { "event", one.Event.Id },
                new Cell[] { "type", one.Event.Type.Value },
                new Cell[] { "subject", Words.Subject(one.Event) },
                new Cell[] { "happened", Words.Time(one.Event.CreatedAt) },
                new Cell[] { "delivery", Words.Status(one.DeliveryStatus.Value) },
                new Cell[] { "tries", $"{one.Attempts}" },
            };
            if (one.LastResponseStatus is { } status) lines.Add(["answer", Words.Status(status)]);
            if (one.LastError is { } why) lines.Add(["error", why]);
            if (one.NextAttemptAt is { } next) lines.Add(["next try", Words.Time(next)]);
            session.Screen.Result(ToJson(one), [.. lines]);
        });
        return command;
    }

    /// <summary>As the API says it: the event with its delivery beside it.</summary>
    private static JsonObject ToJson(EventRecord one) => new()
    {
        ["id"] = one.Event.Id,
        ["type"] = one.Event.Type.Value,
        ["createdAt"] = Screen.ToJson(one.Event.CreatedAt),
        ["mode"] = one.Event.Mode.Value,
        ["sequence"] = one.Sequence,
        ["deliveryStatus"] = one.DeliveryStatus.Value,
        ["attempts"] = one.Attempts,
        ["lastResponseStatus"] = one.LastResponseStatus,
        ["lastError"] = one.LastError,
        ["nextAttemptAt"] = Screen.ToJson(one.NextAttemptAt),
        ["deliveredAt"] = Screen.ToJson(one.DeliveredAt),
        ["data"] = one.Event switch
        {
            PaymentEvent payment => Screen.ToJson(payment.Data),
            RefundEvent refund => Screen.ToJson(refund.Data),
            InvoiceEvent invoice => Screen.ToJson(invoice.Data),
            PingEvent ping => new JsonObject { ["message"] = ping.Message },
            UnknownEvent unknown => JsonNode.Parse(unknown.Data.GetRawText()),
            _ => null,
        },
    };
}
