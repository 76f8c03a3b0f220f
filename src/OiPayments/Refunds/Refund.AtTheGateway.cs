namespace OiPayments.Refunds;

/// <summary>Calls to the gateway about it, and what the gateway says.</summary>
internal sealed partial class Refund
{
    /// <summary>The gateway's own id for it; null until it gave one.</summary>
    public string? GatewayRefundId { get; private set; }

    /// <summary>What the gateway last said while the outcome is open: for operators.</summary>
    public string? Note { get; private set; }

    /// <summary>The same as a fact, for rules; null while the gateway was not asked.</summary>
    public GatewayWord? GatewayWord { get; private set; }

    /// <summary>Since when the gateway gives no answer that can be believed; null while it does.</summary>
    public DateTimeOffset? SilentSince { get; private set; }

    /// <summary>How often the gateway was asked, spacing the questions out.</summary>
    public int TimesAsked { get; private set; }

    /// <summary>
    /// How many calls to start it were begun and not clearly answered. After one of those, a "no" of the gateway may be about a
    /// refund that it has already made, and is for a person to judge.
    /// </summary>
    public int UnansweredCalls { get; private set; }

    /// <summary>The node that is calling the gateway about it right now; null when none is.</summary>
    public long? LeasedBy { get; private set; }

    /// <summary>How long the gateway may be silent before a person's word counts instead.</summary>
    public static TimeSpan SilentAfter { get; } = TimeSpan.FromHours(24);

    /// <summary>
    /// The id the gateway knows it by, the same over every call: <see cref="Reference"/> in letters and digits, 28 of the 30 allowed.
    /// </summary>
    public string GatewayReference => Reference.Replace("_", "", StringComparison.Ordinal);

    /// <summary>Written before the gateway is called, so that a call whose answer is lost leaves a trace.</summary>
    /// <param name="node">Who calls.</param>
    /// <param name="untilThenMine">When another may call instead.</param>
    /// <param name="mayStartIt">Whether the call may make the gateway begin the refund, or only asks.</param>
    /// <param name="now">The instant before the call.</param>
    public void BeginCall(long node, DateTimeOffset untilThenMine, bool mayStartIt, DateTimeOffset now)
    {
        TimesAsked++;
        LeasedBy = node;
        if (mayStartIt) UnansweredCalls++;
        DueAt = untilThenMine;
        Touch(now);
    }

    /// <summary>The gateway has it, under an id of its own.</summary>
    public void AcceptedAs(string gatewayRefundId, DateTimeOffset askAgainAt, DateTimeOffset now)
    {
        (GatewayRefundId, Note, TimesAsked, UnansweredCalls, DueAt, LeasedBy) = (gatewayRefundId, null, 0, 0, askAgainAt, null);
        (GatewayWord, SilentSince) = (Refunds.GatewayWord.Processing, null);
        Touch(now);
    }

    /// <summary>The outcome is still open.</summary>
    /// <param name="word">What the gateway said.</param>
    /// <param name="note">The same for people; null where nothing is to be said.</param>
    /// <param name="askAgainAt">When to go on.</param>
    /// <param name="now">The instant of the answer.</param>
    public void Wait(GatewayWord word, string? note, DateTimeOffset askAgainAt, DateTimeOffset now)
    {
        (Note, DueAt, LeasedBy) = (note?.CutTo(MaxNoteLength), askAgainAt, null);
        SilentSince = word is Refunds.GatewayWord.NoAnswer ? SilentSince ?? now : null;
        GatewayWord = now - SilentSince >= SilentAfter ? Refunds.GatewayWord.Silent : word;

        // Of these two it is certain that the call began nothing.
        if (word is Refunds.GatewayWord.NotAllowed or Refunds.GatewayWord.NoStore && UnansweredCalls > 0) UnansweredCalls--;
        Touch(now);
    }

    /// <summary>A call that told nothing about this refund is over: it goes on as before.</summary>
    public void EndCall(DateTimeOffset now)
    {
        (DueAt, LeasedBy) = (now, null);
        Touch(now);
    }
}
