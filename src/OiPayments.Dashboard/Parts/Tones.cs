using OiPayments.Applications;
using OiPayments.Bookkeeping;
using OiPayments.Cases;
using OiPayments.Dashboard.Pages;
using OiPayments.Invoices;
using OiPayments.Mail;
using OiPayments.Payments;
using OiPayments.Reconciliation;
using OiPayments.Reconciliation.Banks;
using OiPayments.Refunds;
using OiPayments.Webhooks;

namespace OiPayments.Dashboard.Parts;

/// <summary>Which colour and icon goes with a status, beside its word.</summary>
internal static class Tones
{
    public static string Of(PaymentDto payment) => payment.HeldAt is not null ? "warning" : Of(payment.Status);

    public static string Of(PaymentStatus status) => status switch
    {
        PaymentStatus.Pending => "busy",
        PaymentStatus.Succeeded => "good",
        PaymentStatus.Failed => "bad",
        PaymentStatus.Expired => "neutral",
        PaymentStatus.Cancelled => "neutral",
    };

    public static string Of(AttemptStatus status) => status switch
    {
        AttemptStatus.Paid => "good",
        AttemptStatus.Held or AttemptStatus.Surplus or AttemptStatus.Mismatched => "warning",
        AttemptStatus.Opening or AttemptStatus.Unanswered or AttemptStatus.Open => "busy",
        AttemptStatus.Refused or AttemptStatus.Failed => "bad",
        _ => "neutral",
    };

    public static string Of(RefundStatus status) => status switch
    {
        RefundStatus.AwaitingApproval => "warning",
        RefundStatus.Pending => "busy",
        RefundStatus.Succeeded => "good",
        RefundStatus.Failed => "bad",
        RefundStatus.Rejected => "neutral",
    };

    public static string Of(InvoiceDto invoice) => invoice.Overdue ? "warning" : Of(invoice.Status);

    public static string Of(InvoiceStatus status) => status switch
    {
        InvoiceStatus.Draft => "neutral",
        InvoiceStatus.Issued or InvoiceStatus.PartiallyPaid => "busy",
        InvoiceStatus.Paid => "good",
        InvoiceStatus.Void => "neutral",
    };

    public static string Of(BankEntryStatus status) => status switch
    {
        BankEntryStatus.Other => "neutral",
        BankEntryStatus.Arrived => "good",
        BankEntryStatus.Returned or BankEntryStatus.Flagged => "warning",
    };

    public static string Of(StatementStatus status) => status switch
    {
        StatementStatus.Received or StatementStatus.Reading => "busy",
        StatementStatus.Imported => "good",
        StatementStatus.Checked => "neutral",
        StatementStatus.Refused => "bad",
    };

    public static string Of(SettlementResultDto result) => result.Status switch
    {
        ResultStatus.Matched => "good",
        ResultStatus.Deferred => "busy",
        ResultStatus.Flagged => result.Resolution is null ? "bad" : "neutral",
    };

    public static string Of(ManualJournalStatus status) => status switch
    {
        ManualJournalStatus.AwaitingApproval => "warning",
        ManualJournalStatus.Posted => "good",
        ManualJournalStatus.Rejected => "neutral",
    };

    public static string Of(MonthState state) => state switch
    {
        MonthState.Running => "busy",
        MonthState.Open => "warning",
        MonthState.Closed => "good",
    };

    public static string Of(DayAgreement agreement) => agreement switch
    {
        DayAgreement.Nothing => "neutral",
        DayAgreement.Agreed => "good",
        DayAgreement.Waiting => "busy",
        DayAgreement.Differing => "bad",
    };

    public static string Of(PayoutStatus status) => status switch
    {
        PayoutStatus.InTransit => "busy",
        PayoutStatus.Arrived => "good",
        PayoutStatus.Returned => "bad",
    };

    public static string Of(MailStatus status) => status switch
    {
        MailStatus.Pending => "busy",
        MailStatus.Sent => "good",
        MailStatus.Failed => "bad",
        MailStatus.Dropped => "neutral",
    };

    public static string Of(SettingChangeStatus status) => status switch
    {
        SettingChangeStatus.Open => "warning",
        SettingChangeStatus.Approved => "good",
        SettingChangeStatus.Rejected or SettingChangeStatus.Stale or SettingChangeStatus.Expired => "neutral",
    };

    public static string Of(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Pending => "busy",
        DeliveryStatus.Delivered => "good",
        DeliveryStatus.Retrying => "warning",
        DeliveryStatus.Parked => "bad",
    };

    public static string Of(CallbackOutcome outcome) => outcome switch
    {
        CallbackOutcome.Accepted => "good",
        CallbackOutcome.Duplicate or CallbackOutcome.Ignored => "neutral",
        CallbackOutcome.Deferred => "busy",
        CallbackOutcome.Unmatched => "warning",
        _ => "bad",
    };

    public static string Of(Happening step) => step.Kind switch
    {
        HappeningKind.MoneyReceived or HappeningKind.HeldMoneyReleased => "good",
        HappeningKind.AttemptEnded or HappeningKind.RefundContradicted => "bad",
        HappeningKind.NoStore => "warning",
        HappeningKind.RefundRequested or HappeningKind.RefundStarted or HappeningKind.RefundEnded => "warning",
        HappeningKind.Callback => step.Outcome is { } outcome ? Of(outcome) : "neutral",
        HappeningKind.Delivery => step.ResponseStatus is >= 200 and < 300 ? "good" : "bad",
        HappeningKind.PaymentCreated or HappeningKind.AttemptStarted => "busy",
        HappeningKind.Journal or HappeningKind.Event => "neutral",
    };
}
