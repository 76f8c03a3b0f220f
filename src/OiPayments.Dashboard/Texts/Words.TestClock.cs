namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string TestClock => Say("Test clock", "টেস্ট ঘড়ি");
    public string TestClockMeaning => Say(
        "Moves the time of this app’s TEST records forward: what is due until then happens at once, such as expiry, overdue invoices and "
            + "webhooks that are tried again. LIVE never notices.",
        "এই অ্যাপের TEST তথ্যের সময় সামনে এগোয়: ততক্ষণে যা হওয়ার কথা তা তখনই হয়, যেমন মেয়াদ শেষ, বকেয়া ইনভয়েস, আবার পাঠানো ওয়েবহুক। LIVE "
            + "কিছুই টের পায় না।");
    public string TestClockShows => Say("It shows", "এখন দেখাচ্ছে");
    public string TestClockStands => Say("Stands still", "থেমে আছে");
    public string TestClockReal => Say("Real time", "আসল সময়");
    public string TestClockMove => Say("Move it forward", "সামনে এগোন");
    public string ForwardAnHour => Say("+ 1 hour", "+ ১ ঘণ্টা");
    public string ForwardADay => Say("+ 1 day", "+ ১ দিন");
    public string ForwardAWeek => Say("+ 7 days", "+ ৭ দিন");
    public string ForwardAMonth => Say("+ 1 month", "+ ১ মাস");
    public string TestClockReset => Say("Back to real time", "আসল সময়ে ফিরুন");
    public string TestClockMoving => Say(
        "The clock is moving: what is due is being done.", "ঘড়ি এগোচ্ছে: যা হওয়ার কথা তা করা হচ্ছে।");
    public string TestClockMoved => Say(
        "The clock has arrived. Everything due until then has happened.", "ঘড়ি পৌঁছেছে। ততক্ষণে যা হওয়ার কথা সব হয়েছে।");
    public string TestClockIsReset => Say("TEST goes by real time again.", "TEST আবার আসল সময়ে চলছে।");
}
