using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using OiPayments.Api;
using OiPayments.Invoices;

namespace OiPayments.Privacy;

/// <summary>How many records of a kind.</summary>
internal sealed record RecordCountDto(
    [property: Description("What they are, such as payments, refunds, events or searchTerms.")] string Kind,
    [property: Description("How many.")] int Count);

/// <summary>Something that is not settled, and keeps a customer from being erased.</summary>
internal sealed record OpenBusinessDto(
    [property: Description("What it is, such as refunds or invoices.")] string Kind,
    [property: Description("How many.")] int Count,
    [property: Description("What to do about it, in a sentence.")] string WhatToDo);

/// <summary>An issued invoice that the law asks to be kept as it is.</summary>
internal sealed record KeptInvoiceDto(
    [property: Description("The number of the record.")] Id<Invoice> Id,
    [property: Description("The public name, such as inv_….")] string Reference,
    [property: Description("As people call it, such as INV-2026-000007.")] string Number,
    [property: Description("When it was issued, UTC.")] DateTimeOffset IssuedAt,
    [property: Description("The first day on which it can be erased.")] DateOnly KeptUntil);

/// <summary>What an erasure did, or would do.</summary>
internal sealed record ErasureDto(
    [property: Description("Whose customer it is.")] ApplicationId ApplicationId,
    [property: Description("Whether nothing was changed.")] bool DryRun,
    [property: Description("Whether nothing is left to erase. When false, send the same request again.")] bool IsComplete,
    [property: Description("The records that were erased by this request, or of a dry run those that would be.")]
    IReadOnlyList<RecordCountDto> Records,
    [property: Description("What is not settled; only of a dry run, since nothing is erased before it is.")]
    IReadOnlyList<OpenBusinessDto> Open,
    [property: Description("Invoices that stay as they are for now, the first hundred by number of record.")]
    IReadOnlyList<KeptInvoiceDto> Kept,
    [property: Description("How many such invoices there are.")] int KeptCount);

/// <summary>Everything that is kept of a customer.</summary>
internal sealed record CustomerExportDto(
    [property: Description("Whose customer it is.")] ApplicationId ApplicationId,
    [property: Description("When it was read, UTC.")] DateTimeOffset ExportedAt,
    [property: Description("By kind, such as payments or invoices: each record with what it is known by and with the personal data in it.")]
    IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, JsonElement>>> Records);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcJsonConverter)])]
[JsonSerializable(typeof(ErasureDto))]
[JsonSerializable(typeof(CustomerExportDto))]
internal sealed partial class PrivacyJson : JsonSerializerContext;
