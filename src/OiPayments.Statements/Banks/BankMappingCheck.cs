namespace OiPayments.Statements.Banks;

/// <summary>What can be wrong with a bank's mapping before any file is read.</summary>
internal static class BankMappingCheck
{
    /// <exception cref="FileRefusedException">It names something twice, or no file could be read by it.</exception>
    public static void Check(BankMapping mapping)
    {
        MappingCheck.RefuseTwice(mapping.Columns.Select(column => column.Header), mapping.Ignored);
        MappingCheck.RefuseFieldTwice(mapping.Columns.Select(column => column.Field.ToString()));
        CheckFields([.. mapping.Columns.Select(column => column.Field)]);
        foreach (var column in mapping.Columns.Where(column => column.Field is BankField.BookedOn or BankField.ValueOn))
            MappingCheck.CheckPattern(column.Header, column.DatePattern);
        MappingCheck.CheckSeparator(mapping.Separator);
        MappingCheck.CheckTimeZone(mapping.TimeZone);
    }

    private static void CheckFields(HashSet<BankField> fields)
    {
        if (!fields.Contains(BankField.BookedOn)) throw MappingCheck.Wrong("has no day. Map a column as BookedOn.");
        var (debit, credit) = (fields.Contains(BankField.Debit), fields.Contains(BankField.Credit));
        if (debit != credit) throw MappingCheck.Wrong("has only one of Debit and Credit. Map both, or one of them as Amount.");
        if (debit == fields.Contains(BankField.Amount))
            throw MappingCheck.Wrong("must have either an Amount, or Debit and Credit. Map one or the other.");
    }
}
