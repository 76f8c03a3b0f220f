#pragma warning disable RS0030 // The one room where Set<T> may be named: everyone else starts from a scope.
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OiPayments.Ledger;

namespace OiPayments.Persistence;

/// <summary>
/// The database as features see it: a unit of work, and queries that begin with whose records they are. What differs
/// between providers is abstract here and answered in OiPayments.Storage, so no feature asks which database it talks to.
/// </summary>
public abstract class OiPaymentsDb(DbContextOptions options) : DbContext(options)
{
    private readonly List<Action> afterCommit = [];
    private readonly List<IReadOnlyList<IApplicationOwned>> many = [];
    private int lease;

    // Contexts are pooled: an earlier user's, which was never saved, is not the current one.
    private IDbContextTransaction? ownTransaction;

    /// <summary>
    /// Whether the open transaction is the next save's own: that commits it, and nobody goes on with it when the save fails.
    /// </summary>
    internal bool IsCommittedBySave => ownTransaction is not null && ownTransaction == Database.CurrentTransaction;

    /// <summary>Whether COMMIT was sent together with that save's rows, by whoever writes them.</summary>
    internal bool IsCommitSentWithRows { get; set; }

    /// <summary>Whether one process at a time uses this database: then whoever starts knows that every other is gone.</summary>
    internal abstract bool IsForOneProcess { get; }

    /// <summary>
    /// Whether another was first: it took a unique value, or the two could not both be done, as when each waited for the other. Whether a
    /// row was changed since it was read is asked elsewhere.
    /// </summary>
    protected abstract bool IsLostRace(Exception failure);

    /// <summary>The table where an id that a new row brought was taken; null when it failed for another reason.</summary>
    private protected abstract IdTable? WhereIdWasTaken(Exception failure);

    /// <summary>Whether a write that was sent, and failed like this, may have been committed all the same.</summary>
    protected abstract bool MayHaveCommitted(Exception failure);

    /// <summary>A write begins: what the server says of its own accord is about it from now on.</summary>
    protected virtual void BeginWrite()
    {
        // SQLite says nothing.
    }

    /// <summary>Whether the server said, of the write that has just ended, that not everybody has it who has to have it.</summary>
    protected virtual bool IsUnconfirmed => false;

    /// <summary>What the database's clock shows; null where there is none but this machine's.</summary>
    internal abstract Task<DateTimeOffset?> ReadClockAsync(CancellationToken ct);

    /// <summary>Why a write would not be confirmed now, as far as the database says so; null when nothing stands against it.</summary>
    internal abstract Task<WriteTrouble?> FindWriteTroubleAsync(CancellationToken ct);

    /// <summary>
    /// Until it is disposed, every query of this context sees the database as it is now, whatever others commit, and nobody
    /// waits for it. For reading only.
    /// </summary>
    public abstract Task<IAsyncDisposable> BeginSnapshotAsync(CancellationToken ct);

    /// <summary>
    /// How many times 24 hours lie between an instant, in seconds since 1970, and a time that is not before it. Only inside a
    /// query: each provider answers it in OiPayments.Storage.
    /// </summary>
    internal static int DaysSince(long start, DateTimeOffset time) => throw new NotSupportedException("Only a database answers this.");

    /// <summary>
    /// Changes rows by statements written by hand, in order: all of them or none, and in one round trip where the database has such
    /// things. A time goes into them by <see cref="ColumnValue"/>.
    /// </summary>
    /// <returns>How many rows they changed together.</returns>
    internal abstract Task<int> ExecuteTogetherAsync(FormattableString statements, CancellationToken ct);

    /// <summary>A time as its column keeps it.</summary>
    internal abstract object? ColumnValue(DateTimeOffset? time);

    /// <summary>
    /// Scopes as rows of <c>application_id</c> and <c>mode</c>, to select from in statements written by hand: however many they are, they
    /// are one parameter, and so the statement is the same one and prepared once.
    /// </summary>
    /// <param name="parameter">What stands for <c>[{"application_id":1,"mode":"LIVE"}]</c> in the statement.</param>
    internal abstract string ScopesIn(string parameter);

