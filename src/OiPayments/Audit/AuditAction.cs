using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace OiPayments.Audit;

/// <summary>
/// Everything that leaves a line in the audit log. In the database and on the wire <c>refund.approve</c>; see <see cref="AuditCodes"/>.
/// Codes are fixed: searches and other systems go by them.
/// </summary>
internal enum AuditAction
{
    [JsonStringEnumMemberName("application.register")] ApplicationRegister,
    [JsonStringEnumMemberName("application.change")] ApplicationChange,
    [JsonStringEnumMemberName("setting-change.propose")] SettingChangePropose,
    [JsonStringEnumMemberName("setting-change.approve")] SettingChangeApprove,
    [JsonStringEnumMemberName("setting-change.reject")] SettingChangeReject,
    [JsonStringEnumMemberName("setting-change.stale")] SettingChangeStale,
    [JsonStringEnumMemberName("credential.rotate")] CredentialRotate,
    [JsonStringEnumMemberName("credential.change")] CredentialChange,
    [JsonStringEnumMemberName("credential.revoke")] CredentialRevoke,
    [JsonStringEnumMemberName("signing-secret.rotate")] SigningSecretRotate,
    [JsonStringEnumMemberName("gateway-override.set")] GatewayOverrideSet,
    [JsonStringEnumMemberName("gateway-override.remove")] GatewayOverrideRemove,
    [JsonStringEnumMemberName("test-clock.advance")] TestClockAdvance,
    [JsonStringEnumMemberName("test-clock.reset")] TestClockReset,
    [JsonStringEnumMemberName("webhook.resend")] WebhookResend,
    [JsonStringEnumMemberName("webhook.resend-many")] WebhookResendMany,
    [JsonStringEnumMemberName("payment.release")] PaymentRelease,
    [JsonStringEnumMemberName("payment.export")] PaymentExport,
    [JsonStringEnumMemberName("report.export")] ReportExport,
    [JsonStringEnumMemberName("refund.request")] RefundRequest,
    [JsonStringEnumMemberName("refund.approve")] RefundApprove,
    [JsonStringEnumMemberName("refund.reject")] RefundReject,
    [JsonStringEnumMemberName("refund.resolve")] RefundResolve,
    [JsonStringEnumMemberName("refund.acknowledge")] RefundAcknowledge,
    [JsonStringEnumMemberName("invoice.create")] InvoiceCreate,
    [JsonStringEnumMemberName("invoice.change")] InvoiceChange,
    [JsonStringEnumMemberName("invoice.delete")] InvoiceDelete,
    [JsonStringEnumMemberName("invoice.issue")] InvoiceIssue,
    [JsonStringEnumMemberName("invoice.void")] InvoiceVoid,
    [JsonStringEnumMemberName("invoice.link")] InvoiceLink,
    [JsonStringEnumMemberName("invoice.withhold")] InvoiceWithhold,
    [JsonStringEnumMemberName("invoice.credit")] InvoiceCredit,
    [JsonStringEnumMemberName("invoice.mail")] InvoiceMail,
    [JsonStringEnumMemberName("invoice-template.set")] InvoiceTemplateSet,
    [JsonStringEnumMemberName("journal.request")] JournalRequest,
    [JsonStringEnumMemberName("journal.approve")] JournalApprove,
    [JsonStringEnumMemberName("journal.reject")] JournalReject,
    [JsonStringEnumMemberName("ledger.close")] LedgerClose,
    [JsonStringEnumMemberName("statement.upload")] StatementUpload,
    [JsonStringEnumMemberName("settlement-mapping.set")] SettlementMappingSet,
    [JsonStringEnumMemberName("settlement.resolve")] SettlementResolve,
    [JsonStringEnumMemberName("settlement.export")] SettlementExport,
    [JsonStringEnumMemberName("bank-account.set")] BankAccountSet,
    [JsonStringEnumMemberName("bank-statement.upload")] BankStatementUpload,
    [JsonStringEnumMemberName("bank-entry.resolve")] BankEntryResolve,
    [JsonStringEnumMemberName("reconciliation.run")] ReconciliationRun,
    [JsonStringEnumMemberName("privacy.export")] PrivacyExport,
    [JsonStringEnumMemberName("privacy.erase")] PrivacyErase,
    [JsonStringEnumMemberName("operator.invite")] OperatorInvite,
    [JsonStringEnumMemberName("operator.change")] OperatorChange,
    [JsonStringEnumMemberName("operator.grant")] OperatorGrant,
    [JsonStringEnumMemberName("password.change")] PasswordChange,
    [JsonStringEnumMemberName("password.reset")] PasswordReset,
    [JsonStringEnumMemberName("totp.enrol")] TotpEnrol,
    [JsonStringEnumMemberName("totp.remove")] TotpRemove,
    [JsonStringEnumMemberName("passkey.register")] PasskeyRegister,
    [JsonStringEnumMemberName("passkey.rename")] PasskeyRename,
    [JsonStringEnumMemberName("passkey.remove")] PasskeyRemove,
    [JsonStringEnumMemberName("recovery-codes.renew")] RecoveryCodesRenew,
    [JsonStringEnumMemberName("second-factors.remove")] SecondFactorsRemove,
    [JsonStringEnumMemberName("role.create")] RoleCreate,
    [JsonStringEnumMemberName("role.change")] RoleChange,
    [JsonStringEnumMemberName("role.delete")] RoleDelete,
    [JsonStringEnumMemberName("session.sign-in")] SessionSignIn,
    [JsonStringEnumMemberName("session.sign-in-failed")] SessionSignInFailed,
    [JsonStringEnumMemberName("session.prove")] SessionProve,
    [JsonStringEnumMemberName("session.prove-failed")] SessionProveFailed,
    [JsonStringEnumMemberName("session.end")] SessionEnd,
}

