using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using OiPayments.Access;
using OiPayments.Dashboard.Calls;
using OiPayments.Dashboard.Shell;

namespace OiPayments.Dashboard;

/// <summary>Marks what belongs to the operators' pages: their headers are set on it, and it is reached only signed in.</summary>
internal sealed record DashboardMetadata;

/// <summary>Stands before every page: sets its headers, and sends whoever is not signed in to where they can.</summary>
internal static class DashboardGate
{
    public static async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<DashboardMetadata>() is null)
        {
            await next(context);
            return;
        }

        DashboardHeaders.Set(context.Response);
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            await next(context);
            return;
        }

        var found = await context.AuthenticateAsync(OperatorAuthorization.SessionScheme);
        if (!found.Succeeded)
        {
            // Only what somebody looks at can lead on; a circuit, or a form, is simply refused.
            if (!HttpMethods.IsGet(context.Request.Method) || !context.Request.Path.StartsWithSegments(
                DashboardPaths.Home, StringComparison.Ordinal)) context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            else context.Response.Redirect(
                $"{DashboardPaths.SignIn}?returnUrl={Uri.EscapeDataString(context.Request.GetEncodedPathAndQuery())}");
            return;
        }

        context.User = found.Principal;
        CircuitSession.Remember(context);
        if (Unfinished(context) is { } first) context.Response.Redirect(first);
        else await next(context);
    }

    /// <summary>Where somebody has to go whose account is not in order yet; null when it is, or when they are there.</summary>
    private static string? Unfinished(HttpContext context)
    {
        var (who, path) = (context.Features.Get<SignedInOperator>(), context.Request.Path.Value ?? "");
        if (!path.StartsWith(DashboardPaths.Home, StringComparison.Ordinal) || path == DashboardPaths.SignOut) return null;
        var first = who switch
        {
            { MustChangePassword: true } => DashboardPaths.ChoosePassword,
            { MustEnrol: true } => DashboardPaths.Profile,
            _ => null,
        };
        return path == first ? null : first;
    }
}