    /// <summary>As <see cref="ScopesIn"/>, rows of <c>payment_id</c> and <c>term</c>.</summary>
    /// <param name="parameter">What stands for <c>[{"payment_id":1,"term":"n:rahima"}]</c> in the statement.</param>
    internal abstract string TermsIn(string parameter);

    /// <summary>
    /// Has the database look at a table that has grown many times over within seconds, so that it plans for as many rows as there are by
    /// now. Where plans do not depend on that, nothing is to be done.
    /// </summary>
    internal virtual Task NoticeGrowthAsync<T>(CancellationToken ct)
        where T : class, IApplicationOwned => Task.CompletedTask;

    /// <summary>What an application may see. Every query made on behalf of one starts here.</summary>
    internal IQueryable<T> Of<T>(Scope scope)
        where T : class, IScoped =>
        Set<T>().Where(TenantFence.Of<T>(scope));

    /// <summary>One application's records of both modes: for the service's own work and for operators.</summary>
    internal IQueryable<T> Of<T>(ApplicationId applicationId)
        where T : class, IApplicationOwned =>
        Set<T>().Where(TenantFence.Of<T>(applicationId));

    /// <summary>Everybody's records: for workers that look who has work due, and for operators' lists. Never for an application.</summary>
    internal IQueryable<T> AcrossApplications<T>()
        where T : class, IApplicationOwned => Set<T>();

    /// <summary>
    /// A query about one of an application's records by its name, for where it is asked so often that Entity Framework should take it apart
    /// once and not each time. It begins as every other, with <see cref="Of{T}(ApplicationId)"/>.
    /// </summary>
    internal static Func<OiPaymentsDb, ApplicationId, string, CancellationToken, Task<T>> Compile<T>(
        Expression<Func<OiPaymentsDb, ApplicationId, string, T>> query) =>
        EF.CompileAsyncQuery(Expression.Lambda<Func<OiPaymentsDb, ApplicationId, string, CancellationToken, T>>(
            new FenceWrittenOut().Visit(query.Body), [.. query.Parameters, Expression.Parameter(typeof(CancellationToken))]));

    /// <summary>As the other, about an application itself.</summary>
    internal static Func<OiPaymentsDb, ApplicationId, CancellationToken, Task<T>> Compile<T>(
        Expression<Func<OiPaymentsDb, ApplicationId, T>> query) =>
        EF.CompileAsyncQuery(Expression.Lambda<Func<OiPaymentsDb, ApplicationId, CancellationToken, T>>(
            new FenceWrittenOut().Visit(query.Body), [.. query.Parameters, Expression.Parameter(typeof(CancellationToken))]));

    /// <summary>
    /// As the others, about all that belongs to one record of a scope. It begins with <see cref="Of{T}(Scope)"/>, of a scope that is made of
    /// application and mode where it is asked for.
    /// </summary>
    /// <param name="which">The record, by its name.</param>
    /// <param name="what">All that is wanted of it.</param>
    /// <param name="isTracked">Whether what is read is to be changed.</param>
    internal static Func<OiPaymentsDb, Scope, TName, IAsyncEnumerable<T>> CompileList<TName, TRecord, T>(
        Expression<Func<OiPaymentsDb, ApplicationId, Mode, TName, IQueryable<TRecord>>> which,
        Expression<Func<OiPaymentsDb, ApplicationId, Mode, IQueryable<TRecord>, IQueryable<T>>> what, bool isTracked)
        where T : class
    {
        var tracking = isTracked
            ? nameof(EntityFrameworkQueryableExtensions.AsTracking)
            : nameof(EntityFrameworkQueryableExtensions.AsNoTracking);
        var body = Expression.Call(
            typeof(EntityFrameworkQueryableExtensions), tracking, [typeof(T)],
            new Substituted([.. what.Parameters.Zip([.. which.Parameters.Take(3), which.Body])]).Visit(what.Body));
        var query = EF.CompileAsyncQuery(Expression.Lambda<Func<OiPaymentsDb, ApplicationId, Mode, TName, IQueryable<T>>>(
            new FenceWrittenOut().Visit(body), which.Parameters));
        return (db, scope, name) => query(db, scope.ApplicationId, scope.Mode, name);
    }

