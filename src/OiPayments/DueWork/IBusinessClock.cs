namespace OiPayments.DueWork;

/// <summary>
/// The time that belongs to business: when something was created, expires, is tried again, waits for approval, and which day a report is
/// of. It may differ from application to application and from mode to mode, so it is asked for a scope, and an instant of one scope is
/// compared with that scope's time alone. Leases of their own columns, signs of life, sessions, limits and keys go by
/// <see cref="TimeProvider"/>.
/// </summary>
internal interface IBusinessClock
{
    /// <summary>What the clock of this application and mode shows.</summary>
    DateTimeOffset Now(Scope scope);

    /// <summary>What the service's own clock shows: for what concerns many applications at once.</summary>
    DateTimeOffset Now();
}

/// <summary>What the clocks of one application show, of both modes: for statements about its rows of either.</summary>
internal readonly record struct ApplicationTime(DateTimeOffset Live, DateTimeOffset Test)
{
    /// <summary>What is due by neither is not due: a bound that an index is entered with.</summary>
    public DateTimeOffset Latest => Live > Test ? Live : Test;
}

internal static class TimesOfApplications
{
    extension(IBusinessClock clock)
    {
        public ApplicationTime Of(ApplicationId application) =>
            new(clock.Now(new(application, Mode.Live)), clock.Now(new(application, Mode.Test)));
    }
}