/// <summary>What kinds of things it is done to.</summary>
internal enum AuditTarget
{
    [JsonStringEnumMemberName("application")] Application,
    [JsonStringEnumMemberName("setting-change")] SettingChange,
    [JsonStringEnumMemberName("credential")] Credential,
    [JsonStringEnumMemberName("gateway-override")] GatewayOverride,
    [JsonStringEnumMemberName("webhook")] Webhook,
    [JsonStringEnumMemberName("payment")] Payment,
    [JsonStringEnumMemberName("report")] Report,
    [JsonStringEnumMemberName("refund")] Refund,
    [JsonStringEnumMemberName("invoice")] Invoice,
    [JsonStringEnumMemberName("invoice-template")] InvoiceTemplate,
    [JsonStringEnumMemberName("journal")] Journal,
    [JsonStringEnumMemberName("ledger-close")] LedgerClose,
    [JsonStringEnumMemberName("statement")] Statement,
    [JsonStringEnumMemberName("settlement-mapping")] SettlementMapping,
    [JsonStringEnumMemberName("settlement-result")] SettlementResult,
    [JsonStringEnumMemberName("settlement")] Settlement,
    [JsonStringEnumMemberName("bank-account")] BankAccount,
    [JsonStringEnumMemberName("bank-statement")] BankStatement,
    [JsonStringEnumMemberName("bank-entry")] BankEntry,
    [JsonStringEnumMemberName("operator")] Operator,
    [JsonStringEnumMemberName("role")] Role,
    [JsonStringEnumMemberName("passkey")] Passkey,
    [JsonStringEnumMemberName("session")] Session,
    [JsonStringEnumMemberName("email")] Email,
}

/// <summary>How an <see cref="AuditAction"/> and an <see cref="AuditTarget"/> are spelled outside C#.</summary>
internal static class AuditCodes
{
    public static string Of(AuditAction action) => Spelling<AuditAction>.Names[action];

    public static string Of(AuditTarget target) => Spelling<AuditTarget>.Names[target];

    /// <summary>False for a code that this version does not write; a later one may have.</summary>
    public static bool TryParse<T>(string? code, out T value)
        where T : struct, Enum
    {
        value = default;
        return code is not null && Spelling<T>.Values.TryGetValue(code, out value);
    }

    private static class Spelling<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Names = Enum.GetValues<T>().ToFrozenDictionary(
            value => value,
            value => typeof(T).GetField(value.ToString())?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
                ?? throw new InvalidOperationException($"{value} has no code."));

        public static readonly FrozenDictionary<string, T> Values = Names.ToFrozenDictionary(
            pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
