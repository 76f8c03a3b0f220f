using System.Globalization;
using System.Text.Json;
using OiPayments.Audit;
using OiPayments.Oversight;
using OiPayments.Presentation;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string AuditDetails => Say("Details", "বিস্তারিত");
    public string AuditField => Say("Field", "ঘর");
    public string AuditCode => Say("Code", "কোড");
    public string AuditAddress => Say("Came from", "যেখান থেকে");
    public string AuditSession => Say("Sign-in", "সাইন ইন");
    public string TargetKind => Say("What kind", "কোন ধরনের");
    public string Anybody => Say("Anybody", "যে কেউ");
    public string AllOfPerson(string name) => Say($"Everything by {name}", $"{name} যা যা করেছেন");
    public string AllOfTarget => Say("Everything about this", "এটি নিয়ে সবকিছু");
    public string OpenPayment(long id) => Say($"Open payment #{id}", $"পেমেন্ট #{Digits(id)} খুলুন");
    private string SomeApp => Say("an app", "একটি অ্যাপ");
    private string Somebody => Say("Somebody", "কেউ একজন");
    private string TheService => Say("The service", "সেবাটি");

    /// <summary>What a line of the audit log says, with names and amounts.</summary>
    public string Tell(AuditEntryDto line)
    {
        var who = line.ActorType switch
        {
            ActorType.Operator => line.ActorDisplayName ?? line.ActorName,
            ActorType.System => TheService,
            _ => Somebody,
        };
        if (!AuditCodes.TryParse(line.Action, out AuditAction action)) return Say(
            $"{who} did {line.Action} to {line.TargetType} {line.TargetId}.",
            $"{who} {line.TargetType} {line.TargetId}-এ {line.Action} করেছেন।");

        var app = line.ApplicationName ?? (line.ApplicationId is { } id ? $"#{Digits(id.Value)}" : SomeApp);
        var number = $"#{BanglaDigits.In(Language, line.TargetId)}";
        var target = line.TargetName ?? number;
        return action switch
        {
            AuditAction.ApplicationRegister => Say($"{who} registered the app {app}.", $"{who} {app} অ্যাপটি নিবন্ধন করেছেন।"),
            AuditAction.ApplicationChange => Say($"{who} changed settings of {app}.", $"{who} {app}-এর সেটিংস বদলেছেন।"),
            AuditAction.SettingChangePropose =>
                Say($"{who} proposed a change of settings of {app}.", $"{who} {app}-এর সেটিংস বদলের প্রস্তাব দিয়েছেন।"),
            AuditAction.SettingChangeApprove =>
                Say($"{who} approved the proposed change {number} of {app}.", $"{who} {app}-এর প্রস্তাবিত বদল {number} অনুমোদন করেছেন।"),
            AuditAction.SettingChangeReject => Say(
                $"{who} rejected the proposed change {number} of {app}.", $"{who} {app}-এর প্রস্তাবিত বদল {number} প্রত্যাখ্যান করেছেন।"),
            AuditAction.SettingChangeStale => Say(
                $"{who} approved the proposed change {number} of {app} too late: its settings had changed, and nothing was done.",
                $"{who} {app}-এর প্রস্তাবিত বদল {number} দেরিতে অনুমোদন করেছেন: সেটিংস আগেই বদলে গিয়েছিল, কিছুই করা হয়নি।"),
            AuditAction.CredentialRotate => Say(
                $"{who} made a new {ModeOf(line)} key {number} for {app}.",
                $"{who} {app}-এর জন্য নতুন {ModeOf(line)} কী {number} তৈরি করেছেন।"),
            AuditAction.CredentialChange =>
                Say($"{who} changed the limits of key {number} of {app}.", $"{who} {app}-এর কী {number}-এর সীমা বদলেছেন।"),
            AuditAction.CredentialRevoke => Say($"{who} revoked key {number} of {app}.", $"{who} {app}-এর কী {number} বাতিল করেছেন।"),
            AuditAction.SigningSecretRotate =>
                Say($"{who} made a new webhook secret for {app}.", $"{who} {app}-এর জন্য নতুন ওয়েবহুক সিক্রেট তৈরি করেছেন।"),
            AuditAction.GatewayOverrideSet => Say(
                $"{who} gave {app} its own {ModeOf(line)} store {target}.",
                $"{who} {app}-কে নিজস্ব {ModeOf(line)} স্টোর {target} দিয়েছেন।"),
            AuditAction.GatewayOverrideRemove => Say(
                $"{who} took the {ModeOf(line)} store {target} from {app}.", $"{who} {app} থেকে {ModeOf(line)} স্টোর {target} সরিয়েছেন।"),
            AuditAction.TestClockAdvance =>
                Say($"{who} moved the test clock of {app} forward.", $"{who} {app}-এর টেস্ট ঘড়ি সামনে এগিয়েছেন।"),
            AuditAction.TestClockReset =>
                Say($"{who} set the test clock of {app} back to real time.", $"{who} {app}-এর টেস্ট ঘড়ি আসল সময়ে ফিরিয়েছেন।"),
            AuditAction.WebhookResend =>
                Say($"{who} had event {number} sent to {app} again.", $"{who} {app}-কে ইভেন্ট {number} আবার পাঠিয়েছেন।"),
            AuditAction.WebhookResendMany =>
                Say($"{who} had {CountOf(line)} events sent to {app} again.", $"{who} {app}-কে {CountOf(line)}টি ইভেন্ট আবার পাঠিয়েছেন।"),
            AuditAction.PaymentRelease => Say(
                $"{who} released held money{Of(line)}: payment {number} of {app} succeeded.",
                $"{who} আটকানো টাকা{Of(line)} ছেড়েছেন: {app}-এর পেমেন্ট {number} সফল।"),
            AuditAction.PaymentExport =>
                Say($"{who} downloaded payments of {AppOrAll(line)}.", $"{who} {AppOrAll(line)}-এর পেমেন্ট নামিয়েছেন।"),
            AuditAction.ReportExport => Say(
                $"{who} downloaded the report “{line.TargetId}” of {AppOrAll(line)}.",
                $"{who} {AppOrAll(line)}-এর “{line.TargetId}” প্রতিবেদন নামিয়েছেন।"),
            AuditAction.RefundRequest => Say($"{who} asked for {Refund(line)}.", $"{who} {Refund(line)} চেয়েছেন।"),
            AuditAction.RefundApprove => Say($"{who} approved {Refund(line)}.", $"{who} {Refund(line)} অনুমোদন করেছেন।"),
            AuditAction.RefundReject => Say($"{who} rejected {Refund(line)}.", $"{who} {Refund(line)} প্রত্যাখ্যান করেছেন।"),
            AuditAction.RefundResolve =>
                Say($"{who} said what became of {Refund(line)}.", $"{who} {Refund(line)}-এর কী হয়েছে তা জানিয়েছেন।"),
            AuditAction.RefundAcknowledge => Say(
                $"{who} saw to what the gateway contradicted about {Refund(line)}.",
                $"{who} {Refund(line)} নিয়ে গেটওয়ের অমিলের ব্যবস্থা নিয়েছেন।"),
            AuditAction.InvoiceCreate => Say($"{who} made invoice {number} of {app}.", $"{who} {app}-এর ইনভয়েস {number} তৈরি করেছেন।"),
            AuditAction.InvoiceChange =>
                Say($"{who} changed the draft of invoice {number} of {app}.", $"{who} {app}-এর ইনভয়েস {number}-এর খসড়া বদলেছেন।"),
            AuditAction.InvoiceDelete =>
                Say($"{who} deleted the draft of invoice {number} of {app}.", $"{who} {app}-এর ইনভয়েস {number}-এর খসড়া মুছেছেন।"),
            AuditAction.InvoiceIssue =>
                Say($"{who} issued invoice {number} of {app}.", $"{who} {app}-এর ইনভয়েস {number} ইস্যু করেছেন।"),
            AuditAction.InvoiceVoid =>
                Say($"{who} made invoice {number} of {app} void.", $"{who} {app}-এর ইনভয়েস {number} অকার্যকর করেছেন।"),
            AuditAction.InvoiceLink => Say(
                $"{who} made a link that pays invoice {number} of {app}.", $"{who} {app}-এর ইনভয়েস {number} পরিশোধের লিংক তৈরি করেছেন।"),
            AuditAction.InvoiceWithhold => Say(
                $"{who} wrote down what was withheld of invoice {number} of {app}.",
                $"{who} {app}-এর ইনভয়েস {number} থেকে উৎসে কর্তন লিখেছেন।"),
            AuditAction.InvoiceCredit => Say(
                $"{who} made a credit note for invoice {number} of {app}.",
                $"{who} {app}-এর ইনভয়েস {number}-এর জন্য ক্রেডিট নোট করেছেন।"),
            AuditAction.InvoiceMail => Say(
                $"{who} sent invoice {number} of {app} by e-mail.", $"{who} {app}-এর ইনভয়েস {number} ই-মেইলে পাঠিয়েছেন।"),
            AuditAction.InvoiceTemplateSet => Say(
                $"{who} changed how invoices of {app} look and are numbered.", $"{who} {app}-এর ইনভয়েসের চেহারা ও নম্বর বদলেছেন।"),
            AuditAction.JournalRequest =>
                Say($"{who} asked for manual journal {number} of {app}.", $"{who} {app}-এর হাতে লেখা জাবেদা {number} চেয়েছেন।"),
            AuditAction.JournalApprove => Say(
                $"{who} approved manual journal {number} of {app}: it is in the books.",
                $"{who} {app}-এর হাতে লেখা জাবেদা {number} অনুমোদন করেছেন: এটি এখন খাতায়।"),
            AuditAction.JournalReject =>
                Say($"{who} rejected manual journal {number} of {app}.", $"{who} {app}-এর হাতে লেখা জাবেদা {number} প্রত্যাখ্যান করেছেন।"),
            AuditAction.LedgerClose => Say(
                $"{who} closed {TextOf(line.After, "month")} in the {ModeOf(line)} books of {app}.",
                $"{who} {app}-এর {ModeOf(line)} খাতায় {BanglaDigits.In(Language, TextOf(line.After, "month") ?? "")} মাস বন্ধ করেছেন।"),
            AuditAction.StatementUpload => Say(
                $"{who} uploaded the settlement file {target}.", $"{who} নিষ্পত্তির ফাইল {target} আপলোড করেছেন।"),
            AuditAction.SettlementMappingSet => Say(
                $"{who} changed how settlement files of {target} are read.", $"{who} {target}-এর নিষ্পত্তি ফাইল পড়ার নিয়ম বদলেছেন।"),
            AuditAction.SettlementResolve => Say(
                $"{who} explained a difference of the settlement.", $"{who} নিষ্পত্তির একটি পার্থক্য ব্যাখ্যা করেছেন।"),
            AuditAction.SettlementExport => Say(
                $"{who} exported results of the settlement.", $"{who} নিষ্পত্তির ফলাফল রপ্তানি করেছেন।"),
            AuditAction.BankAccountSet => Say(
                $"{who} said how bank account {target} is read.", $"{who} ব্যাংক হিসাব {target} কীভাবে পড়া হয় তা ঠিক করেছেন।"),
            AuditAction.BankStatementUpload => Say(
                $"{who} uploaded the bank statement {target}.", $"{who} ব্যাংক বিবরণী {target} আপলোড করেছেন।"),
            AuditAction.BankEntryResolve => Say(
                $"{who} said what a line of a bank statement is.", $"{who} ব্যাংক বিবরণীর একটি লাইন কী তা জানিয়েছেন।"),
            AuditAction.ReconciliationRun => Say(
                $"{who} compared the settlement of {target}.", $"{who} {target}-এর নিষ্পত্তি মিলিয়ে দেখেছেন।"),
            AuditAction.PrivacyExport => Say(
                $"{who} took out everything that is kept of a customer of {app}.", $"{who} {app}-এর একজন গ্রাহকের সব তথ্য নিয়েছেন।"),
            AuditAction.PrivacyErase => Say(
                $"{who} erased the data of a customer of {app}.", $"{who} {app}-এর একজন গ্রাহকের তথ্য মুছে ফেলেছেন।"),
            AuditAction.OperatorInvite => Say($"{who} invited {target}.", $"{who} {target}-কে আমন্ত্রণ জানিয়েছেন।"),
            AuditAction.OperatorChange => ValueOf(line.After, "enabled") switch
            {
                JsonValueKind.False when ValueOf(line.Before, "enabled") is not JsonValueKind.False =>
                    Say($"{who} disabled {target}.", $"{who} {target}-কে বন্ধ করেছেন।"),
                JsonValueKind.True when ValueOf(line.Before, "enabled") is JsonValueKind.False =>
                    Say($"{who} enabled {target}.", $"{who} {target}-কে চালু করেছেন।"),
                _ => Say($"{who} changed the account of {target}.", $"{who} {target}-এর অ্যাকাউন্ট বদলেছেন।"),
            },
            AuditAction.OperatorGrant => Say($"{who} changed the roles of {target}.", $"{who} {target}-এর ভূমিকা বদলেছেন।"),
            AuditAction.PasswordChange => Say($"{who} chose a new password.", $"{who} নতুন পাসওয়ার্ড বেছে নিয়েছেন।"),
            AuditAction.PasswordReset => Say($"{who} reset the password of {target}.", $"{who} {target}-এর পাসওয়ার্ড নতুন করেছেন।"),
            AuditAction.TotpEnrol => Say($"{who} added an authenticator app.", $"{who} একটি অথেনটিকেটর অ্যাপ যোগ করেছেন।"),
            AuditAction.TotpRemove => Say($"{who} removed their authenticator app.", $"{who} নিজের অথেনটিকেটর অ্যাপ সরিয়েছেন।"),
            AuditAction.PasskeyRegister => Say($"{who} added the passkey {target}.", $"{who} পাসকি {target} যোগ করেছেন।"),
            AuditAction.PasskeyRename => Say($"{who} renamed a passkey to {target}.", $"{who} একটি পাসকির নাম দিয়েছেন {target}।"),
            AuditAction.PasskeyRemove => Say($"{who} removed the passkey {target}.", $"{who} পাসকি {target} সরিয়েছেন।"),
            AuditAction.RecoveryCodesRenew => Say($"{who} made new recovery codes.", $"{who} নতুন পুনরুদ্ধার কোড তৈরি করেছেন।"),
            AuditAction.SecondFactorsRemove =>
                Say($"{who} took away the second factors of {target}.", $"{who} {target}-এর দ্বিতীয় প্রমাণ সরিয়ে দিয়েছেন।"),
            AuditAction.RoleCreate => Say($"{who} made the role {target}.", $"{who} {target} ভূমিকা তৈরি করেছেন।"),
            AuditAction.RoleChange => Say($"{who} changed the role {target}.", $"{who} {target} ভূমিকা বদলেছেন।"),
            AuditAction.RoleDelete => Say($"{who} deleted the role {target}.", $"{who} {target} ভূমিকা মুছেছেন।"),
            AuditAction.SessionSignIn => Say($"{who} signed in{With(line)}.", $"{who} {With(line)}সাইন ইন করেছেন।"),
            AuditAction.SessionSignInFailed when line.TargetType == AuditCodes.Of(AuditTarget.Passkey) =>
                Say(
                    $"Somebody could not sign in with a passkey that is not known here{FromWhere(line)}.",
                    $"কেউ একজন{FromWhere(line)} অচেনা পাসকি দিয়ে সাইন ইন করতে পারেননি।"),
            AuditAction.SessionSignInFailed => LockedUntil(line) is { } until
                ? Say(
                    $"Somebody could not sign in{FromWhere(line)}; after that many wrong tries no more are taken until {until}.",
                    $"কেউ একজন{FromWhere(line)} সাইন ইন করতে পারেননি; এত ভুল চেষ্টার পর {until} পর্যন্ত আর চেষ্টা করা যাবে না।")
                : Say(
                    $"Somebody could not sign in{FromWhere(line)}: the address, the password or the second factor was wrong.",
                    $"কেউ একজন{FromWhere(line)} সাইন ইন করতে পারেননি: ঠিকানা, পাসওয়ার্ড বা দ্বিতীয় প্রমাণ ভুল ছিল।"),
            AuditAction.SessionProve => Say($"{who} proved that it is they{With(line)}.", $"{who} {With(line)}নিজেকে প্রমাণ করেছেন।"),
            AuditAction.SessionProveFailed => Say(
                $"{who}, signed in, gave a wrong password or passkey when asked for it again.",
                $"{who} সাইন ইন অবস্থায় আবার চাওয়া হলে ভুল পাসওয়ার্ড বা পাসকি দিয়েছেন।"),
            AuditAction.SessionEnd => Say($"{who} ended a sign-in.", $"{who} একটি সাইন ইন শেষ করেছেন।"),
        };
    }

    public string Of(AuditAction action) => action switch
    {
        AuditAction.ApplicationRegister => Say("App registered", "অ্যাপ নিবন্ধন"),
        AuditAction.ApplicationChange => Say("App settings changed", "অ্যাপের সেটিংস বদল"),
        AuditAction.SettingChangePropose => Say("Change of settings proposed", "সেটিংস বদলের প্রস্তাব"),
        AuditAction.SettingChangeApprove => Say("Proposed change approved", "প্রস্তাবিত বদল অনুমোদন"),
        AuditAction.SettingChangeReject => Say("Proposed change rejected", "প্রস্তাবিত বদল প্রত্যাখ্যান"),
        AuditAction.SettingChangeStale => Say("Proposed change out of date", "প্রস্তাবিত বদল পুরোনো"),
        AuditAction.CredentialRotate => Say("Key made", "কী তৈরি"),
        AuditAction.CredentialChange => Say("Key limits changed", "কীর সীমা বদল"),
        AuditAction.CredentialRevoke => Say("Key revoked", "কী বাতিল"),
        AuditAction.SigningSecretRotate => Say("Webhook secret made", "ওয়েবহুক সিক্রেট তৈরি"),
        AuditAction.GatewayOverrideSet => Say("Own store set", "নিজস্ব স্টোর দেওয়া"),
        AuditAction.GatewayOverrideRemove => Say("Own store removed", "নিজস্ব স্টোর সরানো"),
        AuditAction.TestClockAdvance => Say("Test clock moved", "টেস্ট ঘড়ি এগোনো"),
        AuditAction.TestClockReset => Say("Test clock reset", "টেস্ট ঘড়ি ফেরানো"),
        AuditAction.WebhookResend => Say("Event sent again", "ইভেন্ট আবার পাঠানো"),
        AuditAction.WebhookResendMany => Say("Many events sent again", "অনেক ইভেন্ট আবার পাঠানো"),
        AuditAction.PaymentRelease => Say("Held money released", "আটকানো টাকা ছাড়া"),
        AuditAction.PaymentExport => Say("Payments downloaded", "পেমেন্ট নামানো"),
        AuditAction.ReportExport => Say("Report downloaded", "প্রতিবেদন নামানো"),
        AuditAction.RefundRequest => Say("Refund asked for", "রিফান্ড চাওয়া"),
        AuditAction.RefundApprove => Say("Refund approved", "রিফান্ড অনুমোদন"),
        AuditAction.RefundReject => Say("Refund rejected", "রিফান্ড প্রত্যাখ্যান"),
        AuditAction.RefundResolve => Say("Refund resolved by hand", "রিফান্ডের ফল হাতে জানানো"),
        AuditAction.RefundAcknowledge => Say("Contradiction seen to", "অমিলের ব্যবস্থা নেওয়া"),
        AuditAction.InvoiceCreate => Say("Invoice made", "ইনভয়েস তৈরি"),
        AuditAction.InvoiceChange => Say("Draft of an invoice changed", "ইনভয়েসের খসড়া বদল"),
        AuditAction.InvoiceDelete => Say("Draft of an invoice deleted", "ইনভয়েসের খসড়া মোছা"),
        AuditAction.InvoiceIssue => Say("Invoice issued", "ইনভয়েস ইস্যু"),
        AuditAction.InvoiceVoid => Say("Invoice made void", "ইনভয়েস অকার্যকর"),
        AuditAction.InvoiceLink => Say("Link to pay an invoice made", "ইনভয়েস পরিশোধের লিংক তৈরি"),
        AuditAction.InvoiceWithhold => Say("Withholding of an invoice written down", "ইনভয়েসের উৎসে কর্তন লেখা"),
        AuditAction.InvoiceCredit => Say("Credit note made", "ক্রেডিট নোট তৈরি"),
        AuditAction.InvoiceMail => Say("Invoice sent by e-mail", "ইনভয়েস ই-মেইলে পাঠানো"),
        AuditAction.StatementUpload => Say("Settlement file uploaded", "নিষ্পত্তির ফাইল আপলোড"),
        AuditAction.SettlementMappingSet => Say("Reading of settlement files changed", "নিষ্পত্তি ফাইল পড়ার নিয়ম বদল"),
        AuditAction.SettlementResolve => Say("Settlement difference explained", "নিষ্পত্তির পার্থক্য ব্যাখ্যা"),
        AuditAction.SettlementExport => Say("Results of settlement exported", "নিষ্পত্তির ফলাফল রপ্তানি"),
        AuditAction.BankAccountSet => Say("Bank account saved", "ব্যাংক হিসাব সংরক্ষণ"),
        AuditAction.BankStatementUpload => Say("Bank statement uploaded", "ব্যাংক বিবরণী আপলোড"),
        AuditAction.BankEntryResolve => Say("Line of a bank statement explained", "ব্যাংক বিবরণীর লাইন ব্যাখ্যা"),
        AuditAction.ReconciliationRun => Say("Settlement compared", "নিষ্পত্তি মেলানো"),
        AuditAction.InvoiceTemplateSet => Say("Template of invoices changed", "ইনভয়েসের টেমপ্লেট বদল"),
        AuditAction.JournalRequest => Say("Manual journal asked for", "হাতে লেখা জাবেদা চাওয়া"),
        AuditAction.JournalApprove => Say("Manual journal approved", "হাতে লেখা জাবেদা অনুমোদন"),
        AuditAction.JournalReject => Say("Manual journal rejected", "হাতে লেখা জাবেদা প্রত্যাখ্যান"),
        AuditAction.LedgerClose => Say("Month closed", "মাস বন্ধ"),
        AuditAction.PrivacyExport => Say("Customer’s data exported", "গ্রাহকের তথ্য নেওয়া"),
        AuditAction.PrivacyErase => Say("Customer’s data erased", "গ্রাহকের তথ্য মোছা"),
        AuditAction.OperatorInvite => Say("Operator invited", "অপারেটর আমন্ত্রণ"),
        AuditAction.OperatorChange => Say("Operator changed", "অপারেটর বদল"),
        AuditAction.OperatorGrant => Say("Roles given or taken", "ভূমিকা দেওয়া বা নেওয়া"),
        AuditAction.PasswordChange => Say("Password changed", "পাসওয়ার্ড বদল"),
        AuditAction.PasswordReset => Say("Password reset", "পাসওয়ার্ড নতুন করা"),
        AuditAction.TotpEnrol => Say("Authenticator app added", "অথেনটিকেটর অ্যাপ যোগ"),
        AuditAction.TotpRemove => Say("Authenticator app removed", "অথেনটিকেটর অ্যাপ সরানো"),
        AuditAction.PasskeyRegister => Say("Passkey added", "পাসকি যোগ"),
        AuditAction.PasskeyRename => Say("Passkey renamed", "পাসকির নাম বদল"),
        AuditAction.PasskeyRemove => Say("Passkey removed", "পাসকি সরানো"),
        AuditAction.RecoveryCodesRenew => Say("Recovery codes made", "পুনরুদ্ধার কোড তৈরি"),
        AuditAction.SecondFactorsRemove => Say("Second factors taken away", "দ্বিতীয় প্রমাণ সরানো"),
        AuditAction.RoleCreate => Say("Role made", "ভূমিকা তৈরি"),
        AuditAction.RoleChange => Say("Role changed", "ভূমিকা বদল"),
        AuditAction.RoleDelete => Say("Role deleted", "ভূমিকা মোছা"),
        AuditAction.SessionSignIn => Say("Signed in", "সাইন ইন"),
        AuditAction.SessionSignInFailed => Say("Sign-in failed", "সাইন ইন ব্যর্থ"),
        AuditAction.SessionProve => Say("Proved who they are", "নিজেকে প্রমাণ"),
        AuditAction.SessionProveFailed => Say("Proof failed", "প্রমাণ ব্যর্থ"),
        AuditAction.SessionEnd => Say("Signed out", "সাইন আউট"),
    };

    public string Of(AuditTarget target) => target switch
    {
        AuditTarget.Application => Say("Apps", "অ্যাপ"),
        AuditTarget.SettingChange => Say("Proposed changes", "প্রস্তাবিত বদল"),
        AuditTarget.Credential => Say("Keys", "কী"),
        AuditTarget.GatewayOverride => Say("Own stores", "নিজস্ব স্টোর"),
        AuditTarget.Webhook => Say("Webhooks", "ওয়েবহুক"),
        AuditTarget.Payment => Say("Payments", "পেমেন্ট"),
        AuditTarget.Report => Say("Reports", "প্রতিবেদন"),
        AuditTarget.Refund => Say("Refunds", "রিফান্ড"),
        AuditTarget.Invoice => Say("Invoices", "ইনভয়েস"),
        AuditTarget.InvoiceTemplate => Say("Templates of invoices", "ইনভয়েসের টেমপ্লেট"),
        AuditTarget.Journal => Say("Manual journals", "হাতে লেখা জাবেদা"),
        AuditTarget.LedgerClose => Say("Closed months", "বন্ধ মাস"),
        AuditTarget.Statement => Say("Settlement files", "নিষ্পত্তির ফাইল"),
        AuditTarget.SettlementMapping => Say("Reading of settlement files", "নিষ্পত্তি ফাইল পড়ার নিয়ম"),
        AuditTarget.SettlementResult => Say("Results of settlement", "নিষ্পত্তির ফলাফল"),
        AuditTarget.Settlement => Say("Settlement", "নিষ্পত্তি"),
        AuditTarget.BankAccount => Say("Bank accounts", "ব্যাংক হিসাব"),
        AuditTarget.BankStatement => Say("Bank statements", "ব্যাংক বিবরণী"),
        AuditTarget.BankEntry => Say("Lines of bank statements", "ব্যাংক বিবরণীর লাইন"),
        AuditTarget.Operator => Say("Operators", "অপারেটর"),
        AuditTarget.Role => Say("Roles", "ভূমিকা"),
        AuditTarget.Passkey => Say("Passkeys", "পাসকি"),
        AuditTarget.Session => Say("Sign-ins", "সাইন ইন"),
        AuditTarget.Email => Say("Failed sign-ins", "ব্যর্থ সাইন ইন"),
    };

    /// <summary>
    /// A value of a line as people read it: amounts with their sign, times of Bangladesh, words for yes and no. Null when there is none.
    /// </summary>
    /// <param name="field">Its name, which says what it is.</param>
    /// <param name="value">The value itself.</param>
    /// <param name="currency">Of amounts.</param>
    public string? Value(string field, JsonElement value, string currency) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.True => Yes,
        JsonValueKind.False => No,
        JsonValueKind.Number when field.EndsWith("Minor", StringComparison.Ordinal) && value.TryGetInt64(out var minor) =>
            Amount(minor, currency),
        JsonValueKind.Number when value.TryGetInt64(out var number) => Digits(number),
        JsonValueKind.String when IsInstant(value, out var time) => Time(time),
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
        JsonValueKind.Array =>
            value.GetArrayLength() == 0 ? null : string.Join(", ", value.EnumerateArray().Select(one => Value(field, one, currency))),
        JsonValueKind.Object =>
            string.Join(" · ", value.EnumerateObject().Select(one => Value(one.Name, one.Value, currency)).OfType<string>()),
        _ => value.GetRawText(),
    };

    private string Refund(AuditEntryDto line)
    {
        var amount = AmountOf(line) is { } known ? Say($"a refund of {known}", $"{known} রিফান্ড") : Say("a refund", "একটি রিফান্ড");
        var app = line.ApplicationName ?? SomeApp;
        return line.PaymentId is { } payment
            ? Say($"{amount} for payment #{payment} of {app}", $"{app}-এর পেমেন্ট #{Digits(payment.Value)}-এর {amount}")
            : Say($"{amount} of {app}", $"{app}-এর {amount}");
    }

    private string Of(AuditEntryDto line) => AmountOf(line) is { } amount ? Say($" of {amount}", $" {amount}") : "";

    private string? AmountOf(AuditEntryDto line) =>
        line is { AmountMinor: { } minor, Currency: { } currency } ? Amount(minor, currency) : null;

    private string AppOrAll(AuditEntryDto line) =>
        line.ApplicationName ?? (line.ApplicationId is null ? Say("all apps", "সব অ্যাপ") : SomeApp);

    private string With(AuditEntryDto line) => TextOf(line.After, "how") switch
    {
        "password" => Say(" with a password", "পাসওয়ার্ড দিয়ে "),
        "password and authenticator app" => Say(" with a password and an authenticator app", "পাসওয়ার্ড ও অথেনটিকেটর অ্যাপ দিয়ে "),
        "password and recovery code" => Say(" with a password and a recovery code", "পাসওয়ার্ড ও পুনরুদ্ধার কোড দিয়ে "),
        "passkey" => Say(" with a passkey", "পাসকি দিয়ে "),
        { } other => Say($" with {other}", $"{other} দিয়ে "),
        null => "",
    };

    private string FromWhere(AuditEntryDto line) => line.IpAddress is { } address ? Say($" from {address}", $" {address} থেকে") : "";

    private string? LockedUntil(AuditEntryDto line) => TextOf(line.After, "lockedUntil") is { } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var until) ? Time(until) : null;

    private string CountOf(AuditEntryDto line) =>
        line.After is { ValueKind: JsonValueKind.Object } after
            && after.TryGetProperty("count", out var count)
            && count.TryGetInt64(out var number) ? Number(number) : Say("several", "কয়েক");

    private static string ModeOf(AuditEntryDto line) => TextOf(line.After, "mode") ?? TextOf(line.Before, "mode") ?? "";

    private static JsonValueKind ValueOf(JsonElement? side, string field) =>
        side is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(field, out var value)
            ? value.ValueKind
            : JsonValueKind.Undefined;

    private static string? TextOf(JsonElement? side, string field) =>
        side is { ValueKind: JsonValueKind.Object } known
            && known.TryGetProperty(field, out var value)
            && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    // A bare day is no instant.
    private static bool IsInstant(JsonElement value, out DateTimeOffset time) =>
        value.TryGetDateTimeOffset(out time) && value.GetString()?.Contains('T', StringComparison.Ordinal) is true;

    private string Digits(long number) => BanglaDigits.In(Language, number.ToString(CultureInfo.InvariantCulture));
}
