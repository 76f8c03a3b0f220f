namespace OiPayments.Dashboard.Shell;

/// <summary>What became of something that was just done, said in a corner of whatever page is open.</summary>
internal sealed class Notices
{
    private readonly List<Notice> all = [];

    /// <summary>There is one more, or one fewer.</summary>
    public event EventHandler? Changed;

    public IReadOnlyList<Notice> All => all;

    public void Add(string text, bool isGood)
    {
        // Said twice it would only be read twice.
        all.RemoveAll(notice => notice.Text == text);
        all.Add(new(text, isGood));
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void Remove(Notice notice)
    {
        if (all.Remove(notice)) Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>One of them; each its own, whatever it says.</summary>
    internal sealed class Notice(string text, bool isGood)
    {
        public string Text { get; } = text;

        public bool IsGood { get; } = isGood;
    }
}
