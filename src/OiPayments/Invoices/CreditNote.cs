using System.Text.Json;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>
/// A document that takes back a part of an invoice, or all of it. It is issued when it is made, with a number of a series of its own, and
/// never changes. Amounts are in minor units of <see cref="Currency"/>.
/// </summary>
internal sealed class CreditNote : IScoped, IReferenced<CreditNote>
{
    public const string ReferencePrefix = "crn_";
    public const int MaxReasonLength = 500;

    static string IReferenced<CreditNote>.Prefix => ReferencePrefix;

    public required ApplicationId ApplicationId { get; init; }
    public required Id<CreditNote> Id { get; init; }
    public required Mode Mode { get; init; }
    public required string Reference { get; init; }
    public required Id<Invoice> InvoiceId { get; init; }

    /// <summary>As people call it, such as <c>CN-2026-000007</c>.</summary>
    public string Number { get; private set; } = "";

    /// <summary>What all numbers that count together with this one have in common; see <see cref="NumberPattern"/>.</summary>
    public string Series { get; private set; } = "";

    /// <summary>Which of its series it is, from 1 on and without a gap.</summary>
    public long Sequence { get; private set; }

    public required string Reason { get; init; }
    public required Currency Currency { get; init; }

    /// <summary>What it takes back, without tax.</summary>
    public required long SubtotalMinor { get; init; }

    public required long TaxMinor { get; init; }

    /// <summary>What it takes back in all.</summary>
    public required long TotalMinor { get; init; }

    /// <summary>Its lines, as JSON: they are only ever read together with it.</summary>
    public required string Lines { get; init; }

    /// <summary>The template as it was then, as JSON.</summary>
    public required string Branding { get; init; }

    /// <summary>Who made it: <c>application</c> or <c>operator:7</c>.</summary>
    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public Scope Scope => new(ApplicationId, Mode);

    public Money Total => new(TotalMinor, Currency);

    /// <summary><see cref="Lines"/>, read.</summary>
    public IReadOnlyList<CreditNoteLineDto> ReadLines() =>
        JsonSerializer.Deserialize(Lines, InvoicesJson.Default.IReadOnlyListCreditNoteLineDto) ?? [];

    /// <summary>Its number, taken last.</summary>
    public void TakeNumber(string series, long sequence, string number) => (Series, Sequence, Number) = (series, sequence, number);
}
