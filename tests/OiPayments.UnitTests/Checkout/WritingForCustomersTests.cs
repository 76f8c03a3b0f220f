using System.Globalization;
using OiPayments.Checkout;
using OiPayments.Presentation;

namespace OiPayments.UnitTests.Checkout;

public class WritingForCustomersTests
{
    [Theory]
    [InlineData("2026-11-22T15:12:00Z", "22 November 2026, 9:12\u00A0pm", "২২ নভেম্বর ২০২৬, রাত\u00A0৯:১২")]
    [InlineData("2026-12-31T18:00:00Z", "1 January 2027, 12:00\u00A0am", "১ জানুয়ারি ২০২৭, রাত\u00A0১২:০০")]
    [InlineData("2026-02-28T06:05:59Z", "28 February 2026, 12:05\u00A0pm", "২৮ ফেব্রুয়ারি ২০২৬, দুপুর\u00A0১২:০৫")]
    [InlineData("2026-06-04T22:30:00Z", "5 June 2026, 4:30\u00A0am", "৫ জুন ২০২৬, ভোর\u00A0৪:৩০")]
    [InlineData("2026-06-04T03:00:00Z", "4 June 2026, 9:00\u00A0am", "৪ জুন ২০২৬, সকাল\u00A0৯:০০")]
    [InlineData("2026-06-04T11:00:00Z", "4 June 2026, 5:00\u00A0pm", "৪ জুন ২০২৬, বিকাল\u00A0৫:০০")]
    [InlineData("2026-06-04T12:45:00Z", "4 June 2026, 6:45\u00A0pm", "৪ জুন ২০২৬, সন্ধ্যা\u00A0৬:৪৫")]
    public void A_moment_is_told_in_Bangladesh_time(string moment, string english, string bangla)
    {
        var instant = DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);

        Assert.Equal(english, TimeText.For(instant, PageLanguage.English));
        Assert.Equal(bangla, TimeText.For(instant, PageLanguage.Bangla));
        Assert.Equal(moment, IsoTime.Second(instant));
    }

    [Fact]
    public void Where_moments_of_one_minute_stand_together_they_are_told_to_the_second()
    {
        var instant = new DateTimeOffset(2026, 11, 22, 15, 12, 7, TimeSpan.Zero);

        Assert.Equal("22 November 2026, 9:12:07\u00A0pm", TimeText.WithSeconds(instant, PageLanguage.English));
        Assert.Equal("২২ নভেম্বর ২০২৬, রাত\u00A0৯:১২:০৭", TimeText.WithSeconds(instant, PageLanguage.Bangla));
    }

    [Theory]
    [InlineData("Do not honor", DeclineReason.RefusedByBank)]
    [InlineData("Invalid CVV", DeclineReason.WrongDetails)]
    [InlineData("Invalid expiration date", DeclineReason.WrongDetails)]
    [InlineData("Customer did not choose to pay any channel", DeclineReason.NotAttempted)]
    [InlineData("INSUFFICIENT FUNDS", DeclineReason.NotEnoughMoney)]
    [InlineData("Exceeds withdrawal limit", DeclineReason.OverLimit)]
    [InlineData("Expired card", DeclineReason.ExpiredCard)]
    [InlineData("ORA-01722", DeclineReason.NotSaid)]
    [InlineData("", DeclineReason.NotSaid)]
    [InlineData(null, DeclineReason.NotSaid)]
    public void A_decline_becomes_one_of_our_own_reasons(string? gatewayWords, DeclineReason reason) =>
        Assert.Equal(reason, DeclineReason.From(gatewayWords));

    [Theory]
    [InlineData("BKASH-BKash", "bKash")]
    [InlineData("VISA-Dutch Bangla", "Visa (Dutch Bangla)")]
    [InlineData("NAGAD", "Nagad")]
    [InlineData("VISA-", "Visa")]
    [InlineData("TAPP-City Touch", "TAPP-City Touch")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_channel_is_called_what_its_customers_call_it(string? gatewayWords, string? text) =>
        Assert.Equal(text, ChannelText.For(gatewayWords));

    [Theory]
    [InlineData(0, 2)]
    [InlineData(14, 2)]
    [InlineData(15, 5)]
    [InlineData(59, 5)]
    [InlineData(60, 15)]
    [InlineData(299, 15)]
    [InlineData(300, 60)]
    [InlineData(3599, 60)]
    [InlineData(3600, null)]
    [InlineData(-5, 2)]
    public void A_waiting_page_looks_again_ever_more_slowly_and_stops_after_an_hour(int waited, int? seconds) =>
        Assert.Equal(seconds, RefreshPace.SecondsAfter(TimeSpan.FromSeconds(waited)));
}