    internal IQueryable<T> Directory<T>()
        where T : class, IDirectoryEntry => Set<T>();

    /// <summary>
    /// Adds thousands of new rows of one table to the next save. They are written before all else of it, and where the database has a way
    /// for many rows they are not tracked: nobody finds them in this context again. What they refer to is in the database already.
    /// </summary>
    internal void AddMany<T>(IReadOnlyList<T> rows)
        where T : class, IApplicationOwned
    {
        ForgetEarlierUser();
        if (rows.Count == 0) return;
        if (CopiesRows) many.Add(rows);
        else AddRange(rows);
    }

    /// <summary>Whether the database has a way to write many rows that is faster than row by row.</summary>
    private protected virtual bool CopiesRows => false;

    /// <summary>Writes new rows of one table, in the transaction that is open.</summary>
    private protected virtual Task CopyAsync(IReadOnlyList<IApplicationOwned> rows) => throw new NotSupportedException();

    /// <summary>Runs once the next save has committed, and never if it does not: for waking workers.</summary>
    internal void AfterCommit(Action action)
    {
        ForgetEarlierUser();
        afterCommit.Add(action);
    }

    /// <summary>
    /// Saves everything in one transaction; false when another request got there first, by taking a unique value or by changing a row
    /// since it was read, or when each waited for the other. Then nothing was written, and the context is empty and ready to read afresh.
    /// To do it again then, and after what a moment heals, is for <see cref="UnitOfWork"/>.
    /// </summary>
    /// <exception cref="IdTakenException">A new row's id is another's. Nothing was written.</exception>
    /// <exception cref="OutcomeUnknownException">It was sent, and whether it is written is not known.</exception>
    internal async Task<bool> TrySaveAsync(CancellationToken ct)
    {
        try
        {
            await SaveManyAsync(ct);
            await SaveChangesAsync(ct);
            if (IsCommittedBySave)
            {
                if (!IsCommitSentWithRows) await CommitAsync();
                LeaveTransaction();
            }
        }
        catch (Exception failure) when (failure is DbUpdateConcurrencyException || (failure is not IdTakenException && IsLostRace(failure)))
        {
            DiscardChanges();
            this.GetService<DatabaseMetrics>().LostRace();
            return false;
        }

        ForgetEarlierUser();
        foreach (var action in afterCommit) action();
        afterCommit.Clear();
        return true;
    }

    /// <summary>Begins the save's transaction with what was added by <see cref="AddMany"/>.</summary>
    private async Task SaveManyAsync(CancellationToken ct)
    {
        ForgetEarlierUser();
        if (many.Count == 0) return;
        if (Database.CurrentTransaction is null) await BeginUntilSavedAsync(ct);
        foreach (var rows in many)
        {
            await WriteAsync(
                async () =>
                {
                    await CopyAsync(rows);
                    return rows.Count;
                },
                ct);
        }

        many.Clear();
    }

    /// <summary>As <see cref="TrySaveAsync"/>, where losing a race is not possible.</summary>
    internal async Task SaveAsync(CancellationToken ct)
    {
        if (!await TrySaveAsync(ct)) throw new InvalidOperationException("A save that cannot lose a race lost one.");
    }

