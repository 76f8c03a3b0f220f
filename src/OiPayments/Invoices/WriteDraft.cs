using System.Text.Json;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>
/// Makes, edits and deletes drafts, whoever asks. What becomes of them joins the caller's unit of work, and the caller saves.
/// </summary>
internal sealed class WriteDraft(OiPaymentsDb db, IIdSource ids, StaleChange stale, IBusinessClock time)
{
    /// <param name="scope">Whose it is.</param>
    /// <param name="content">What stands in it; it breaks no rule.</param>
    /// <param name="totals">What that comes to.</param>
    /// <param name="ct">Ends the wait for an id.</param>
    public async Task<InvoiceWithLines> MakeAsync(Scope scope, InvoiceContent content, InvoiceTotals totals, CancellationToken ct)
    {
        var now = time.Now(scope);
        var invoice = new Invoice
        {
            ApplicationId = scope.ApplicationId,
            Id = await ids.NextAsync<Invoice>(ct),
            Mode = scope.Mode,
            Reference = Reference.New(Invoice.ReferencePrefix, scope.ApplicationId).Text,
            CreatedAt = now,
        };
        if (invoice.Write(content, totals, now) is { } bug) throw new InvalidOperationException(bug.Message);
        var it = InvoiceWithLines.Of(invoice, content, totals);
        db.Add(invoice);
        db.AddRange(it.Lines);
        db.AddRange(it.Installments);
        return it;
    }

    /// <param name="before">The draft as it is.</param>
    /// <param name="request">What changes of it.</param>
    /// <param name="read">The version that the change was made against.</param>
    /// <param name="withCustomer">Whether whoever asks may know who the customer is.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<InvoiceWithLines>> EditAsync(
        InvoiceWithLines before, EditInvoice.Request request, IfMatch read, bool withCustomer, CancellationToken ct)
    {
        var invoice = before.Invoice;
        if (invoice.Status is not InvoiceStatus.Draft) return invoice.OnlyDrafts("changed");
        if (!read.Allows(invoice.Version)) return await DescribeAsync(before, request, withCustomer, ct);

        var (content, errors) = (request.Over(before.Content), new FieldErrors());
        content.Check(errors);
        if (errors.Refusal is { } invalid) return invalid;
        if (content.Reckon().IsRefused(out var beyond, out var totals)) return beyond;

        if (invoice.Write(content, totals, time.Now(invoice.Scope)) is { } refusal) return refusal;
        var after = InvoiceWithLines.Of(invoice, content, totals);
        db.RemoveRange(before.Lines);
        db.RemoveRange(before.Installments);
        db.AddRange(after.Lines);
        db.AddRange(after.Installments);
        return after;
    }

    /// <summary>What has a number stays for ever.</summary>
    public Refusal? Delete(InvoiceWithLines it)
    {
        if (it.Invoice.Status is not InvoiceStatus.Draft) return it.Invoice.OnlyDrafts("deleted");
        db.RemoveRange(it.Lines);
        db.RemoveRange(it.Installments);
        db.Remove(it.Invoice);
        return null;
    }

    private Task<Refusal> DescribeAsync(InvoiceWithLines it, EditInvoice.Request request, bool withCustomer, CancellationToken ct)
    {
        var (spelled, now) = (request with
        {
            // A discount or a rate that is left out is none, which is how it stands there.
            LineItems = request.LineItems.Has(out var lines)
                ? Sent.Of<IReadOnlyList<LineItemRequest>>([.. lines.Select(line => line.Spell())])
                : default,
        }, withCustomer ? it.Content : it.Content.WithoutCustomer());
        return stale.DescribeAsync(
            "invoice", it.Invoice.ApplicationId, (AuditTarget.Invoice, it.Invoice.Id.ToString()),
            Sent.Write(spelled, InvoicesJson.Default), JsonSerializer.SerializeToElement(now, InvoicesJson.Default.InvoiceContent),
            logged: null, ct);
    }
}
