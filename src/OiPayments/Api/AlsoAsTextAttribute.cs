namespace OiPayments.Api;

/// <summary>A number that <see cref="JsonFields.RequiredDecimal"/> reads, for the API's description: it may be sent as a text.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AlsoAsTextAttribute : Attribute;
