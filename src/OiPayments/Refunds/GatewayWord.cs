namespace OiPayments.Refunds;

/// <summary>
/// On the wire <c>NO_ANSWER</c>, <c>PROCESSING</c> and so on: what the gateway last said of a refund that is open. It decides whether a
/// person may say what became of it, so it is kept as it was found, and never read out of a note.
/// </summary>
public enum GatewayWord
{
    /// <summary>Nothing that can be believed: a time-out, a page of HTML. To be asked again.</summary>
    NoAnswer,

    /// <summary>It has the refund and is at it.</summary>
    Processing,

    /// <summary>The gateway is not set up here, or no store for the refund's mode, so nobody was asked.</summary>
    NoStore,

    /// <summary>
    /// It does not let us ask: a refused login, an address that is not registered, a payment that it refunds only by hand.
    /// </summary>
    NotAllowed,

    /// <summary>It has the refund and does not say under which id, and it can be asked by nothing else.</summary>
    IdWithheld,

    /// <summary>It said no after a call of ours that it never answered: its no may be about the refund that this call made.</summary>
    RefusedAfterLostCall,

    /// <summary>It does not know the id that it gave.</summary>
    IdUnknown,

    /// <summary>It answered about the refund, perhaps for good, in words that settle nothing for a program.</summary>
    Unclear,

    /// <summary>It has given no answer that can be believed for a day.</summary>
    Silent,
}

internal static class GatewayWords
{
    extension(GatewayWord word)
    {
        /// <summary>Whether asking tells nothing more, so that what a person saw at the gateway may count.</summary>
        public bool LeavesItToAPerson => word is GatewayWord.NotAllowed or GatewayWord.IdWithheld or GatewayWord.RefusedAfterLostCall
            or GatewayWord.IdUnknown or GatewayWord.Unclear or GatewayWord.Silent;

        /// <summary>Whether somebody has to do something: say what became of it, or give the service a store.</summary>
        public bool NeedsAPerson => word is GatewayWord.NoStore || word.LeavesItToAPerson;
    }
}
