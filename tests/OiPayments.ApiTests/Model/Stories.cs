using CsCheck;

namespace OiPayments.ApiTests.Model;

/// <summary>Draws stories: any operations in any order, most often those that lead somewhere.</summary>
internal static class Stories
{
    private const int MostScenes = 14;

    /// <summary>In taka and paisa that the sandbox takes for no hint; two of them above, or at, a threshold that is drawn.</summary>
    private static readonly Gen<int> Amounts = Gen.OneOf(10_000, 125_050, 200_001);

    /// <summary>Few payments, so that much happens to each.</summary>
    private static readonly Gen<int> Payments = Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[0, 2]));
    private static readonly Gen<int> Few = Gen.Int[0, 3];
    private static readonly Gen<Operation> Crashes = Gen.Int[0, 30].Select(wait => (Operation)new Crash(wait));
    private static readonly Gen<int> Percents = Gen.OneOf(1, 33, 50, 67, 100, 101);

    private static readonly Gen<string> Outcomes = Gen.Frequency(
        (12, Gen.Const("success")), (3, Gen.Const("risk")), (2, Gen.Const("failed")), (1, Gen.Const("cancelled")),
        (1, Gen.Const("unattempted")), (1, Gen.Const("expired")));

    /// <summary>Opens with a payment that can be paid, so that most of what follows has something to happen to.</summary>
    public static readonly Gen<Story> All = Gen.Select(
        Gen.Bool, Gen.Bool, Gen.OneOf(0, 100_000, 200_001), Amounts, Scene().List[1, MostScenes], Gen.Bool,
        (accepts, returns, threshold, amount, scenes, isInvoiced) => new Story(
            accepts, returns, threshold, [new Create(amount, 0), .. scenes.SelectMany(scene => scene)], isInvoiced));

    /// <summary>One operation, or a few that belong together, with nothing between them.</summary>
    private static Gen<Operation[]> Scene() => Gen.Frequency(
        (28, One(Payments).Select(one => new[] { one })),
        (4, Times().Select(time => new Operation[] { new Advance(time) })),
        (1, Crashes.Select(one => new[] { one })),
        (8, Payments.SelectMany(
            payment => Gen.Select(Beside(payment), Beside(payment), (first, second) => new Operation[] { new Both(first, second) }))),
        (8, Payments.SelectMany(payment => Gen.Select(Rushing(payment), Rushing(payment), Rushing(payment), Rushing(payment),
            (a, b, c, d) => new Operation[] { new Both(new Both(a, b), new Both(c, d)) }))),
        (14, Gen.Select(
            Payments, Ending(Gen.Const(0)),
            (payment, end) => new Operation[] { new Press(payment, Faults.None), end with { Payment = payment } })),

        // Two sessions at the gateway for one payment: we took the first for ended.
        (4, Gen.Select(Payments, Ending(Gen.Const(1)), Ending(Gen.Const(0)), (payment, first, second) => new Operation[]
        {
            new Press(payment, Faults.None), new Repeat(payment, 0, "cancelled"), new Press(payment, Faults.None),
            first with { Payment = payment }, second with { Payment = payment },
        })),
        (9, Gen.Select(Payments, Percents, NameOf(Faults.OfRefunding, 0), Times(), (payment, percent, fault, time) => new Operation[]
        {
            new PlanRefunds(payment, fault), new AskRefund(payment, percent, 0), new Advance(time),
        })),
        (6, Gen.Select(
            Payments, Percents, Few,
            (payment, percent, refund) => new Operation[] { new OperatorRefund(payment, percent), new Approve(payment, refund, false) })));

    private static Gen<End> Ending(Gen<int> session) =>
        Gen.Select(session, Outcomes, NameOf(Faults.OfPaying, 12), (number, outcome, fault) => new End(0, number, outcome, fault));

    /// <summary>What may happen at the same moment to one payment: a crash too.</summary>
    private static Gen<Operation> Beside(int payment) => Gen.Frequency((24, One(Gen.Const(payment))), (1, Crashes));

    /// <summary>What moves money, or a payment, and what people do twice.</summary>
    private static Gen<Operation> Rushing(int payment) => Gen.Frequency(
        (6, Gen.Select(Percents, Few, (percent, key) => (Operation)new AskRefund(payment, percent, key))),
        (3, Percents.Select(percent => (Operation)new OperatorRefund(payment, percent))),
        (2, Few.Select(refund => (Operation)new Approve(payment, refund, false))),
        (1, Few.Select(refund => (Operation)new Reject(payment, refund))),
        (2, Gen.Const((Operation)new Release(payment))),
        (2, Few.Select(transaction => (Operation)new GiveBack(payment, transaction))),
        (2, Gen.Const((Operation)new Press(payment, Faults.None))),
        (2, Gen.Select(Few, Gen.OneOf("same", "cancelled"), (session, form) => (Operation)new Repeat(payment, session, form))),
        (1, Few.Select(session => (Operation)new Return(payment, session))),
        (1, Gen.Const((Operation)new Cancel(payment))),
        (2, Ending(Few).Select(end => (Operation)(end with { Payment = payment }))));

    private static Gen<Operation> One(Gen<int> payment) => Gen.Frequency(
        (2, Gen.Select(Amounts, Few, (amount, key) => (Operation)new Create(amount, key))),
        (5, Gen.Select(payment, NameOf(Faults.OfOpening, 6), (p, opening) => (Operation)new Press(p, opening))),
        (6, Gen.Select(payment, Ending(Few), (p, end) => (Operation)(end with { Payment = p }))),
        (1, Gen.Select(payment, Few, (p, session) => (Operation)new PayLate(p, session))),
        (3, Gen.Select(payment, Few, (p, session) => (Operation)new Return(p, session))),
        (3, Gen.Select(
            payment, Few, Gen.OneOf("same", "forged", "cancelled"), (p, session, form) => (Operation)new Repeat(p, session, form))),
        (1, payment.Select(p => (Operation)new Cancel(p))),
        (3, payment.Select(p => (Operation)new Release(p))),
        (3, Gen.Select(payment, Few, (p, transaction) => (Operation)new GiveBack(p, transaction))),
        (10, Gen.Select(payment, Percents, Few, (p, percent, key) => (Operation)new AskRefund(p, percent, key))),
        (4, Gen.Select(payment, Percents, (p, percent) => (Operation)new OperatorRefund(p, percent))),
        (4, Gen.Select(payment, Few, Gen.Bool, (p, refund, same) => (Operation)new Approve(p, refund, same))),
        (1, Gen.Select(payment, Few, (p, refund) => (Operation)new Reject(p, refund))),
        (3, Gen.Select(payment, NameOf(Faults.OfRefunding, 2), (p, fault) => (Operation)new PlanRefunds(p, fault))),
        (2, Gen.Select(
            payment, Few, Gen.OneOf("refunded", "cancelled"), (p, refund, outcome) => (Operation)new EndRefund(p, refund, outcome))));

    private static Gen<TimeSpan> Times() => Gen.OneOf(
        TimeSpan.FromSeconds(6), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(31), TimeSpan.FromMinutes(61),
        TimeSpan.FromHours(3), TimeSpan.FromDays(1));

    /// <summary>A fault's name, or so many times as often none.</summary>
    private static Gen<string> NameOf(IReadOnlyDictionary<string, string> faults, int weightOfNone) =>
        Gen.Frequency((weightOfNone, Gen.Const(Faults.None)), (faults.Count, Gen.OneOf([.. faults.Keys])));
}
