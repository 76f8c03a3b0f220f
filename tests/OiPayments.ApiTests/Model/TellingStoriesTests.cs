using System.Globalization;
using CsCheck;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Model;

/// <summary>
/// Random stories against the real service, the gateway's simulator and the laws of <see cref="Laws"/>. A failure prints the seed,
/// for <c>CsCheck_Seed</c>, and the story, cut down to what is needed. <c>MODEL_SAMPLES</c> asks for more of them.
/// </summary>
public class TellingStoriesTests(Stage stage) : IClassFixture<Stage>
{
    private const int MostRetellings = 150;
    private static readonly TimeSpan CuttingTakesAtMost = TimeSpan.FromMinutes(2);

    // PostgreSQL is where races are; SQLite lets one write at a time.
    private static int Samples => int.Parse(
        Environment.GetEnvironmentVariable("MODEL_SAMPLES") ?? (TestDatabase.Kind == "postgresql" ? "40" : "10"),
        CultureInfo.InvariantCulture);

    [Fact]
    public async Task Whatever_happens_the_books_agree_with_the_gateway()
    {
        (Story Story, string Why)? failing = null;
        try
        {
            // One at a time, since the clock and the crashes are everybody's. After a failure only smaller stories are told.
            await Stories.All.SampleAsync(
                async story =>
                {
                    try
                    {
                        await Telling.TellAsync(stage, story);
                    }
                    catch (StoryException failure)
                    {
                        failing = (story, failure.Message);
                        throw;
                    }
                },
                iter: Samples, threads: 1);
        }
        catch (CsCheckException found) when (failing is { } first)
        {
            // The reason first: what is told again may not fail again, and a summary shows the beginning.
            var (story, why) = await CutAsync(first.Story);
            Assert.Fail($"{first.Why}\n\n{found.Message}\n\nCut from {first.Story.Operations.Count} operations to "
                + $"{story.Operations.Count}:\n{story}\n\n{why}");
        }
    }

    /// <summary>What was left of stories that found a guard taken away on purpose; without these it takes luck.</summary>
    public static TheoryData<string> WhatFoundMissingGuards => [
        "a balance that is not looked at", "a version that does not count", "money that is booked whenever it is heard of",
        "a refund with a new name each time"
    ];

    [Theory]
    [MemberData(nameof(WhatFoundMissingGuards))]
    public Task What_found_a_missing_guard_finds_it_there(string missing)
    {
        Operation[] paid = [new Create(125_050, 1), new Press(0, Faults.None), new End(0, 0, "success", Faults.None)];
        return Telling.TellAsync(stage, new Story(AcceptsRisky: true, ReturnsSurplus: false, ApprovalThresholdMinor: 200_001, missing switch
        {
            "a balance that is not looked at" => [.. paid, new OperatorRefund(0, 100), new OperatorRefund(0, 50)],
            "a version that does not count" => [.. paid, new Both(
                new Both(new AskRefund(0, 33, 0), new OperatorRefund(0, 50)),
                new Both(new AskRefund(0, 33, 0), new OperatorRefund(0, 50)))],
            "money that is booked whenever it is heard of" => [.. paid[..2], new End(0, 0, "success", "paid-twice"), new Return(0, 1)],
            "a refund with a new name each time" =>
                [.. paid, new PlanRefunds(0, "refund-lost"), new AskRefund(0, 33, 0), new Advance(TimeSpan.FromMinutes(1))],
            _ => throw new ArgumentException("No such story.", nameof(missing)),
        }));
    }

    /// <summary>
    /// The shortest story found that still fails, and how: without parts of it, then with one of two that happened at once, for as long as
    /// that fails.
    /// </summary>
    private async Task<(Story Story, string Why)> CutAsync(Story story)
    {
        var (why, told, began) = ("It did not fail again: a race, or the clock's.", 0, TimeProvider.System.GetTimestamp());
        for (var size = story.Operations.Count; size > 0; size /= 2)
        {
            for (var start = 0; start < story.Operations.Count && HasTime(); start += size)
            {
                while (start < story.Operations.Count && await FailsAsync(story with
                {
                    Operations = [.. story.Operations.Take(start), .. story.Operations.Skip(start + size)]
                }) is { } shorter) story = shorter;
            }
        }

        for (var place = 0; place < story.Operations.Count; place++)
        {
            while (story.Operations[place] is Both both
                && HasTime()
                && (await FailsAsync(With(both.First)) ?? await FailsAsync(With(both.Second))) is { } simpler) story = simpler;

            Story With(Operation one) =>
                story with { Operations = [.. story.Operations.Take(place), one, .. story.Operations.Skip(place + 1)] };
        }

        await FailsAsync(story);
        return (story, why);

        bool HasTime() => told < MostRetellings && TimeProvider.System.GetElapsedTime(began) < CuttingTakesAtMost;

        async Task<Story?> FailsAsync(Story tried)
        {
            if (tried.Operations.Count == 0) return null;
            told++;
            try
            {
                await Telling.TellAsync(stage, tried);
                return null;
            }
            catch (StoryException failure)
            {
                why = failure.Message;
                return tried;
            }
        }
    }
}
