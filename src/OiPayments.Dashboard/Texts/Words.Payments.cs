using OiPayments.Payments;
using OiPayments.Refunds;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string Payment => Say("Payment", "পেমেন্ট");
    public string Amount_ => Say("Amount", "পরিমাণ");
    public string Status => Say("Status", "অবস্থা");
    public string Reference => Say("Reference", "রেফারেন্স");
    public string Customer => Say("Customer", "গ্রাহক");
    public string Number_ => Say("Number", "নম্বর");
    public string CustomerName => Say("Customer’s name", "গ্রাহকের নাম");
    public string CustomerEmail => Say("Customer’s e-mail", "গ্রাহকের ইমেইল");
    public string CustomerPhone => Say("Customer’s phone", "গ্রাহকের ফোন");
    public string SearchFitsVeryMany => Say(
        "This fits very many payments; the newest come first. Type more, or choose a status, an app or days. The CSV has them all.",
        "এটি খুব বেশি পেমেন্টের সঙ্গে মেলে; নতুনগুলো আগে দেখানো হয়। আরও লিখুন, অথবা অবস্থা, অ্যাপ বা দিন বেছে নিন। CSV-তে সবগুলো আছে।");
    public string App => Say("App", "অ্যাপ");
    public string Created => Say("Created", "তৈরি");
    public string Paid => Say("Paid", "পরিশোধিত");
    public string Product => Say("For", "যার জন্য");
    public string Description => Say("Description", "বিবরণ");
    public string Channel => Say("Paid with", "যা দিয়ে");
    public string GatewayId => Say("Gateway id", "গেটওয়ে আইডি");
    public string Fee => Say("Fee", "ফি");
    public string Refunded => Say("Refunded", "ফেরত দেওয়া");
    public string Refundable => Say("Can be refunded", "ফেরতযোগ্য");
    public string ExpiresAt => Say("Can be paid until", "পরিশোধের শেষ সময়");
    public string CheckoutPage => Say("Customer’s page", "গ্রাহকের পাতা");
    public string Metadata => Say("Notes of the app", "অ্যাপের টীকা");
    public string WhatHappened => Say("What happened", "যা ঘটেছে");
    public string Only(string what) => Say($"Only: {what}", $"শুধু: {what}");
    public string HeldMoney => Say("Money held", "আটকে রাখা টাকা");
    public string SuspendedMoney => Say("Money in suspense", "স্থগিত টাকা");
    public string SearchFor => Say("Search", "খোঁজ");
    public string Money => Say("Money", "টাকা");
    public string Reason => Say("Reason", "কারণ");
    public string ReasonHint =>
        Say("For your colleagues; the customer and the gateway do not see it.", "সহকর্মীদের জন্য; গ্রাহক ও গেটওয়ে এটি দেখে না।");
    public string HeldForRisk => Say(
        "The gateway took this money and calls it risky. Release it if the customer is known to be right, or give it back.",
        "গেটওয়ে এই টাকা নিয়েছে এবং ঝুঁকিপূর্ণ বলছে। গ্রাহক ঠিক থাকলে ছাড়ুন, নইলে ফেরত দিন।");
    public string HeldForMismatch => Say(
        "The gateway charged another amount than was asked for. This money can only be given back.",
        "গেটওয়ে অন্য পরিমাণ কেটেছে। এই টাকা কেবল ফেরত দেওয়া যায়।");
    public string RefundButton => Say("Refund", "ফেরত দিন");
    public string Refund(string amount) => Say($"Refund {amount}", $"{amount} ফেরত দিন");
    public string RefundTitle => Say("Refund a payment", "পেমেন্ট ফেরত");
    public string RefundMeaning(string customer, string left) => Say(
        $"The money goes back to customer {customer} the way it came. Up to {left} can be refunded.",
        $"টাকা যেভাবে এসেছে সেভাবেই গ্রাহক {customer}-এর কাছে ফিরে যাবে। সর্বোচ্চ {left} ফেরত দেওয়া যায়।");
    public string AskForRefund(string amount) => Say($"Ask for a refund of {amount}", $"{amount} ফেরতের অনুরোধ করুন");
    public string RefundApprovalAbove(string threshold) => Say(
        $"Above {threshold} somebody else has to approve it before anything moves.",
        $"{threshold}-এর বেশি হলে কিছু সরার আগে অন্য কাউকে অনুমোদন দিতে হবে।");
    public string RefundApprovalAlways =>
        Say("Somebody else has to approve it before anything moves.", "কিছু সরার আগে অন্য কাউকে অনুমোদন দিতে হবে।");
    public string RefundAmountWrong(string least, string left) =>
        Say($"Enter an amount from {least} to {left}.", $"{least} থেকে {left} পর্যন্ত একটি পরিমাণ দিন।");
    public string NotAnAmountHere => Say(
        "That is not an amount. Write it as 1250.50 or 1,250.50: a point before the small part, commas only between groups.",
        "এটি কোনো পরিমাণ নয়। ১২৫০.৫০ বা ১,২৫০.৫০-এর মতো লিখুন: ভগ্নাংশের আগে বিন্দু, কমা কেবল অঙ্কের ভাগে ভাগে।");
    public string RefundStarted(string amount) => Say(
        $"{amount} is on its way back. The gateway confirms it, usually within days.",
        $"{amount} ফেরত যাচ্ছে। গেটওয়ে সাধারণত কয়েক দিনের মধ্যে নিশ্চিত করে।");
    public string RefundWaits => Say(
        "The refund waits until another operator approves it. Nothing has moved yet.",
        "অন্য কোনো অপারেটর অনুমোদন না দেওয়া পর্যন্ত ফেরতটি অপেক্ষায় থাকবে। এখনও কিছু সরেনি।");
    public string Release(string amount) => Say($"Release {amount}", $"{amount} ছেড়ে দিন");
    public string ReleaseTitle => Say("Release held money", "আটকানো টাকা ছাড়ুন");
    public string ReleaseMeaning => Say(
        "The payment succeeds, its app is told, and the money counts as the app’s from now on.",
        "পেমেন্টটি সফল হবে, অ্যাপকে জানানো হবে, আর টাকা এখন থেকে অ্যাপের বলে গণ্য হবে।");
    public string ReleasedDone =>
        Say("Released. The payment has succeeded and its app is being told.", "ছাড়া হয়েছে। পেমেন্ট সফল, অ্যাপকে জানানো হচ্ছে।");
    public string GiveHeldBack => Say("Give the held money back", "আটকানো টাকা ফেরত দিন");
    public string GiveHeldBackMeaning => Say(
        "All of the held money goes back to the customer the way it came.", "আটকানো সব টাকা যেভাবে এসেছে সেভাবে গ্রাহকের কাছে ফিরে যাবে।");
    public string GiveBack(string amount) => Say($"Give {amount} back", $"{amount} ফেরত দিন");
    public string NoPayments(Mode mode) => mode is Mode.Live
        ? Say("No LIVE payments yet", "এখনও কোনো LIVE পেমেন্ট নেই")
        : Say("No TEST payments yet", "এখনও কোনো TEST পেমেন্ট নেই");
    public string NoPaymentsNext => Say(
        "Every payment that an app opens with POST /payments appears here. Register an app, give its developers the TEST key, and their "
            + "first payment is in this list.",
        "কোনো অ্যাপ POST /payments দিয়ে যে পেমেন্টই খোলে, তা এখানে দেখা যায়। একটি অ্যাপ নিবন্ধন করুন, ডেভেলপারদের TEST কী দিন, তাদের "
            + "প্রথম পেমেন্টটি এই তালিকায় আসবে।");

    public string Of(PaymentDto payment) => payment.HeldAt is null ? Of(payment.Status) : HeldMoney;

    public string Of(PaymentStatus status) => status switch
    {
        PaymentStatus.Pending => Say("Pending", "অপেক্ষমাণ"),
        PaymentStatus.Succeeded => Say("Succeeded", "সফল"),
        PaymentStatus.Failed => Say("Failed", "ব্যর্থ"),
        PaymentStatus.Cancelled => Say("Cancelled", "বাতিল"),
        PaymentStatus.Expired => Say("Expired", "মেয়াদোত্তীর্ণ"),
    };

    public string Of(AttemptStatus status) => status switch
    {
        AttemptStatus.Opening => Say("Being opened", "খোলা হচ্ছে"),
        AttemptStatus.Unanswered => Say("Gateway did not answer", "গেটওয়ে সাড়া দেয়নি"),
        AttemptStatus.Open => Say("At the gateway", "গেটওয়েতে"),
        AttemptStatus.Paid => Say("Paid", "পরিশোধিত"),
        AttemptStatus.Held => Say("Held as risky", "ঝুঁকির জন্য আটকানো"),
        AttemptStatus.Surplus => Say("Paid a second time", "দ্বিতীয়বার পরিশোধিত"),
        AttemptStatus.Mismatched => Say("Paid a wrong amount", "ভুল পরিমাণ পরিশোধিত"),
        AttemptStatus.Refused => Say("Refused by the gateway", "গেটওয়ে প্রত্যাখ্যান করেছে"),
        AttemptStatus.Failed => Say("Declined", "প্রত্যাখ্যাত"),
        AttemptStatus.Cancelled => Say("Cancelled by the customer", "গ্রাহক বাতিল করেছেন"),
        AttemptStatus.Unattempted => Say("Left without paying", "পরিশোধ না করে চলে গেছেন"),
        AttemptStatus.Expired => Say("Ran out of time", "সময় শেষ"),
    };

    public string Of(RefundStatus status) => status switch
    {
        RefundStatus.AwaitingApproval => Say("Awaiting approval", "অনুমোদনের অপেক্ষায়"),
        RefundStatus.Pending => Say("At the gateway", "গেটওয়েতে"),
        RefundStatus.Succeeded => Say("Given back", "ফেরত হয়েছে"),
        RefundStatus.Failed => Say("Failed", "ব্যর্থ"),
        RefundStatus.Rejected => Say("Rejected", "প্রত্যাখ্যাত"),
    };
}
