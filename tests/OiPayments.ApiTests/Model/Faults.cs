namespace OiPayments.ApiTests.Model;

/// <summary>What the gateway does wrong, by a name that is read in a story; the values are what its control API takes.</summary>
internal static class Faults
{
    public const string None = "none";
    public const string WrongAmount = "validation-wrong-amount";

    public static readonly IReadOnlyDictionary<string, string> OfOpening = new Dictionary<string, string>
    {
        [None] = "{}",
        ["session-lost"] = """{ "name": "session-lost" }""",
        ["session-down"] = """{ "name": "session-down" }""",
    };

    public static readonly IReadOnlyDictionary<string, string> OfPaying = new Dictionary<string, string>
    {
        [None] = "{}",
        ["ipn-dropped"] = """{ "ipn": "drop" }""",
        ["ipn-duplicated"] = """{ "ipn": "duplicate", "ipnCopies": 4 }""",
        ["ipn-forged"] = """{ "ipn": "forge" }""",
        ["ipn-wrong-amount"] = """{ "ipnWrong": "amount" }""",
        ["ipn-wrong-transaction"] = """{ "ipnWrong": "transaction" }""",

        // The adapter asks three times before it gives up.
        ["validation-down-once"] = """{ "validation": "down", "callTimes": 3 }""",
        ["validation-late"] = """{ "name": "validation-late" }""",
        [WrongAmount] = """{ "validationWrong": "amount" }""",
        ["query-down"] = """{ "ipn": "drop", "query": "down" }""",
        ["lost-everywhere"] = """{ "name": "lost-everywhere" }""",
        ["paid-twice"] = """{ "paidTwice": true }""",
        ["paid-twice-unheard"] = """{ "paidTwice": true, "ipn": "drop" }""",
    };

    public static readonly IReadOnlyDictionary<string, string> OfRefunding = new Dictionary<string, string>
    {
        [None] = "{}",
        ["refund-lost"] = """{ "refund": "lost", "callTimes": 1 }""",
        ["refund-lost-unnamed"] = """{ "name": "refund-lost-unnamed" }""",
        ["refund-down"] = """{ "refund": "down" }""",
        ["refund-stuck"] = """{ "refundEnding": "stuck" }""",
        ["refund-cancelled"] = """{ "refundEnding": "cancelled" }""",
        ["refund-refused"] = """{ "refundEnding": "refused" }""",
        ["refund-not-allowed"] = """{ "refundAddressRegistered": false }""",
        ["refund-query-down"] = """{ "refundQuery": "down" }""",
    };

    public static string Of(string name) =>
        OfOpening.GetValueOrDefault(name) ?? OfPaying.GetValueOrDefault(name) ?? OfRefunding[name];
}
