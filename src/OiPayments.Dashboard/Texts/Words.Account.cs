using OiPayments.Persistence;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string SignIn => Say("Sign in", "সাইন ইন");
    public string Email => Say("E-mail", "ইমেইল");
    public string Password => Say("Password", "পাসওয়ার্ড");
    public string FormCookieLost => Say(
        "Your browser did not send this page's cookie back. If the address begins with http://, open it with https://: over http a session "
            + "is kept on localhost alone. Otherwise allow cookies for this address.",
        "আপনার ব্রাউজার এই পেজের কুকি ফেরত পাঠায়নি। ঠিকানাটি http:// দিয়ে শুরু হলে https:// দিয়ে খুলুন: http-তে সেশন শুধু localhost-এ "
            + "থাকে। তা না হলে এই ঠিকানার জন্য কুকির অনুমতি দিন।");

    public string SignInIncomplete => Say("Enter your e-mail address and your password.", "আপনার ইমেইল ঠিকানা ও পাসওয়ার্ড দিন।");
    public string Code => Say("Code", "কোড");
    public string CodeHint => Say(
        "From your authenticator app, or a recovery code. Leave it empty if you have set up neither.",
        "অথেনটিকেটর অ্যাপ থেকে, অথবা একটি পুনরুদ্ধার কোড। কোনোটিই না থাকলে খালি রাখুন।");
    public string CodeNeeded => Say(
        "Your account asks for a second factor. Enter your password again, with a code.",
        "আপনার অ্যাকাউন্টে দ্বিতীয় প্রমাণ লাগে। কোডসহ আবার পাসওয়ার্ড দিন।");
    public string ChoosePassword => Say("Choose your password", "আপনার পাসওয়ার্ড বেছে নিন");
    public string ChoosePasswordWhy => Say(
        "At least 12 characters; a few words are easier to remember than signs. Your other sessions end.",
        "অন্তত ১২ অক্ষর; চিহ্নের চেয়ে কয়েকটি শব্দ মনে রাখা সহজ। আপনার অন্য সেশন শেষ হবে।");
    public string CurrentPassword => Say("Password until now", "এখনকার পাসওয়ার্ড");
    public string NewPassword => Say("New password", "নতুন পাসওয়ার্ড");
    public string Sessions => Say("Where you are signed in", "আপনি যেখানে সাইন ইন আছেন");
    public string ThisSession => Say("This one", "এটি");
    public string Browser => Say("Browser", "ব্রাউজার");
    public string Address => Say("Address", "ঠিকানা");
    public string EndSession => Say("End", "শেষ করুন");
    public string EndOthers => Say("End all others", "অন্য সব শেষ করুন");
    public string SessionEnded => Say("Ended.", "শেষ হয়েছে।");
    public string SecondFactors => Say("Second factors", "দ্বিতীয় প্রমাণ");
    public string SecondFactorsWhy =>
        Say("With one of these, a stolen password alone opens nothing.", "এর একটি থাকলে চুরি যাওয়া পাসওয়ার্ড একা কিছু খুলতে পারে না।");
    public string MustEnrol =>
        Say("Your role asks for a second factor. Set one up to go on.", "আপনার ভূমিকায় দ্বিতীয় প্রমাণ লাগে। এগোতে একটি চালু করুন।");
    public string Authenticator => Say("Authenticator app", "অথেনটিকেটর অ্যাপ");
    public string SetUp => Say("Set up", "চালু করুন");
    public string TakeAway => Say("Take away", "সরিয়ে দিন");
    public string TakeAwayTotpMeaning =>
        Say("Your authenticator app’s codes stop working here.", "আপনার অথেনটিকেটর অ্যাপের কোড এখানে আর কাজ করবে না।");
    public string Enrolled => Say("Set up", "চালু আছে");
    public string NotEnrolled => Say("Not set up", "চালু নেই");
    public string ScanThis => Say(
        "Scan this with your authenticator app, then enter the code it shows.",
        "অথেনটিকেটর অ্যাপ দিয়ে এটি স্ক্যান করুন, তারপর দেখানো কোডটি দিন।");
    public string OrType => Say("Or type this secret:", "অথবা এই গোপন লেখাটি টাইপ করুন:");
    public string Confirm => Say("Confirm", "নিশ্চিত করুন");
    public string RecoveryCodes => Say("Recovery codes", "পুনরুদ্ধার কোড");
    public string RecoveryCodesLeft(int left) => Say($"{left} left", $"{Number(left)}টি বাকি");
    public string RecoveryCodesAdvice => Say(
        "These codes are yours alone and are shown only now. Print them, or put them into your own password manager, and not on the device "
            + "with your second factor. Each signs you in once if you lose it.",
        "এই কোডগুলো কেবল আপনার, আর কেবল এখনই দেখানো হচ্ছে। ছাপিয়ে রাখুন বা নিজের পাসওয়ার্ড ম্যানেজারে রাখুন, দ্বিতীয় প্রমাণের যন্ত্রে "
            + "নয়। সেটি হারালে প্রতিটি কোড একবার সাইন ইন করায়।");
    public string IHaveKeptTheCodes => Say("I have kept these codes", "আমি কোডগুলো রেখেছি");
    public string NewCodes => Say("Make new codes", "নতুন কোড তৈরি করুন");
    public string Passkeys => Say("Passkeys", "পাসকি");
    public string PasskeysWhy => Say(
        "A passkey signs you in by itself: with a finger, a face or the PIN of this device, and nothing to type.",
        "পাসকি একাই সাইন ইন করায়: আঙুল, মুখ বা এই যন্ত্রের পিন দিয়ে, কিছু টাইপ না করে।");
    public string PasskeyName => Say("Name", "নাম");
    public string PasskeyNameHint => Say("Such as the device it is on: Work laptop.", "যেমন এটি যে যন্ত্রে আছে: অফিসের ল্যাপটপ।");
    public string AddPasskey => Say("Add a passkey", "পাসকি যোগ করুন");
    public string PasskeyAdded => Say("The passkey is added. You can sign in with it.", "পাসকি যোগ হয়েছে। এটি দিয়ে সাইন ইন করতে পারবেন।");
    public string PasskeyNotMade => Say(
        "No passkey was made: it was cancelled, took too long, or this browser has none to offer. Nothing was changed; try again.",
        "কোনো পাসকি তৈরি হয়নি: বাতিল হয়েছে, বেশি সময় লেগেছে, অথবা এই ব্রাউজারে পাসকি নেই। কিছু বদলায়নি; আবার চেষ্টা করুন।");
    public string PasskeyUnused => Say(
        "No passkey was used: it was cancelled, took too long, or it is not known here. Try again, or use your password.",
        "কোনো পাসকি ব্যবহার হয়নি: বাতিল হয়েছে, বেশি সময় লেগেছে, অথবা এটি এখানে জানা নেই। আবার চেষ্টা করুন, অথবা পাসওয়ার্ড দিন।");
    public string TakeAwayPasskey(string name) => Say($"Take away {name}", $"{name} সরিয়ে দিন");
    public string TakeAwayPasskeyMeaning(string name) => Say(
        $"{name} opens nothing here any more. The device may go on offering it; remove it there too.",
        $"{name} দিয়ে এখানে আর কিছু খুলবে না। যন্ত্রটি এটি দেখাতে থাকতে পারে; সেখানেও মুছে ফেলুন।");
    public string SignInWithPasskey => Say("Sign in with a passkey", "পাসকি দিয়ে সাইন ইন");
    public string UsePasskey => Say("Use a passkey", "পাসকি ব্যবহার করুন");
    public string SignOutMeaning =>
        Say("This browser forgets you. Your other sessions go on.", "এই ব্রাউজার আপনাকে ভুলে যাবে। আপনার অন্য সেশনগুলো চলবে।");
    public string StepUpWithPassword => Say("Your password", "আপনার পাসওয়ার্ড");

    /// <summary>What the database's trouble means for whoever just asked for something.</summary>
    public string Of(DatabaseFailure trouble) => trouble switch
    {
        DatabaseFailure.Unavailable => Say(
            "The database is not answering, so this was not done. Nothing else was changed; try again in a moment.",
            "ডেটাবেস সাড়া দিচ্ছে না, তাই এটি করা হয়নি। আর কিছু বদলায়নি; একটু পরে আবার চেষ্টা করুন।"),
        DatabaseFailure.OutcomeUnknown => Say(
            "The database did not confirm this: it may have been done, or not. Look again before you repeat it.",
            "ডেটাবেস এটি নিশ্চিত করেনি: হয়ে থাকতে পারে, নাও হতে পারে। আবার করার আগে দেখে নিন হয়েছে কি না।"),
    };

    /// <summary>A session by the browser that it is in, as a person would name it.</summary>
    public string BrowserOf(string? userAgent) => string.IsNullOrWhiteSpace(userAgent) ? UnknownBrowser : BrowserName.Read(userAgent) switch
    {
        ({ } browser, { } system) => Say($"{browser} on {system}", $"{system}-এ {browser}"),
        ({ } browser, null) => browser,
        (null, { } system) => Say($"A program on {system}", $"{system}-এ একটি প্রোগ্রাম"),
        _ => BrowserName.ProductOf(userAgent),
    };

    public string UnknownBrowser => Say("An unnamed program", "নামহীন প্রোগ্রাম");
}
