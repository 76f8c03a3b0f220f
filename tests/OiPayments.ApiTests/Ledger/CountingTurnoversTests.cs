#pragma warning disable RS0030 // Random: these draws are no secrets, and the same each time, so that a failure comes again.
using OiPayments.Ledger;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Ledger;

/// <summary>Balances are told from turnovers that are counted behind everybody's back, and must never show it.</summary>
public class CountingTurnoversTests
{
    private const string Balances = "Every account's balance is the sum of its entries";
    private static readonly DateTimeOffset Midnight = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Scope Busy = new(new(1), Mode.Live);
    private static readonly DateTimeOffset Ever = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Account[] Accounts = Enum.GetValues<Account>();
    private static readonly Currency[] Currencies = [Currency.Of("BDT"), Currency.Of("KWD"), Currency.Of("USD")];

    private int causes;

    [Fact]
    public async Task At_any_instant_balances_and_statements_are_the_sum_of_the_entries_before_it()
    {
        await using var books = await BareBooks.CreateAsync();
        var random = new Random(20260301);
        Scope[] scopes = [Busy, new(new(1), Mode.Test), new(new(2), Mode.Live), new(new(2), Mode.Test)];

        // Counted, sealed and not counted, not sealed; each in any order of time, over nine days.
        await books.PostAsync(Several(1300, Busy));
        await books.PostAsync(Several(600, scopes[1]));
        await books.PostAsync(Several(120, scopes[2]));
        foreach (var scope in scopes) await books.SealAsync(scope.ApplicationId);
        var counted = new List<long>();
        foreach (var scope in scopes)
        {
            while (await books.CountNextAsync(scope))
            {
            }

            if (scope == scopes[2]) Assert.True(await books.CountRestAsync(scope));
            counted.Add(await books.CountedAsync(scope));
        }

        await books.PostAsync(scopes.SelectMany(scope => Several(60, scope)));
        Assert.Equal([1000, 500, 120, 0], counted);

        var all = await books.TransfersAsync();
        foreach (var scope in scopes)
        {
            var own = all.Where(transfer => transfer.ApplicationId == scope.ApplicationId && transfer.Mode == scope.Mode).ToList();
            var posted = own[random.Next(own.Count)].PostedAt;
            List<DateTimeOffset> instants =
            [
                DateTimeOffset.MinValue, Midnight.AddDays(-30), .. Enumerable.Range(-1, 12).Select(day => Midnight.AddDays(day)), posted,
                posted.AddMicroseconds(-1), posted.AddMicroseconds(1),
                posted.AddTicks(3), Midnight.AddDays(3).AddTicks(-1), Midnight.AddDays(4).AddMicroseconds(-1), Ever,
                DateTimeOffset.MaxValue,
                .. Enumerable.Range(0, 25).Select(_ => Midnight.AddSeconds(random.Next(9 * 86400))),
            ];
            foreach (var instant in instants)
            {
                Assert.Equal(Sum(own.Where(transfer => transfer.PostedAt <= instant)), await books.BalancesAsync(scope, instant));

                var (account, currency) = (Accounts[random.Next(Accounts.Length)], Currencies[random.Next(Currencies.Length)]);
                // What the databases keep.
                var from = new DateTimeOffset(
                    instant.UtcTicks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
                DateTimeOffset? to = random.Next(4) == 0 ? null : instant < Ever ? from.AddHours(random.Next(100)) : from;
                var statement = await books.StatementAsync(scope, account, currency, from, to);
                var before = BalanceOf(Sum(own.Where(transfer => transfer.PostedAt < from)));
                var after = BalanceOf(Sum(own.Where(transfer => to == null || transfer.PostedAt < to)));
                Assert.Equal((before, after), (statement.OpeningMinor, statement.ClosingMinor));
                Assert.Equal(after, statement.Entries.Count == 0 ? before : statement.Entries[^1].BalanceMinor);

                long BalanceOf(IEnumerable<AccountBalance> balances) =>
                    balances.SingleOrDefault(balance => balance.Account == account && balance.Currency == currency)?.BalanceMinor ?? 0;
            }
        }

        IEnumerable<(Journal, DateTimeOffset)> Several(int count, Scope scope) =>
            Enumerable.Range(0, count).Select(_ => (AnyJournal(random, scope),
            random.Next(8) == 0
                ? Midnight.AddDays(random.Next(9))
                : Midnight.AddSeconds(random.Next(9 * 86400)).AddMicroseconds(random.Next(1_000_000)))).ToList();
    }

    [Fact]
    public async Task Of_two_that_count_at_once_one_loses_and_nothing_is_counted_twice()
    {
        await using var books = await BareBooks.CreateAsync();
        await books.PostAsync(Enumerable.Range(0, 1400).Select(number => (Moves(Busy, 1), Midnight.AddMinutes(number))));
        await books.SealAsync(Busy.ApplicationId);

        // The first time neither finds anything counted, the second time both find the same.
        for (var round = 1; round <= 2; round++)
        {
            await using var one = books.Begin();
            await using var other = books.Begin();
            Assert.True(await one.Get<Turnovers>().CountNextAsync(Busy, CancellationToken.None));
            Assert.True(await other.Get<Turnovers>().CountNextAsync(Busy, CancellationToken.None));
            Assert.Equal(
                (true, false), (await one.Db.TrySaveAsync(CancellationToken.None), await other.Db.TrySaveAsync(CancellationToken.None)));
            Assert.Equal(round * Turnovers.BatchSize, await books.CountedAsync(Busy));
            Assert.Equal(1400, await HeldAsync(books));
        }

        Assert.False(await books.CountNextAsync(Busy));
        await using (var one = books.Begin())
        await using (var other = books.Begin())
        {
            Assert.True(await one.Get<Turnovers>().CountRestAsync(Busy, CancellationToken.None));
            Assert.True(await other.Get<Turnovers>().CountRestAsync(Busy, CancellationToken.None));
            Assert.Equal(
                (true, false), (await one.Db.TrySaveAsync(CancellationToken.None), await other.Db.TrySaveAsync(CancellationToken.None)));
        }

        Assert.Equal((1400, 1400), (await books.CountedAsync(Busy), await HeldAsync(books)));
    }

    [Fact]
    public async Task What_is_left_of_a_batch_is_counted_once_and_the_next_batch_ends_where_it_would_have()
    {
        await using var books = await BareBooks.CreateAsync();
        List<(int, bool, long)> steps = [(49, false, 0), (1, true, 50), (549, true, 599), (30, false, 599)];
        foreach (var (more, isRestCounted, counted) in steps)
        {
            await books.PostAsync(Enumerable.Range(0, more).Select(number => (Moves(Busy, 1 + (number % 7)), Midnight.AddHours(number))));
            await books.SealAsync(Busy.ApplicationId);
            while (await books.CountNextAsync(Busy))
            {
            }

            Assert.Equal(isRestCounted, await books.CountRestAsync(Busy));
            Assert.Equal(counted, await books.CountedAsync(Busy));
            await HoldsAsync();
        }

        await books.PostAsync(Enumerable.Range(0, 471).Select(number => (Moves(Busy, 1 + (number % 7)), Midnight.AddHours(number))));
        await books.SealAsync(Busy.ApplicationId);
        Assert.True(await books.CountNextAsync(Busy));
        Assert.Equal(1000, await books.CountedAsync(Busy));
        Assert.False(await books.CountNextAsync(Busy));
        await HoldsAsync();

        async Task HoldsAsync()
        {
            Assert.Equal(Sum(await books.TransfersAsync()), await books.BalancesAsync(Busy, Ever));
            Assert.True((await books.VerifyAsync()).Single(finding => finding.Name == Balances).Holds);
        }
    }

    [Fact]
    public async Task Who_is_overtaken_between_its_two_reads_loses()
    {
        await using var books = await BareBooks.CreateAsync();
        await books.PostAsync(Enumerable.Range(0, 1600).Select(number => (Moves(Busy, 1), Midnight)));
        await books.SealAsync(Busy.ApplicationId);
        Assert.True(await books.CountNextAsync(Busy));

        await using var slow = books.Begin();
        BareBooks.Meanwhile.Do(async () => Assert.True(await books.CountNextAsync(Busy)));
        Assert.True(await slow.Get<Turnovers>().CountNextAsync(Busy, CancellationToken.None));

        Assert.False(await slow.Db.TrySaveAsync(CancellationToken.None));
        Assert.Equal((1000, 1600), (await books.CountedAsync(Busy), await HeldAsync(books)));
    }

    [Fact]
    public async Task However_many_count_at_once_each_journal_is_counted_once()
    {
        await using var books = await BareBooks.CreateAsync();
        await books.PostAsync(Enumerable.Range(0, 3100).Select(number => (Moves(Busy, 1 + (number % 7)), Midnight.AddMinutes(number))));
        await books.SealAsync(Busy.ApplicationId);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            while (await books.CountedAsync(Busy) < 3000) await books.CountNextAsync(Busy);
        })));

        Assert.Equal(3000, await books.CountedAsync(Busy));
        Assert.Equal(Sum(await books.TransfersAsync()), await books.BalancesAsync(Busy, Ever));
        Assert.True((await books.VerifyAsync()).Single(finding => finding.Name == Balances).Holds);
    }

    [Fact]
    public async Task What_is_sealed_or_counted_while_a_balance_is_read_is_seen_once()
    {
        await using var books = await BareBooks.CreateAsync();
        await books.PostAsync(Enumerable.Range(0, 2600).Select(number => (Moves(Busy, 1), Midnight)));

        // The first reads an empty chain, which then grows by more than a read allows for; later ones are overtaken by counting. While more
        // waits to be counted than one statement looks at, there are two.
        BareBooks.Meanwhile.Do(() => books.SealAsync(Busy.ApplicationId));
        Assert.Equal(2600, await HeldAsync(books));
        Assert.Equal(2600, await HeldAsync(books));
        for (var round = 1; round <= 4; round++)
        {
            BareBooks.Meanwhile.Do(async () => Assert.True(await books.CountNextAsync(Busy)));
            Assert.Equal(2600, await HeldAsync(books));
            Assert.Equal(round * Turnovers.BatchSize, await books.CountedAsync(Busy));
        }

        await books.ExecuteAsync("DELETE FROM ledger_counted");
        Assert.Equal(2600, await HeldAsync(books));
    }

    [Fact]
    public async Task Balances_that_are_read_all_the_time_are_never_wrong_while_journals_are_posted_sealed_and_counted()
    {
        await using var books = await BareBooks.CreateAsync();
        var (begun, posted, isOver) = (0L, 0L, false);
        var posting = Task.Run(async () =>
        {
            // What comes and goes back in one unit of work leaves nothing, unless one of the two is missed or seen twice.
            var random = new Random(7);
            for (var unit = 0; unit < 60; unit++)
            {
                var amounts = Enumerable.Range(0, 25).Select(_ => 1 + (long)random.Next(1_000_000)).ToList();
                Interlocked.Add(ref begun, amounts.Sum());
                await books.PostAsync(amounts.Select(amount => (Moves(Busy, amount), Midnight.AddHours(random.Next(48))))
                    .Concat(amounts.AsEnumerable()
                        .Reverse()
                        .Select(amount => (Moves(Busy, amount, back: true), Midnight.AddHours(random.Next(48))))).ToList());
                Interlocked.Add(ref posted, amounts.Sum());
            }
        });
        var sealing = RepeatAsync(() => books.SealNextAsync(Busy.ApplicationId));
        var counting = RepeatAsync(() => books.CountNextAsync(Busy));
        var reads = 0;
        var reading = Enumerable.Range(0, 2).Select(_ => RepeatAsync(async () =>
        {
            var least = Interlocked.Read(ref posted);
            var bank = (await books.BalancesAsync(Busy, Ever)).SingleOrDefault(balance => balance.Account == Account.Bank);
            var most = Interlocked.Read(ref begun);
            Assert.Equal(0, bank?.BalanceMinor ?? 0);
            Assert.InRange(bank?.DebitMinor ?? 0, least, most);
            Interlocked.Increment(ref reads);
            return true;
        })).ToList();

        await posting;
        while (await books.CountedAsync(Busy) < 3000 && !reading.Any(reader => reader.IsFaulted)) await Task.Yield();
        Volatile.Write(ref isOver, true);
        await Task.WhenAll([sealing, counting, .. reading]);

        Assert.True(reads > 20, $"{reads} reads");
        Assert.Equal(Sum(await books.TransfersAsync()), await books.BalancesAsync(Busy, Ever));

        Task RepeatAsync(Func<Task<bool>> act) => Task.Run(async () =>
        {
            while (!Volatile.Read(ref isOver))
                if (!await act()) await Task.Yield();
        });
    }

    [Theory]
    [InlineData("UPDATE ledger_turnovers SET debit_minor = debit_minor + 1 WHERE account = 'BANK'")]
    [InlineData("UPDATE ledger_turnovers SET debit_minor = debit_minor + 1, credit_minor = credit_minor + 1")]
    [InlineData("UPDATE ledger_turnovers SET currency = 'USD' WHERE day = (SELECT MAX(day) FROM ledger_turnovers)")]
    [InlineData("DELETE FROM ledger_turnovers WHERE account = 'SUSPENSE'")]
    [InlineData("UPDATE ledger_counted SET position = position - 1")]
    [InlineData("UPDATE ledger_counted SET position = position + 1")]
    [InlineData("UPDATE ledger_counted SET position = 0")]
    public async Task Turnovers_that_are_not_what_was_posted_are_found_and_can_be_counted_anew(string breakage)
    {
        await using var books = await BareBooks.CreateAsync();
        await books.PostAsync(Enumerable.Range(0, 620).Select(number => (Moves(Busy, 1 + number), Midnight.AddHours(number))));
        await books.SealAsync(Busy.ApplicationId);
        Assert.True(await books.CountNextAsync(Busy));
        Assert.True(await HoldsAsync());

        Assert.True(await books.ExecuteAsync(breakage) > 0, "Nothing was broken.");
        Assert.False(await HoldsAsync());

        // What docs/ledger.md tells operators to do.
        await books.ExecuteAsync("DELETE FROM ledger_counted WHERE application_id = 1");
        Assert.True(await HoldsAsync());
        Assert.True(await books.CountNextAsync(Busy));
        Assert.Equal(500, await books.CountedAsync(Busy));
        Assert.True(await HoldsAsync());

        async Task<bool> HoldsAsync() => (await books.VerifyAsync()).Single(finding => finding.Name == Balances).Holds;
    }

    [Fact]
    public async Task Who_is_behind_catches_up_after_a_start_and_within_the_hour()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        var (busy, quiet) = (await server.RegisterAsync(), await server.RegisterAsync());
        await server.PostAsync([.. Enumerable.Range(0, 1700).Select(number => busy.Capture($"journal {number}", 3))]);
        await server.PostAsync(quiet.Capture("alone"));
        await server.SealAsync();
        await CountedAsync(1700);

        // No look of all books helps here: the chain grew, and is quiet then.
        await server.PostAsync([.. Enumerable.Range(1700, 60).Select(number => busy.Capture($"journal {number}", 3))]);
        await server.SealAsync();
        await CountedAsync(1760);
        const string held = "GATEWAY_CLEARING 5280, APPLICATION_PAYABLE 5280";
        Assert.Equal(held, await busy.BalancesAsync());

        // As after an upgrade: sealed by a version that did not count, and nothing new to seal.
        await server.ExecuteAsync("DELETE FROM ledger_turnovers");
        await server.ExecuteAsync("DELETE FROM ledger_counted");
        Assert.Equal(held, await busy.BalancesAsync());
        await server.RestartAsync();
        await CountedAsync(1760);
        Assert.Equal(held, await busy.BalancesAsync());

        await server.ExecuteAsync("DELETE FROM ledger_turnovers");
        await server.ExecuteAsync("DELETE FROM ledger_counted");
        server.Clock.Advance(TimeSpan.FromMinutes(61));
        await CountedAsync(1760);
        Assert.Equal(held, await busy.BalancesAsync());

        Task CountedAsync(long position) => Eventually.BecomesAsync(
            () =>
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                return server.CountedAsync();
            },
            counted => counted == position);
    }

    private Journal AnyJournal(Random random, Scope scope)
    {
        var currency = Currencies[random.Next(Currencies.Length)];
        return new(scope, $"cause {++causes}", JournalKind.Capture, [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ =>
        {
            var debit = random.Next(Accounts.Length);
            return new Transfer(
                Accounts[debit], Accounts[(debit + 1 + random.Next(Accounts.Length - 1)) % Accounts.Length],
                new(1 + random.Next(1_000_000), currency));
        })]);
    }

    private Journal Moves(Scope scope, long amount, bool back = false) =>
        new(scope, $"cause {Interlocked.Increment(ref causes)}", JournalKind.Capture,
        back
            ? new Transfer(Account.Suspense, Account.Bank, new(amount, Currency.Bdt))
            : new Transfer(Account.Bank, Account.Suspense, new(amount, Currency.Bdt)));

    private static async Task<long> HeldAsync(BareBooks books) =>
        (await books.BalancesAsync(Busy, Ever)).Single(balance => balance.Account == Account.Bank).BalanceMinor;

    /// <summary>What balances are, entry by entry.</summary>
    private static List<AccountBalance> Sum(IEnumerable<TransferFact> transfers) =>
    [
        .. from currency in transfers.GroupBy(transfer => transfer.Currency).OrderBy(currency => currency.Key.Code, StringComparer.Ordinal)
           from account in Accounts
           select new AccountBalance(
               account, currency.Key,
               currency.Where(transfer => transfer.Debit == account).Sum(transfer => transfer.AmountMinor),
               currency.Where(transfer => transfer.Credit == account).Sum(transfer => transfer.AmountMinor)),
    ];
}
