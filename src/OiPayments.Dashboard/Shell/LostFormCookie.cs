using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace OiPayments.Dashboard.Shell;

/// <summary>
/// A sign-in without the cookie that came with its form. Most often somebody has opened http:// where only https:// is kept a session:
/// the browser sends no secure cookie there. The page is shown again, and says so, instead of a bare 400.
/// </summary>
internal static class LostFormCookie
{
    public const string Key = "cookie";
    public const string Lost = "lost";

    public static Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }
            || !context.Request.Path.Equals(DashboardPaths.SignIn, StringComparison.OrdinalIgnoreCase))
            return next(context);

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = QueryHelpers.AddQueryString(DashboardPaths.SignIn, Key, Lost);
        return Task.CompletedTask;
    }
}
