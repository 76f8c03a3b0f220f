using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Api;
using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary>A closed month, and what the accounts held when it ended.</summary>
internal sealed record LedgerCloseDto(
    [property: Description("The number of the record.")] Id<LedgerClose> Id,
    [property: Description("Whose books.")] ApplicationId ApplicationId,
    [property: Description("The application's name.")] string ApplicationName,
    [property: Description("The books of which mode.")] Mode Mode,
    [property: Description("The month that is closed, in Dhaka, such as 2026-08. The months before it are closed too.")] string Month,
    [property: Description("Every account as it was when the month ended, in each currency that was ever moved until then.")]
    IReadOnlyList<AccountDto> Balances,
    [property: Description("Who closed it: operator: and a number.")] string ClosedBy,
    [property: Description("That operator's name.")] string ClosedByName,
    [property: Description("When, UTC.")] DateTimeOffset ClosedAt);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [
        typeof(UtcJsonConverter), typeof(WireNameJsonConverter<Account>), typeof(WireNameJsonConverter<AccountType>),
        typeof(WireNameJsonConverter<Mode>)
    ])]
[JsonSerializable(typeof(LedgerCloseDto))]
[JsonSerializable(typeof(IReadOnlyList<LedgerCloseDto>))]
internal sealed partial class LedgerClosesJson : JsonSerializerContext;
