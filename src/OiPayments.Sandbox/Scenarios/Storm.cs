using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OiPayments.Sandbox.Scenarios;

/// <summary>
/// Draws a transaction's faults. The draw depends on the seed and the transaction alone, never on time or on what else goes on,
/// so that the same seed brings the same storm over the same transactions.
/// </summary>
/// <remarks>
/// Every storm passes: call faults end after a few calls, so that a merchant that keeps asking learns the truth. Hanging and slow
/// calls are left out, because a merchant under test with a clock of its own would stand still with it.
/// </remarks>
internal static class Storm
{
    private const int MaxSeconds = 3600;
    private const int MaxCallTimes = 3;

    /// <param name="seed">Any number.</param>
    /// <param name="subject">The transaction's id, or its ordinal.</param>
    public static Scenario Draw(int seed, string subject)
    {
        var dice = new Dice(seed, subject);
        var ipn = dice.Percent("ipn");
        return new()
        {
            Name = "storm",
            Ipn = ipn switch
            {
                < 20 => NoticeFault.Drop,
                < 40 => NoticeFault.Duplicate,
                < 50 => NoticeFault.Forge,
                _ => NoticeFault.None,
            },
            IpnCopies = dice.From(2, 5, "ipnCopies"),
            IpnDelaySeconds = dice.Percent("ipnDelay") < 25 ? dice.From(1, MaxSeconds, "ipnDelaySeconds") : 0,
            IpnWrong = Wrong(dice.Percent("ipnWrong")),
            Session = dice.Percent("session") switch
            {
                < 10 => CallFault.Lost,
                < 15 => CallFault.Down,
                _ => CallFault.None,
            },
            Validation = dice.Percent("validation") switch
            {
                < 8 => CallFault.Down,
                < 16 => CallFault.Html,
                < 24 => CallFault.Lost,
                < 32 => CallFault.Invalid,
                _ => CallFault.None,
            },
            Query = Passing(dice.Percent("query")),
            Refund = Passing(dice.Percent("refund")),
            RefundQuery = Passing(dice.Percent("refundQuery")),
            CallTimes = dice.From(1, MaxCallTimes, "callTimes"),
            ValidationWrong = dice.Percent("validationWrong") < 5 ? Misstatement.Amount : Misstatement.None,
            Risk = dice.Percent("risk") < 5,
            PaidTwice = dice.Percent("paidTwice") < 5,
            LateSuccessSeconds = dice.Percent("lateSuccess") < 15 ? dice.From(1, MaxSeconds, "lateSuccessSeconds") : null,
            RefundEnding = dice.Percent("refundEnding") switch
            {
                < 10 => RefundEnding.Cancelled,
                < 20 => RefundEnding.Refused,
                < 25 => RefundEnding.Stuck,
                _ => RefundEnding.Refunded,
            },
            RefundSeconds = dice.From(0, MaxSeconds, "refundSeconds"),
            RefundRepeatNamesId = dice.Percent("refundRepeat") >= 15,
        };
    }

    private static CallFault Passing(int percent) => percent switch
    {
        < 8 => CallFault.Down,
        < 16 => CallFault.Html,
        < 24 => CallFault.Lost,
        _ => CallFault.None,
    };

    private static Misstatement Wrong(int percent) => percent switch
    {
        < 4 => Misstatement.Amount,
        < 8 => Misstatement.Currency,
        < 12 => Misstatement.Transaction,
        _ => Misstatement.None,
    };

    // A throw per question by its name, so that a question added later changes none of the others' throws.
    private readonly struct Dice(int seed, string subject)
    {
        private readonly string start = seed.ToString(CultureInfo.InvariantCulture) + "\n" + subject + "\n";

        public int Percent(string question) => From(0, 99, question);

        public int From(int least, int most, string question)
        {
            var digest = SHA256.HashData(Encoding.UTF8.GetBytes(start + question));
            return least + (int)(BinaryPrimitives.ReadUInt32BigEndian(digest) % (uint)(most - least + 1));
        }
    }
}
