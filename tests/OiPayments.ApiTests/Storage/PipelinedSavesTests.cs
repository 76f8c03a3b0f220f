using System.Data.Common;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Persistence;
using OiPayments.Reports;
using OiPayments.SigningIn;
using OiPayments.Storage;
using OiPayments.Storage.PostgreSql;
using OiPayments.Storage.PostgreSql.PipelinedSaves;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Storage;

/// <summary>
/// Saves that on PostgreSQL are pipelined past Entity Framework, of new rows and of changed ones, and the saves that must not be.
/// </summary>
public sealed class PipelinedSavesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Time = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Written written = new();
    private ServiceProvider? services;

    public async ValueTask InitializeAsync() => services = await OpenAsync("true");

    public async ValueTask DisposeAsync()
    {
        if (services is not null) await services.DisposeAsync();
    }

    [Fact]
    public async Task Every_table_is_either_pipelined_or_listed_with_the_reason_why_it_is_left_to_entity_framework()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "Here Entity Framework writes every row.");
        await UseAsync(db => db.Database.ExecuteSqlRawAsync(Without("'f', 'c'")));
        var left = new List<Type>();

        foreach (var type in await UseAsync(db => Task.FromResult(db.Model.GetEntityTypes().ToList())))
        {
            if (await IsWrittenByEntityFrameworkAsync(type)) left.Add(type.ClrType);
        }

        Assert.Equal(LeftToEntityFramework.Reasons.Keys.OrderBy(type => type.Name), left.OrderBy(type => type.Name));
        Assert.All(LeftToEntityFramework.Reasons.Values, reason => Assert.NotEmpty(reason));

        Task<bool> IsWrittenByEntityFrameworkAsync(IEntityType type) => UseAsync(async db =>
        {
            db.Add(Row(type, isFull: true, sameIds: false));
            written.Statements.Clear();
            await db.SaveChangesAsync();
            return written.Statements.Count > 0;
        });
    }

    [Theory]
    [InlineData("true", false)]
    [InlineData("false", true)]
    [InlineData("", false)]
    public async Task A_setting_leaves_every_save_to_entity_framework(string isPipelined, bool isLeft)
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "Here Entity Framework writes every row.");
        await DisposeAsync();
        services = await OpenAsync(isPipelined);

        Assert.True(await SaveAsync(1));

        Assert.Equal(isLeft, written.Statements.Count > 0);
        Assert.Equal([1], await NumbersAsync());
    }

    [Fact]
    public async Task A_setting_that_is_neither_true_nor_false_is_refused()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "Here nobody reads it.");

        var refused = await Assert.ThrowsAsync<DatabaseSettingsException>(() => OpenAsync("sometimes"));

        Assert.Equal("Database__PipelinedSaves is 'sometimes'; it can be true or false.", refused.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_table_gets_the_row_that_entity_framework_would_write(bool isFull)
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "Here Entity Framework writes every row.");
        await UseAsync(db => db.Database.ExecuteSqlRawAsync(Without("'f', 'c'")));
        var types = await UseAsync(db => Task.FromResult(PipelinedTypes(db)));
        Assert.InRange(types.Count, 20, int.MaxValue);

        foreach (var type in types)
        {
            var ours = await WriteAsync(type, AutoTransactionBehavior.WhenNeeded);
            Assert.Empty(written.Statements);
            var theirs = await WriteAsync(type, AutoTransactionBehavior.Always);
            Assert.NotEmpty(written.Statements);

            Assert.Equal(theirs, ours);
            Assert.Equal(theirs, await CopyAsync(type));
            if (isFull) Assert.DoesNotContain(": null", ours, StringComparison.Ordinal);
        }

        Task<string> CopyAsync(IEntityType type) => UseAsync(async db =>
        {
            await using (var transaction = await db.Database.BeginTransactionAsync())
            {
                await ((PipelinedDatabase)db.GetService<IDatabase>()).CopyAsync([Row(type, isFull, sameIds: false)]);
                await transaction.CommitAsync();
            }

            return await TakeOnlyRowAsync(db, type);
        });

        Task<string> WriteAsync(IEntityType type, AutoTransactionBehavior behavior) => UseAsync(async db =>
        {
            db.Add(Row(type, isFull, sameIds: false));
            db.Database.AutoTransactionBehavior = behavior;
            written.Statements.Clear();
            await db.SaveChangesAsync();
            return await TakeOnlyRowAsync(db, type);
        });
    }

    [Fact]
    public async Task Every_table_gets_the_changes_that_entity_framework_would_write()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "Here Entity Framework writes every row.");
        await UseAsync(db => db.Database.ExecuteSqlRawAsync(Without("'f', 'c'")));
        var changed = 0;

        foreach (var type in await UseAsync(db => Task.FromResult(PipelinedTypes(db))))
        {
            var properties = type.GetProperties().Where(property => !property.IsKey() && !property.IsForeignKey()).ToList();
            if (properties.Count == 0) continue;
            IProperty[][] subsets = [
                [.. properties], [.. properties.Where((_, place) => place % 2 == 0)], [.. properties.Where((_, place) => place % 2 == 1)]
            ];
            foreach (var which in subsets.Where(subset => subset.Length > 0))
            {
                // From a value to none, and from none to a value.
                foreach (var wasFull in (bool[])[true, false])
                {
                    var ours = await ChangeAsync(type, which, wasFull, isOurs: true);
                    Assert.Empty(written.Statements);
                    var theirs = await ChangeAsync(type, which, wasFull, isOurs: false);
                    Assert.NotEmpty(written.Statements);
                    Assert.Equal(theirs, ours);
                    changed++;
                }
            }
        }

        Assert.InRange(changed, 100, int.MaxValue);

        Task<string> ChangeAsync(IEntityType type, IProperty[] which, bool wasFull, bool isOurs) => UseAsync(async db =>
        {
            var row = db.Add(Row(type, wasFull, sameIds: false));
            await db.SaveChangesAsync();
            foreach (var property in which)
            {
                row.Property(property.Name).CurrentValue = property.IsNullable && wasFull ? null : OtherValue(property);
                row.Property(property.Name).IsModified = true;
            }

            written.Statements.Clear();

            // Within a transaction Entity Framework writes.
            await using var transaction = isOurs ? null : await db.Database.BeginTransactionAsync();
            await db.SaveChangesAsync();
            if (transaction is not null) await transaction.CommitAsync();
            return await TakeOnlyRowAsync(db, type);
        });
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Many_rows_are_added_with_the_rest_or_not_at_all(string isPipelined)
    {
        await DisposeAsync();
        services = await OpenAsync(isPipelined);
        await SaveAsync(1);

        Assert.False(await AddAsync(first: 1, node: 1));
        Assert.Equal(0, await CountAsync());
        Assert.True(await AddAsync(first: 1, node: 2));
        Assert.False(await AddAsync(first: 250, node: 3));

        Assert.Equal([1, 2], await NumbersAsync());
        Assert.Equal(300, await CountAsync());

        Task<int> CountAsync() => UseAsync(db => db.AcrossApplications<ReportCount>().CountAsync());

        Task<bool> AddAsync(int first, long node) => UseAsync(db =>
        {
            db.AddMany([.. Enumerable.Range(first, 300).Select(number => new ReportCount
            {
                ApplicationId = new((uint)number),
                Mode = Mode.Test,
            })]);
            db.Add(new Node { Number = node, AliveUntil = Time });
            return db.TrySaveAsync(CancellationToken.None);
        });
    }

    [Fact]
    public async Task Rows_are_deleted_with_the_rest_or_not_at_all()
    {
        await SaveAsync(1, 2, 3);

        Assert.True(await ReplaceAsync([1], 4));
        Assert.False(await ReplaceAsync(
            [2, 3], 5, meanwhile: other => other.Directory<Node>().Where(node => node.Number == 3).ExecuteDeleteAsync()));

        Assert.Equal([2, 4], await NumbersAsync());

        Task<bool> ReplaceAsync(long[] old, long by, Func<OiPaymentsDb, Task<int>>? meanwhile = null) => UseAsync(async db =>
        {
            db.RemoveRange(await db.Directory<Node>().Where(node => old.Contains(node.Number)).ToListAsync());
            db.Add(new Node { Number = by, AliveUntil = Time });
            if (meanwhile is not null) await UseAsync(meanwhile);
            written.Statements.Clear();
            var saved = await db.TrySaveAsync(CancellationToken.None);
            Assert.Empty(written.Statements);
            return saved;
        });
    }

    [Fact]
    public async Task A_save_in_which_one_row_takes_the_unique_value_that_another_gives_up_keeps_the_order_that_it_needs()
    {
        await UseAsync(async db =>
        {
            db.AddRange(With(1001, "clerk@example.com"), With(1002, "auditor@example.com"));
            Assert.True(await db.TrySaveAsync(CancellationToken.None));
            db.Entry(await FindAsync(db, 1001)).Property(one => one.Email).CurrentValue = "auditor@example.com";
            db.Entry(await FindAsync(db, 1002)).Property(one => one.Email).CurrentValue = "former@example.com";
            return await db.TrySaveAsync(CancellationToken.None);
        });

        Assert.Equal(
            ("auditor@example.com", "former@example.com"),
            await UseAsync(async db => ((await FindAsync(db, 1001)).Email, (await FindAsync(db, 1002)).Email)));

        static Task<Operator> FindAsync(OiPaymentsDb db, long id) =>
            db.Directory<Operator>().SingleAsync(one => one.Id == new Id<Operator>(id));
        static Operator With(long id, string email) =>
            new() { Id = new(id), Email = email, Name = "Test", PasswordHash = "", CreatedAt = Time };
    }

    [Fact]
    public async Task Of_two_that_wait_for_each_other_the_one_that_is_ended_has_lost_a_race()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "Here one writes at a time.");
        await SaveAsync(1, 2);

        // PostgreSQL ends whoever has waited for a second, and looks once: on a slow machine that may be the other, and nothing is shown.
        bool? saved = null;
        for (var tries = 0; saved is null && tries < 20; tries++) saved = await CrossAsync();

        Assert.False(saved);
        Assert.Equal([1, 2], await NumbersAsync());

        Task<bool?> CrossAsync() => UseAsync(db => UseAsync(async other =>
        {
            await using var transaction = await other.Database.BeginTransactionAsync();
            await ChangeAsync(other, 2);
            foreach (var node in await db.Directory<Node>().ToListAsync()) node.AliveUntil = Time.AddDays(2);
            db.Add(new Node { Number = 3, AliveUntil = Time });
            var saving = db.TrySaveAsync(CancellationToken.None);
            await Eventually.BecomesAsync(
                () => other.Database.SqlQuery<int>(
                    $"""SELECT count(*)::int AS "Value" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'""")
                    .SingleAsync(),
                waiting => waiting == 1);
            try
            {
                await ChangeAsync(other, 1);
            }
            catch (InvalidOperationException failure)
                when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected })
            {
                await transaction.RollbackAsync();
                Assert.True(await saving);
                await db.Directory<Node>().Where(node => node.Number == 3).ExecuteDeleteAsync();
                foreach (var number in (long[])[1, 2]) await ChangeAsync(db, number);
                return null;
            }

            await transaction.CommitAsync();
            return (bool?)await saving;
        }));

        static Task<int> ChangeAsync(OiPaymentsDb db, long number) =>
            db.Directory<Node>()
                .Where(node => node.Number == number)
                .ExecuteUpdateAsync(set => set.SetProperty(node => node.AliveUntil, Time.AddDays(1)));
    }

    [Fact]
    public async Task New_rows_of_every_table_at_once_are_written_in_an_order_that_foreign_keys_accept()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "Here Entity Framework orders the rows.");
        await UseAsync(db => db.Database.ExecuteSqlRawAsync(Without("'c'")));

        var (types, saved) = await UseAsync(async db =>
        {
            // What they refer to in tables that are not pipelined is there already.
            db.AddRange(db.Model.GetEntityTypes()
                .Where(LeftToEntityFramework.Holds)
                .Select(type => Row(type, isFull: true, sameIds: true)));
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();

            // What refers to others first.
            var types = PipelinedTypes(db).OrderByDescending(type => type.GetForeignKeys().Count()).ToList();
            foreach (var type in types) db.Entry(Row(type, isFull: true, sameIds: true)).State = EntityState.Added;
            written.Statements.Clear();
            return (types.Count, await db.SaveChangesAsync());
        });

        Assert.Equal(types, saved);
        Assert.Empty(written.Statements);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(150)] // More than one batch.
    public async Task Of_a_save_whose_last_row_is_taken_nothing_is_there(int rows)
    {
        await SaveAsync(1000 + rows);

        var saved = await SaveAsync([.. Enumerable.Range(1001, rows).Select(number => (long)number)]);

        Assert.False(saved);
        Assert.Equal([1000 + rows], await NumbersAsync());
    }

    [Fact]
    public async Task A_save_that_fails_says_which_rows_and_why_and_can_be_tried_again()
    {
        await UseAsync(async db =>
        {
            // Refers to an event that is not there.
            var orphan = Row(db.Model.GetEntityTypes().Single(type => type.ClrType.Name == "WebhookAttempt"), isFull: true, sameIds: true);
            var node = new Node { Number = 1, AliveUntil = Time };
            db.AddRange(node, orphan);

            var failure = await Assert.ThrowsAsync<DbUpdateException>(() => db.TrySaveAsync(CancellationToken.None));

            Assert.IsAssignableFrom<DbException>(failure.InnerException);
            Assert.Contains(failure.Entries, entry => entry.Entity == orphan);
            Assert.Equal([EntityState.Added, EntityState.Added], db.ChangeTracker.Entries().Select(entry => entry.State));

            db.Entry(orphan).State = EntityState.Detached;
            Assert.True(await db.TrySaveAsync(CancellationToken.None));
            Assert.Equal(EntityState.Unchanged, db.Entry(node).State);
            return true;
        });

        Assert.Equal([1], await NumbersAsync());
    }

    [Fact]
    public async Task New_rows_are_not_there_when_a_row_saved_with_them_was_changed_by_another()
    {
        await UseAsync(db =>
        {
            db.Add(new SignInLimit { Key = [1], Failures = 0, LastTriedAt = Time });
            return db.TrySaveAsync(CancellationToken.None);
        });

        var saved = await UseAsync(async db =>
        {
            var row = await db.Directory<SignInLimit>().SingleAsync();
            await UseAsync(other => other.Directory<SignInLimit>().ExecuteUpdateAsync(set => set.SetProperty(limit => limit.Version, 1)));
            row.Version++;
            db.Add(new Node { Number = 1, AliveUntil = Time });
            return await db.TrySaveAsync(CancellationToken.None);
        });

        Assert.False(saved);
        Assert.Empty(await NumbersAsync());
    }

    [Fact]
    public async Task A_row_that_was_read_and_changed_is_saved_with_the_new_ones_and_so_is_what_was_changed_after_it_was_added()
    {
        await SaveAsync(1);

        await UseAsync(async db =>
        {
            var added = new Node { Number = 2, AliveUntil = Time };
            db.Add(added);
            var read = await db.Directory<Node>().SingleAsync();
            (read.AliveUntil, added.AliveUntil) = (Time.AddDays(1), Time.AddDays(2));
            Assert.True(await db.TrySaveAsync(CancellationToken.None));
            added.AliveUntil = Time.AddDays(3);
            var late = new Node { Number = 3, AliveUntil = Time };
            db.Add(late);
            late.AliveUntil = Time.AddDays(4);
            return await db.TrySaveAsync(CancellationToken.None);
        });

        var times = await UseAsync(db => db.Directory<Node>().OrderBy(node => node.Number).Select(node => node.AliveUntil).ToListAsync());
        Assert.Equal([Time.AddDays(1), Time.AddDays(3), Time.AddDays(4)], times);
    }

    [Fact]
    public async Task A_save_within_an_open_transaction_is_part_of_it()
    {
        await UseAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Add(new Node { Number = 1, AliveUntil = Time });
            Assert.True(await db.TrySaveAsync(CancellationToken.None));
            Assert.Equal(1, await db.Directory<Node>().CountAsync());
            await transaction.RollbackAsync();
            return true;
        });

        Assert.Empty(await NumbersAsync());
    }

    [Fact]
    public async Task A_transaction_that_the_save_is_to_commit_is_committed_with_its_rows_or_undone_with_them()
    {
        await SaveAsync(1);

        Assert.True(await SaveBehindAsync(1, db => db.Add(NodeOf(2))));
        Assert.False(await SaveBehindAsync(2, db => db.AddRange(NodeOf(3), NodeOf(1))));
        Assert.True(await SaveBehindAsync(3, db => db.Directory<Node>().Single(node => node.Number == 1).AliveUntil = Time.AddDays(9)));
        Assert.False(await SaveBehindAsync(4, db =>
        {
            db.Add(NodeOf(5));
            db.Remove(NodeOf(4));
        }));

        Assert.Equal([1, 2], await NumbersAsync());
        Assert.Equal(
            Time.AddDays(9),
            await UseAsync(db => db.Directory<Node>().Where(node => node.Number == 1).Select(node => node.AliveUntil).SingleAsync()));
        var keys = await UseAsync(db => db.Directory<SignInLimit>().Select(limit => limit.Key).ToListAsync());
        Assert.Equal([1, 3], keys.Select(key => (int)key[0]).Order());

        static Node NodeOf(long number) => new() { Number = number, AliveUntil = Time };

        // Something is written by a statement before, as a number is taken.
        Task<bool> SaveBehindAsync(byte key, Action<OiPaymentsDb> change) => UseAsync(async db =>
        {
            await db.BeginUntilSavedAsync(CancellationToken.None);
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO sign_in_limits (key, failures, last_tried_at, version) VALUES ({new[] { key }}, 0, {db.ColumnValue(Time)}, 0)");
            change(db);
            written.Statements.Clear();
            var saved = await db.TrySaveAsync(CancellationToken.None);
            if (TestDatabase.Kind == "postgresql") Assert.Empty(written.Statements);
            Assert.Null(db.Database.CurrentTransaction);
            return saved;
        });
    }

    [Fact]
    public async Task A_transaction_that_nobody_saved_is_no_matter_of_whoever_gets_the_context_next()
    {
        await SaveAsync(2);
        await UseAsync(async db =>
        {
            await db.BeginUntilSavedAsync(CancellationToken.None);
            var orphan = Row(db.Model.GetEntityTypes().Single(type => type.ClrType.Name == "WebhookAttempt"), isFull: true, sameIds: true);
            db.AddRange(new Node { Number = 1, AliveUntil = Time }, orphan);
            return await Assert.ThrowsAsync<DbUpdateException>(() => db.TrySaveAsync(CancellationToken.None));
        });

        Assert.True(await UseAsync(async db =>
        {
            (await db.Directory<Node>().SingleAsync()).AliveUntil = Time.AddDays(1);
            return await db.TrySaveAsync(CancellationToken.None);
        }));
        Assert.True(await SaveAsync(3));

        Assert.Equal([2, 3], await NumbersAsync());
    }

    [Fact]
    public async Task A_save_that_is_given_up_before_it_is_sent_writes_nothing()
    {
        await UseAsync(async db =>
        {
            db.Add(new Node { Number = 1, AliveUntil = Time });
            return await Assert.ThrowsAnyAsync<OperationCanceledException>(() => db.TrySaveAsync(new(canceled: true)));
        });

        Assert.Empty(await NumbersAsync());
    }

    private async Task<ServiceProvider> OpenAsync(string isPipelined)
    {
        var database = await TestDatabase.GetAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = database.Provider,
            ["Database:PipelinedSaves"] = isPipelined,
            ["ConnectionStrings:Database"] = await database.CreateAsync(),
        }).Build();
        var collection = new ServiceCollection().AddLogging();
        collection.AddStorage(configuration, Path.GetTempPath());
        collection.ConfigureDbContext<PostgreSqlDb>(db => db.AddInterceptors(written));
        return collection.BuildServiceProvider();
    }

    private static List<IEntityType> PipelinedTypes(OiPaymentsDb db) =>
        [.. db.Model.GetEntityTypes().Where(type => !LeftToEntityFramework.Holds(type))];

    private async Task<T> UseAsync<T>(Func<OiPaymentsDb, Task<T>> act)
    {
        await using var scope = (services ?? throw new InvalidOperationException("Not started.")).CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<OiPaymentsDb>());
    }

    private static async Task<string> TakeOnlyRowAsync(OiPaymentsDb db, IEntityType type)
    {
        var table = type.GetTableName()!;
#pragma warning disable EF1002 // A table's name is no parameter, and comes from the model.
        var row = await db.Database.SqlQueryRaw<string>($"""SELECT to_jsonb(t)::text AS "Value" FROM {table} AS t""").ToListAsync();
        await db.Database.ExecuteSqlRawAsync($"DELETE FROM {table}");
#pragma warning restore EF1002
        return Assert.Single(row);
    }

    private Task<bool> SaveAsync(params long[] numbers) => UseAsync(db =>
    {
        foreach (var number in numbers) db.Add(new Node { Number = number, AliveUntil = Time });
        return db.TrySaveAsync(CancellationToken.None);
    });

    private Task<List<long>> NumbersAsync() => UseAsync(db => db.Directory<Node>().Select(node => node.Number).Order().ToListAsync());

    /// <summary>Takes away triggers and constraints of some kinds, which made-up rows would not get past.</summary>
    private static string Without(string kinds) =>
        $$"""
        DO $$ DECLARE one record; BEGIN
            FOR one IN
                SELECT conrelid::regclass AS place, conname AS name FROM pg_constraint
                WHERE contype IN ({{kinds}}) AND connamespace = 'public'::regnamespace AND conrelid <> 0
            LOOP
                EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.place, one.name);
            END LOOP;
            FOR one IN SELECT tgrelid::regclass AS place, tgname AS name FROM pg_trigger WHERE NOT tgisinternal LOOP
                EXECUTE format('DROP TRIGGER %I ON %s', one.name, one.place);
            END LOOP;
        END $$
        """;

    /// <summary>A row with a value of its own in every column; or with nothing in those that may be empty.</summary>
    /// <param name="type">Whose row.</param>
    /// <param name="isFull">Whether columns that may be empty have a value.</param>
    /// <param name="sameIds">Whether all ids are one number, so that rows of different tables belong together.</param>
    private static object Row(IEntityType type, bool isFull, bool sameIds)
    {
        var row = RuntimeHelpers.GetUninitializedObject(type.ClrType);
        foreach (var (place, property) in type.GetProperties().Index())
        {
            if (property.IsNullable && !isFull) continue;
            var value = Value(property, place, sameIds);
            switch (property.GetMemberInfo(forMaterialization: true, forSet: true))
            {
                case FieldInfo field:
                    field.SetValue(row, value);
                    break;
                case PropertyInfo own:
                    own.SetValue(row, value);
                    break;
            }
        }

        return row;
    }

    /// <summary>Another than every value of <see cref="Row"/>.</summary>
    private static object OtherValue(IProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return type == typeof(bool) ? false : type.IsEnum ? type.GetEnumValues().GetValue(0)! : Value(property, place: 100, sameIds: false);
    }

    private static object Value(IProperty property, int place, bool sameIds)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        var number = 100 + place;
        if (type.IsEnum)
            return type.GetEnumValues() is var values ? values.GetValue(values.Length - 1)! : throw new InvalidOperationException();
        if (type == typeof(ApplicationId)) return new ApplicationId((uint)(sameIds ? 7 : number));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>))
            return Activator.CreateInstance(type, sameIds ? 7L : number)!;
        if (type == typeof(string)) return property.GetColumnType().StartsWith("json", StringComparison.Ordinal)
            ? $$"""{"n": {{number}}}"""
            : $"ö'{number}"[..Math.Min(property.GetMaxLength() ?? 5, 5)];
        if (type == typeof(long)) return (long)number;
        if (type == typeof(int)) return number;
        if (type == typeof(bool)) return true;
        if (type == typeof(byte[])) return new byte[] { 0, (byte)number, 255 };
        if (type == typeof(DateTimeOffset)) return Time.AddDays(number).AddMicroseconds(1);
        if (type == typeof(DateOnly)) return DateOnly.FromDateTime(Time.Date).AddDays(number);
        if (type == typeof(Currency)) return Currency.Of("USD");
        if (type == typeof(Uri)) return new Uri($"https://shop.example/{number}?a=ö");
        if (type == typeof(IReadOnlyList<Permission>)) return new[] { Enum.GetValues<Permission>()[0], Enum.GetValues<Permission>()[^1] };
        if (type == typeof(AllowedNetworks)) return AllowedNetworks.Parse($"10.{number}.0.0/16 2001:db8::/32");
        if (type == typeof(ReminderDays)) return ReminderDays.Parse("1,7");
        throw new NotSupportedException($"Say here what {property.DeclaringType.ShortName()}.{property.Name} can hold.");
    }

    /// <summary>What Entity Framework wrote by itself.</summary>
    private sealed class Written : DbCommandInterceptor
    {
        public List<string> Statements { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default)
        {
            if (eventData.CommandSource is CommandSource.SaveChanges) Statements.Add(command.CommandText);
            return ValueTask.FromResult(result);
        }
    }
}
