namespace OiPayments.Statements;

/// <summary>What a file is by its first bytes, whatever its name says.</summary>
public enum FileFormat
{
    /// <summary>Text with a separator between its cells.</summary>
    Csv,

    /// <summary>An Excel workbook of the format that began in 2007.</summary>
    Xlsx,

    /// <summary>A web page with a table, as some portals send it under a name that ends in .xls.</summary>
    HtmlTable,

    /// <summary>SWIFT's customer statement message.</summary>
    Mt940,

    /// <summary>The bank-to-customer statement of ISO 20022.</summary>
    Camt053,
}
