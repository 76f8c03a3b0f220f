namespace OiPayments.Cli.Invocation;

/// <summary>How the program ends, for scripts.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int WrongUsage = 2;
    public const int NotReachable = 3;

    /// <summary>As shells count a program that was interrupted.</summary>
    public const int Interrupted = 130;

    public const string Help = """
        Exit codes:
          0  done
          1  the service refused, or what was to happen did not
          2  wrong usage; nothing was asked of the service
          3  the service could not be reached, or cannot answer just now
        """;
}
