namespace OiPayments.Reconciliation;

/// <summary>
/// How often a file has said each row: equal rows can be legitimate, and are told apart by their number. Made for a million rows that are
/// nearly all different: 16 bytes for each, in a table that is at most three quarters full.
/// </summary>
internal sealed class SaidRows
{
    private const int FirstSize = 1 << 12;

    private readonly Dictionary<UInt128, int> again = [];
    private UInt128[] once = new UInt128[FirstSize];
    private int count;

    /// <summary>The how-many-eth row with this fingerprint it is, from 1.</summary>
    public int Say(UInt128 fingerprint)
    {
        // Nothing stands for an empty place.
        if (fingerprint == 0) fingerprint = 1;
        if (!TryAdd(fingerprint)) return again[fingerprint] = again.GetValueOrDefault(fingerprint, 1) + 1;
        if (++count > once.Length / 4 * 3) Grow();
        return 1;
    }

    private bool TryAdd(UInt128 fingerprint)
    {
        // A fingerprint is a digest: any bits of it are spread evenly.
        var place = (int)(uint)fingerprint & (once.Length - 1);
        while (once[place] != 0)
        {
            if (once[place] == fingerprint) return false;
            place = (place + 1) & (once.Length - 1);
        }

        once[place] = fingerprint;
        return true;
    }

    private void Grow()
    {
        var before = once;
        once = new UInt128[before.Length * 2];
        foreach (var fingerprint in before)
        {
            if (fingerprint != 0) TryAdd(fingerprint);
        }
    }
}
