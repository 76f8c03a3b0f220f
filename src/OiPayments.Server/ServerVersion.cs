using System.Reflection;

namespace OiPayments.Server;

/// <summary>The version of this program, as its releases are called: 0.1.0.</summary>
internal static class ServerVersion
{
    // Behind a plus stands the commit.
    public static string Name { get; } =
        typeof(ServerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?
            .InformationalVersion.Split('+')[0] ?? "";
}
