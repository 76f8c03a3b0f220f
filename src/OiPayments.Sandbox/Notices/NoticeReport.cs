namespace OiPayments.Sandbox.Notices;

/// <summary>What became of a session's notice.</summary>
/// <param name="Delivered">The merchant answered 2xx.</param>
/// <param name="Status">The merchant's HTTP status; null when there was no answer.</param>
/// <param name="Copies">How many were sent.</param>
/// <param name="Reason">Why it was not delivered; null when it was.</param>
internal sealed record NoticeReport(bool Delivered, int? Status, int Copies, string? Reason);
