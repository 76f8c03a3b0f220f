namespace OiPayments.Web;

/// <summary>
/// Which listener a request came in by. The API, the pages and the management have a port each; the same address
/// for two of them makes one door of both.
/// </summary>
[Flags]
internal enum Door
{
    None = 0,
    Api = 1,
    Web = 2,

    /// <summary>For whoever runs the service: how it is.</summary>
    Management = 4,
}

/// <summary>Set on every connection by the listener that took it.</summary>
internal sealed record DoorFeature(Door Door);

/// <summary>Set on a request for what is there, at another door.</summary>
internal sealed record OtherDoorFeature(Door Door);

/// <summary>How a door is reached from outside; null for one that is for insiders alone.</summary>
internal sealed record DoorAddresses(Func<Door, Uri?> Of);

/// <summary>Keeps what belongs to one door from being reached by the other, whatever host name a request claims.</summary>
internal static class Doors
{
    extension(HttpContext context)
    {
        /// <summary>Whether the answer is for a program (envelope) rather than for a person (page).</summary>
        public bool IsForApi => context.Features.Get<DoorFeature>()?.Door switch
        {
            Door.Web => false,
            { } door when door.HasFlag(Door.Web) => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase),
            _ => true,
        };
    }

    extension<TBuilder>(TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        public TBuilder OnDoor(Door door) => endpoints.WithMetadata(new DoorFeature(door));
    }

    extension(IApplicationBuilder app)
    {
        /// <summary>Goes after routing: an endpoint of the other door is not there.</summary>
        public void UseDoors() => app.Use((context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<DoorFeature>() is { } belongs
                && context.Features.Get<DoorFeature>() is { } came && (belongs.Door & came.Door) == Door.None)
            {
                context.SetEndpoint(null);
                context.Features.Set(new OtherDoorFeature(belongs.Door));
            }

            return next(context);
        });
    }
}
