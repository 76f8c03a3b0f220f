using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Dashboard.Calls;
using OiPayments.Dashboard.Shell;
using OiPayments.Dashboard.Texts;
using OiPayments.Invoices;
using OiPayments.Presentation;
using OiPayments.SigningIn;

namespace OiPayments.Dashboard.Pages;

/// <summary>
/// <c>POST /admin/invoices/template/preview?app=…</c>: a sample invoice in the template as it is typed in the form, which is sent as a form
/// is. It changes nothing, but is as much work as a document; so it asks for the form's token.
/// </summary>
internal static class TemplatePreview
{
    public const string Path = "/admin/invoices/template/preview";

    public static void Map(IEndpointRouteBuilder web) => web.MapPost(Path, HandleAsync).WithMetadata(new DashboardMetadata());

    private static async Task<IResult> HandleAsync(HttpContext context, IAntiforgery forms, PreviewAnyTemplate preview)
    {
        var ct = context.RequestAborted;
        if (!await forms.IsRequestValidAsync(context)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (InvoiceQuery.App(context.Request.Query["app"]) is not { } owner) return Results.NotFound();

        // The gate lets nobody come here who is not signed in.
        var who = context.Features.GetRequiredFeature<SignedInOperator>();
        var t = Words.For(PageLanguage.Choose(
            BrowserCookie.Get(context, Desk.LanguageCookie), context.Request.Headers.AcceptLanguage));
        var (sent, draft) = (
            await context.Request.ReadFormAsync(ct),
            new Draft<InvoiceTemplateDto, SetTemplate.Request>(() => TemplateForm.Fields(t), TemplateForm.Nothing));
        foreach (var field in TemplateForm.Fields(t)) draft[field.Name] = sent[field.Name].ToString().ReplaceLineEndings("\n");
        if (draft.Whole() is not { } request) return Refused(t, new(ErrorCode.ValidationError, "", draft.Wrong));
        return (await preview.RunAsync(who, owner, request, ct)).IsRefused(out var refusal, out var pdf)
            ? Refused(t, t.WithFields(refusal))
            : pdf;
    }

    /// <summary>In words, by the form's names of the fields: the form itself stays as it is, in the tab that it is in.</summary>
    private static IResult Refused(Words t, Refusal refusal)
    {
        var fields = TemplateForm.Fields(t).Where(field => refusal.Fields?.ContainsKey(field.Name) is true)
            .Select(field => $"{field.Label}: {refusal.Fields?[field.Name]}");
        return Results.Text(
            string.Join('\n', [t.NoPreview, .. refusal.Fields is null ? [t.Of(refusal)] : fields]), "text/plain; charset=utf-8",
            statusCode: ErrorCodes.StatusOf(refusal.Code));
    }
}
