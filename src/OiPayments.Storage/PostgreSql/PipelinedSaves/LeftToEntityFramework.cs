using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore.Metadata;
using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Bookkeeping;
using OiPayments.Encryption;
using OiPayments.Invoices;
using OiPayments.SigningIn;

namespace OiPayments.Storage.PostgreSql.PipelinedSaves;

/// <summary>
/// The tables whose saves are never pipelined, each with the reason. Every other table of the model is; a test fails for one that is
/// neither pipelined nor listed here.
/// </summary>
internal static class LeftToEntityFramework
{
    private const string ChangedByOperators = "Changed by an operator at a form, a few times a day: there is nothing to gain.";
    private const string ChangedByItsOwner = "Changed when one person sets up, or uses, a second factor: there is nothing to gain.";

    public static IReadOnlyDictionary<Type, string> Reasons { get; } = new Dictionary<Type, string>
    {
        [typeof(Application)] = ChangedByOperators,
        [typeof(CurrencyLimits)] = ChangedByOperators,
        [typeof(GatewayOverride)] = ChangedByOperators,
        [typeof(SettingChange)] = ChangedByOperators,
        [typeof(ManualJournal)] = ChangedByOperators,
        [typeof(ManualTransfer)] = ChangedByOperators,
        [typeof(BookDates)] = ChangedByOperators,
        [typeof(LedgerClose)] = ChangedByOperators,
        [typeof(ClosingBalance)] = ChangedByOperators,
        [typeof(Role)] = ChangedByOperators,
        [typeof(RoleGrant)] = ChangedByOperators,
        [typeof(OperatorTotp)] = ChangedByItsOwner,
        [typeof(Passkey)] = ChangedByItsOwner,
        [typeof(PasskeyChallenge)] = ChangedByItsOwner,
        [typeof(RecoveryCode)] = ChangedByItsOwner,
        [typeof(WrappedKey)] = "Added when the key ring grows, a few times a year: there is nothing to gain.",
        [typeof(InvoiceTemplate)] = "Set by an application, a few times a year: there is nothing to gain.",
        [typeof(InvoiceLogo)] = "Kept when an application sets another logo, a few times a year: there is nothing to gain.",
        [typeof(InvoiceSeries)] = "Counted up by one statement, which locks it: no save ever writes it.",
    }.ToFrozenDictionary();

    public static bool Holds(IEntityType type) => Reasons.ContainsKey(type.ClrType);
}