    /// <summary>
    /// Runs what ends with a commit. Once it is sent nobody's hanging up ends it: a cancelled wait for a standby counts as a commit, and
    /// one that is cancelled elsewhere leaves nobody who knows. What bounds it is the time that a command may take.
    /// </summary>
    /// <param name="write">Sends it; takes no token.</param>
    /// <param name="ct">Ends it before anything is sent.</param>
    /// <exception cref="IdTakenException">A new row's id is another's. Nothing was written.</exception>
    /// <exception cref="OutcomeUnknownException">It was sent, and whether it is written is not known.</exception>
    internal async Task<T> WriteAsync<T>(Func<Task<T>> write, CancellationToken ct)
    {
        // On its own, since whoever fails here has sent nothing.
        await Database.OpenConnectionAsync(ct);
        var isPartOfMore = Database.CurrentTransaction is not null;
        try
        {
            BeginWrite();
            IsCommitSentWithRows = false;
            var result = await write();
            if ((!isPartOfMore || IsCommitSentWithRows) && IsUnconfirmed)
                throw Unconfirmed();
            return result;
        }
        catch (Exception failure) when (WhereIdWasTaken(failure) is { Block: var block })
        {
            this.GetService<IdBlocks>().FoundBehind(block);
            throw new IdTakenException(block, failure);
        }
        catch (Exception failure) when ((!isPartOfMore || IsCommitSentWithRows) && failure is not OutcomeUnknownException
            && MayHaveCommitted(failure))
        {
            throw NotSaid(failure);
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    /// <summary>
    /// Begins a transaction that the next save commits, for what has to be locked before it is known what to save. Whatever the attempt
    /// reads or locks from here on is undone when it refuses or loses: <see cref="DiscardChanges"/> ends the transaction.
    /// </summary>
    /// <remarks>
    /// SQLite lets one connection write at a time: from here to the save nothing may wait for another, such as for a new block of ids.
    /// </remarks>
    internal async Task BeginUntilSavedAsync(CancellationToken ct)
    {
        (ownTransaction, IsCommitSentWithRows) = (await Database.BeginTransactionAsync(ct), false);

        // To go back to one is of use to nobody, and setting it takes a round trip.
        Database.AutoSavepointsEnabled = false;
    }

    /// <summary>Commits a transaction that began with <c>Database.BeginTransactionAsync</c>.</summary>
    /// <exception cref="OutcomeUnknownException">Whether it is committed is not known.</exception>
    internal async Task CommitAsync()
    {
        try
        {
            BeginWrite();
            await Database.CommitTransactionAsync(CancellationToken.None);
        }
        catch (Exception failure) when (MayHaveCommitted(failure))
        {
            throw NotSaid(failure);
        }

        if (IsUnconfirmed) throw Unconfirmed();
    }

    /// <summary>Forgets what was read and what was to be written.</summary>
    internal void DiscardChanges()
    {
        ChangeTracker.Clear();
        afterCommit.Clear();
        many.Clear();
        if (IsCommittedBySave) LeaveTransaction();
    }

    private OutcomeUnknownException Unconfirmed()
    {
        this.GetService<DatabaseMetrics>().OutcomeUnknown();
        return new("A standby that must have every commit did not confirm this one.") { IsWrittenOnOneServer = true };
    }

    private OutcomeUnknownException NotSaid(Exception failure)
    {
        this.GetService<DatabaseMetrics>().OutcomeUnknown();
        return new("The database did not say whether it committed.", failure);
    }

    /// <summary>What is not committed by now is undone.</summary>
    private void LeaveTransaction()
    {
        ownTransaction?.Dispose();
        (ownTransaction, Database.AutoSavepointsEnabled) = (null, true);
    }

    // Contexts are pooled: what somebody before asked for, and did not come to save, is not this one's.
    private void ForgetEarlierUser()
    {
        if (lease == ContextId.Lease) return;
        afterCommit.Clear();
        many.Clear();
        lease = ContextId.Lease;
    }

    /// <summary>
    /// What is new is written as it is by now: only rows that were read are compared with what they were, and rows that can hold
    /// another row are searched for one.
    /// </summary>
    /// <exception cref="OutcomeUnknownException">It was sent, and whether it is written is not known.</exception>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            if (ChangeTracker.Entries().Any(entry => entry.State is not EntityState.Added || entry.Metadata.GetNavigations().Any()))
                ChangeTracker.DetectChanges();
            if (!ChangeTracker.Entries().Any(entry => entry.State is not EntityState.Unchanged)) return 0;
            return await WriteAsync(() => base.SaveChangesAsync(acceptAllChangesOnSuccess, CancellationToken.None), cancellationToken);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(OiPaymentsDb).Assembly);
        modelBuilder.AddLedger();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<ApplicationId>().HaveConversion<ApplicationIdConverter>();
        // The sentinel stands for "not yet generated", which no currency ever is. A compiled model has to write it down, and cannot the
        // default of no code.
        configurationBuilder.Properties<Currency>().HaveConversion<CurrencyConverter>().HaveMaxLength(3).HaveSentinel(Currency.Bdt);
        configurationBuilder.Properties<Uri>().HaveConversion<UriConverter>();
        configurationBuilder.DefaultTypeMapping<Currency>(mapping => mapping.HasConversion<CurrencyConverter>());

        // Ids and enums are spelled in the database as on the wire, whatever feature they come from.
        foreach (var property in EntityTypes()
            .SelectMany(type => type.GetProperties())
            .Select(property => property.PropertyType)
            .Distinct())
        {
            var type = Nullable.GetUnderlyingType(property) ?? property;
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>))
                configurationBuilder.Properties(type).HaveConversion(typeof(IdConverter<>).MakeGenericType(type.GenericTypeArguments));
            else if (type.IsEnum && type.Namespace?.StartsWith(nameof(OiPayments), StringComparison.Ordinal) is true)
                configurationBuilder.Properties(type).HaveConversion(typeof(WireNameConverter<>).MakeGenericType(type)).HaveMaxLength(32);
        }
    }

    private static IEnumerable<Type> EntityTypes() => new[] { typeof(OiPaymentsDb).Assembly, typeof(Book).Assembly }
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type is { IsClass: true, IsAbstract: false } && !type.Name.Contains('<', StringComparison.Ordinal));

    /// <summary>
    /// Of a compiled query Entity Framework reads the text and calls nothing: so <see cref="Of{T}(ApplicationId)"/> is written out where it
    /// is named.
    /// </summary>
    private sealed class FenceWrittenOut : ExpressionVisitor
    {
        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            if (node.Method.DeclaringType != typeof(OiPaymentsDb)) return base.VisitMethodCall(node);
            if (node is { Method.Name: nameof(Directory), Object: { } ofAll })
                return Expression.Call(ofAll, nameof(Set), node.Method.GetGenericArguments());
            if (node is not { Method.Name: nameof(Of), Object: { } db, Arguments: [{ } owner] }
                || (owner.Type == typeof(Scope) && owner is not NewExpression))
                throw new NotSupportedException($"A compiled query begins with an application's records, not with {node.Method.Name}.");

            var type = node.Method.GetGenericArguments()[0];
            return Expression.Call(
                typeof(Queryable), nameof(Queryable.Where), [type], Expression.Call(db, nameof(Set), [type]),
                Expression.Quote(TenantFence.Of(type, owner)));
        }
    }

    /// <summary>An expression with others in the place of its parameters.</summary>
    private sealed class Substituted(IReadOnlyList<(ParameterExpression Parameter, Expression By)> parts) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) =>
            parts.FirstOrDefault(part => part.Parameter == node).By ?? node;
    }

    internal sealed class ApplicationIdConverter() : ValueConverter<ApplicationId, long>(id => id.Value, value => new((uint)value));

    internal sealed class CurrencyConverter() : ValueConverter<Currency, string>(currency => currency.Code, code => Currency.Of(code));

    internal sealed class UriConverter() : ValueConverter<Uri, string>(uri => uri.OriginalString, text => new(text));

    internal sealed class IdConverter<T>() : ValueConverter<Id<T>, long>(id => id.Value, value => new(value));

    internal sealed class WireNameConverter<T>()
        : ValueConverter<T, string>(value => WireNames<T>.Of(value), text => WireNames<T>.Parse(text))
        where T : struct, Enum;
}
