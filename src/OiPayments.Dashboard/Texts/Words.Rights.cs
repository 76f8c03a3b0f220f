using OiPayments.Access;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    /// <summary>A role that comes with the service, in the reader's language; one that was made here, as its makers call it.</summary>
    public string RoleName(string name, bool isBuiltIn = true) => !isBuiltIn ? name : name switch
    {
        BuiltInRoles.SuperAdmin => Say(name, "সুপার অ্যাডমিন"),
        "Admin" => Say(name, "অ্যাডমিন"),
        "Finance" => Say(name, "হিসাব বিভাগ"),
        "Support" => Say(name, "সহায়তা"),
        "Viewer" => Say(name, "দর্শক"),
        _ => name,
    };

    /// <summary>As <see cref="RoleName"/>, of what the role is for.</summary>
    public string? RoleDescription(string name, string? description, bool isBuiltIn) => !isBuiltIn ? description : name switch
    {
        BuiltInRoles.SuperAdmin => Say(description ?? "", "সবকিছু করতে পারেন। সাইন ইন করতে পারেন এমন অন্তত একজন সব সময় থাকেন।"),
        "Admin" => Say(description ?? "", "অ্যাপ ও অপারেটর পরিচালনা করেন এবং সব দেখেন; কোনো টাকা সরান না।"),
        "Finance" => Say(description ?? "", "ফেরত অনুমোদন করেন, ইনভয়েস ইস্যু করেন, হিসাব রাখেন ও প্রতিবেদন তৈরি করেন।"),
        "Support" => Say(description ?? "", "গ্রাহকদের সাহায্য করেন: পেমেন্ট খোঁজেন ও ফেরত চান।"),
        "Viewer" => Say(description ?? "", "অ্যাপ, পেমেন্ট, রিফান্ড ও প্রতিবেদন দেখেন; কিছু বদলান না।"),
        _ => description,
    };

    public string Of(Permission permission) => permission switch
    {
        Permission.AppRead => Say("See apps and their settings", "অ্যাপ ও সেটিংস দেখা"),
        Permission.AppManage => Say("Manage apps and their keys", "অ্যাপ ও কী পরিচালনা"),
        Permission.UserRead => Say("See users and roles", "ব্যবহারকারী ও ভূমিকা দেখা"),
        Permission.UserManage => Say("Manage users and roles", "ব্যবহারকারী ও ভূমিকা পরিচালনা"),
        Permission.CustomerRead => Say("See customers’ names, addresses and numbers", "গ্রাহকের নাম, ঠিকানা ও নম্বর দেখা"),
        Permission.PaymentRead => Say("See payments", "পেমেন্ট দেখা"),
        Permission.PaymentExport => Say("Take payments out as a file", "পেমেন্ট ফাইল হিসেবে নেওয়া"),
        Permission.RefundRead => Say("See refunds", "রিফান্ড দেখা"),
        Permission.RefundCreate => Say("Ask for refunds, release held money", "ফেরত চাওয়া, আটকানো টাকা ছাড়া"),
        Permission.RefundApprove => Say("Approve refunds", "ফেরত অনুমোদন"),
        Permission.InvoiceRead => Say("See invoices", "ইনভয়েস দেখা"),
        Permission.InvoiceManage =>
            Say("Make, issue and void invoices, and set how they look", "ইনভয়েস তৈরি, ইস্যু ও অকার্যকর করা, চেহারা ঠিক করা"),
        Permission.ReportRead => Say("See reports", "প্রতিবেদন দেখা"),
        Permission.ReportRun => Say("Take reports out as files", "প্রতিবেদন ফাইল হিসেবে নেওয়া"),
        Permission.LedgerRead => Say("See the books", "হিসাব দেখা"),
        Permission.LedgerAdjust => Say("Correct the books", "হিসাব সংশোধন"),
        Permission.AuditRead => Say("See who did what", "কে কী করেছেন দেখা"),
        Permission.PrivacyManage => Say("Export and erase customers’ data", "গ্রাহকের তথ্য নেওয়া ও মুছে ফেলা"),
    };
}
