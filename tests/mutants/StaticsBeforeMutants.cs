using System.Reflection;
using System.Runtime.CompilerServices;
using OiPayments.Gateways.SslCommerz;
using OiPayments.Ledger;
using OiPayments.Webhooks;

namespace OiPayments.UnitTests;

/// <summary>
/// Stryker runs many mutants in one process, and what is static is made once in a process. Made while a mutant is active, it would stay
/// mutated, and all mutants after that one would seem killed. So everything static is made first, while the file that names the active
/// mutant names none. Mutants of what is static then change nothing and survive: a score is never too high for them.
/// </summary>
internal static class StaticsBeforeMutants
{
    private static readonly Assembly[] Mutated =
        [typeof(Money).Assembly, typeof(Journal).Assembly, typeof(NoticeSignature).Assembly, typeof(WebhookSignature).Assembly];

    [ModuleInitializer]
    internal static void Make()
    {
        if (Environment.GetEnvironmentVariable("STRYKER_MUTANT_FILE") is not { Length: > 0 } file) return;

        var active = Read(file);
        Write(file, BitConverter.GetBytes(-1));
        foreach (var type in Mutated.SelectMany(assembly => assembly.GetTypes()))
        {
            if (type is { IsEnum: true, IsGenericType: false })
                RuntimeHelpers.RunClassConstructor(typeof(WireNames<>).MakeGenericType(type).TypeHandle);
            if (!type.ContainsGenericParameters) RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }

        Write(file, active);
    }

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var id = new byte[sizeof(int)];
        stream.ReadExactly(id);
        return id;
    }

    private static void Write(string file, byte[] id)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(id);
    }
}
