using System.Text.Json.Nodes;
using OiPayments.Sandbox.Domain;

namespace OiPayments.Sandbox.Wire;

/// <summary>The answer to "create session", in the documented key order.</summary>
internal static class SessionAnswer
{
    public static JsonObject Refused(string reason) => new()
    {
        ["status"] = "FAILED",
        ["failedreason"] = reason,
        ["sessionkey"] = "",
        ["GatewayPageURL"] = "",
    };

    public static JsonObject Opened(PaymentSession session, string baseUrl)
    {
        var direct = BankUrl(session, baseUrl, "indexhtmlOTP.php");
        return new()
        {
            ["status"] = "SUCCESS",
            ["failedreason"] = "",
            ["sessionkey"] = session.Key,
            ["gw"] = new JsonObject
            {
                ["visa"] = "dbbl_visa,brac_visa,city_visa,ebl_visa,visacard",
                ["master"] = "dbbl_master,brac_master,city_master,ebl_master,mastercard",
                ["amex"] = "city_amex,amexcard",
                ["othercards"] = "dbbl_nexus,qcash,fastcash",
                ["internetbanking"] = "city,bankasia,ibbl,mtbl",
                ["mobilebanking"] = "dbblmobilebanking,bkash,nagad,abbank,ibbl",
            },
            ["redirectGatewayURL"] = BankUrl(session, baseUrl, "indexhtml.php"),
            ["directPaymentURLBank"] = direct,
            ["directPaymentURLCard"] = "",
            ["directPaymentURL"] = "",
            ["redirectGatewayURLFailed"] = "",
            ["GatewayPageURL"] = $"{baseUrl}/EasyCheckOut/testcde{session.Key.ToLowerInvariant()}",
            ["storeBanner"] = $"{baseUrl}/assets/store.svg",
            ["storeLogo"] = $"{baseUrl}/assets/store.svg",
            ["store_name"] = session.Store.Name,
            ["desc"] = new JsonArray(
            [
                Gateway("AMEX", "amex", "amexcard", "amexcard"),
                // The real gateway misspells this card name.
                Gateway("VISA", "visa", "visacard", "visavard"),
                Gateway("MASTER", "master", "mastercard", "mastercard"),
                new JsonObject
                {
                    ["name"] = "Fast Cash", ["type"] = "othercards", ["logo"] = $"{baseUrl}/assets/store.svg", ["gw"] = "fastcash"
                },
                .. Channel.All.Where(channel => channel.Group is not ChannelGroup.Card).Select(channel => Gateway(
                    channel.Name,
                    channel.Group is ChannelGroup.NetBanking ? "internetbanking" : "mobilebanking",
                    channel.GatewayKey,
                    channel.GatewayKey)),
            ]),
            ["is_direct_pay_enable"] = "1",
        };

        JsonObject Gateway(string name, string type, string key, string cardName) => new()
        {
            ["name"] = name,
            ["type"] = type,
            ["logo"] = $"{baseUrl}/assets/store.svg",
            ["gw"] = key,
            ["r_flag"] = "1",
            ["redirectGatewayURL"] = direct + cardName,
        };
    }

    private static string BankUrl(PaymentSession session, string baseUrl, string page) =>
        $"{baseUrl}/gwprocess/v4/bankgw/{page}?mamount={Amounts.Padded(session.Order.Amount)}&ssl_id={session.GatewayId}" +
        $"&Q=REDIRECT&SESSIONKEY={session.Key}&tran_type=success&cardname=";
}
