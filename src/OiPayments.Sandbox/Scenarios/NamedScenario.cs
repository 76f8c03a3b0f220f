namespace OiPayments.Sandbox.Scenarios;

/// <summary>A scenario with a name to ask for it by, and an amount that brings it about by itself.</summary>
/// <param name="Name">On the wire.</param>
/// <param name="Title">For the page, in words.</param>
/// <param name="Amount">In the merchant's own currency.</param>
/// <param name="Plan">What it is.</param>
internal sealed record NamedScenario(string Name, string Title, decimal Amount, Scenario Plan)
{
    /// <summary>Whether it still has something to go wrong once the customer stands on the page.</summary>
    internal bool IsAfterOpening => Plan is { Session: CallFault.None } or not { Ipn: NoticeFault.None };

    public static IReadOnlyList<NamedScenario> All { get; } =
    [
        New(1, "ipn-dropped", "Notice never sent", new() { Ipn = NoticeFault.Drop }),
        New(2, "ipn-delayed", "Notice ten minutes late", new() { IpnDelaySeconds = 600 }),
        New(3, "ipn-duplicated", "Notice sent five times at once", new() { Ipn = NoticeFault.Duplicate, IpnCopies = 5 }),
        New(4, "ipn-after-redirect", "Notice after the customer's return", new() { IpnDelaySeconds = 3 }),
        New(5, "ipn-forged", "Notice signed with a wrong password", new() { Ipn = NoticeFault.Forge }),
        New(6, "ipn-wrong-amount", "Notice with half of the amount", new() { IpnWrong = Misstatement.Amount }),
        New(7, "ipn-wrong-currency", "Notice in another currency", new() { IpnWrong = Misstatement.Currency }),
        New(8, "ipn-wrong-transaction", "Notice about another transaction", new() { IpnWrong = Misstatement.Transaction }),
        New(9, "validation-down", "Validation answers 503", new() { Validation = CallFault.Down }),
        New(10, "validation-slow", "Validation takes 15 seconds", new() { Validation = CallFault.Slow }),
        New(11, "validation-hanging", "Validation never answers", new() { Validation = CallFault.Hang }),
        New(12, "validation-html", "Validation answers a page", new() { Validation = CallFault.Html }),
        New(
            13, "validation-late", "Validation says INVALID_TRANSACTION twice, then VALID",
            new() { Validation = CallFault.Invalid, CallTimes = 2 }),
        New(14, "validation-wrong-amount", "Validation states half of the amount", new() { ValidationWrong = Misstatement.Amount }),
        New(15, "validation-wrong-currency", "Validation states another currency", new() { ValidationWrong = Misstatement.Currency }),
        New(
            16, "validation-wrong-transaction", "Validation names another transaction",
            new() { ValidationWrong = Misstatement.Transaction }),
        New(17, "session-lost", "Session opened, its answer lost", new() { Session = CallFault.Lost }),
        New(18, "session-down", "No session: 503", new() { Session = CallFault.Down }),
        New(19, "query-down", "Query answers 503", new() { Query = CallFault.Down }),
        New(20, "query-html", "Query answers a page", new() { Query = CallFault.Html }),
        New(21, "query-slow", "Query takes 15 seconds", new() { Query = CallFault.Slow }),
        New(22, "late-success", "Paid a minute after it ended without money", new() { LateSuccessSeconds = 60 }),
        New(23, "paid-twice", "The money is taken twice", new() { PaidTwice = true }),
        New(24, "risky", "Every success is risky", new() { Risk = true }),
        New(25, "refund-lost", "First refund call begins it, its answer lost", new() { Refund = CallFault.Lost, CallTimes = 1 }),
        New(
            26, "refund-lost-unnamed", "As before, and the repeat names no refund",
            new() { Refund = CallFault.Lost, CallTimes = 1, RefundRepeatNamesId = false }),
        New(27, "refund-stuck", "Refund stays processing", new() { RefundEnding = RefundEnding.Stuck }),
        New(28, "refund-cancelled", "Refund is cancelled later", new() { RefundEnding = RefundEnding.Cancelled }),
        New(29, "refund-refused", "Refund is refused", new() { RefundEnding = RefundEnding.Refused }),
        New(30, "refund-not-allowed", "Caller's address is not registered", new() { RefundAddressRegistered = false }),
        New(31, "refund-query-down", "Refund query answers 503", new() { RefundQuery = CallFault.Down }),
        New(32, "lost-everywhere", "Notice dropped, first answer of every call lost", new()
        {
            Ipn = NoticeFault.Drop,
            Session = CallFault.Lost,
            Validation = CallFault.Lost,
            Query = CallFault.Lost,
            Refund = CallFault.Lost,
            RefundQuery = CallFault.Lost,
            CallTimes = 1,
        }),
    ];

    public static NamedScenario? Find(string? name) => All.FirstOrDefault(known => known.Name == name);

    public static NamedScenario? For(decimal amount) => All.FirstOrDefault(known => known.Amount == amount);

    // Small enough for every store's limits, odd enough that no price list has it.
    private static NamedScenario New(int number, string name, string title, Scenario plan) =>
        new(name, title, 77m + (number / 100m), plan with { Name = name });
}
