namespace OiPayments.Applications;

/// <summary>The secrets that an application's events are signed with now, in clear. Each of them signs, so a receiver needs to know one.</summary>
internal sealed class SigningSecrets(SecretBox box)
{
    public IReadOnlyList<string> Of(Application application) => [box.Open(application.SigningSecret)];
}
