using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OiPayments.Access;
using OiPayments.Dashboard.Shell;
using OiPayments.Persistence;

namespace OiPayments.Dashboard.Calls;

/// <summary>
/// The only way from a page to a use case. Each call looks for the living session again, so that one ended elsewhere ends here too,
/// and gets services of its own: a circuit lives for hours, a database context for one call.
/// </summary>
internal sealed partial class UseCases(
    IServiceScopeFactory scopes, CircuitSession session, StepUp stepUp, NavigationManager navigation, DatabaseOutage outage, Desk desk,
    ILogger<UseCases> log)
{
    /// <summary>
    /// Asks, and answers what came of it. When the session is over the browser goes to sign in and comes back here; when the
    /// operator has to prove themselves they are asked to, and the very same call is made again.
    /// </summary>
    public async Task<Shown<T>> AskAsync<TUseCase, T>(
        Func<TUseCase, SignedInOperator, CancellationToken, Task<Outcome<T>>> call, CancellationToken ct = default)
        where TUseCase : notnull
        where T : class
    {
        try
        {
            while (true)
            {
                if (!(await OnceAsync(call, ct)).IsRefused(out var refusal, out var value)) return new() { Value = value };
                if (refusal.Code is ErrorCode.ReauthRequired && await stepUp.AskAsync()) continue;
                if (refusal.Code is ErrorCode.SessionExpired or ErrorCode.Unauthorized) SignInAgain();
                return new() { Refusal = desk.T.WithFields(refusal) };
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            if (outage.Notice(failure) is { } trouble) return new() { Refusal = trouble.Refusal with { Message = desk.T.Of(trouble) } };
            var trace = ActivityTraceId.CreateRandom().ToHexString();
            Failed(log, trace, failure);
            return new() { Trace = trace };
        }
    }

    private async Task<Outcome<T>> OnceAsync<TUseCase, T>(
        Func<TUseCase, SignedInOperator, CancellationToken, Task<Outcome<T>>> call, CancellationToken ct)
        where TUseCase : notnull
        where T : class
    {
        await using var scope = scopes.CreateAsyncScope();
        if ((await session.FindAsync(scope.ServiceProvider, ct)).IsRefused(out var refusal, out var who)) return refusal;
        return await call(scope.ServiceProvider.GetRequiredService<TUseCase>(), who, ct);
    }

    private void SignInAgain()
    {
        var here = new Uri(navigation.Uri).PathAndQuery;
        navigation.NavigateTo($"{DashboardPaths.SignIn}?returnUrl={Uri.EscapeDataString(here)}", forceLoad: true);
    }

    [LoggerMessage(LogLevel.Error, "A call from a page failed; the operator was told trace {Trace}")]
    private static partial void Failed(ILogger log, string trace, Exception failure);
}
