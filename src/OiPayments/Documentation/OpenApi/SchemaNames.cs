using System.Text.Json.Serialization.Metadata;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Checkout;
using OiPayments.Ledger;
using OiPayments.Operators;
using OiPayments.Payments;
using OiPayments.Refunds;
using OiPayments.Reports;
using OiPayments.SigningIn;
using OiPayments.Verification;
using OiPayments.Webhooks;

namespace OiPayments.Documentation.OpenApi;

/// <summary>What a type is called in the API's description, which is what generated clients will call it.</summary>
internal static class SchemaNames
{
    private static readonly Dictionary<Type, string> Chosen = new()
    {
        [typeof(Account)] = "AccountCode",
        [typeof(CreatePayment.Request)] = "NewPayment",
        [typeof(ReadCheckout.Response)] = "Checkout",
        [typeof(RequestRefund.Request)] = "NewRefund",
        [typeof(RefundForCustomer.Request)] = "OperatorsRefund",
        [typeof(RejectRefund.Request)] = "RefundRejection",
        [typeof(ResolveRefund.Request)] = "RefundResolution",
        [typeof(AcknowledgeRefund.Request)] = "RefundAcknowledgement",
        [typeof(RegisterApplication.Response)] = "RegisteredApplication",
        [typeof(RegisterApplication.SecretsShownOnce)] = "Secrets",
        [typeof(RotateCredentials.Request)] = "Rotation",
        [typeof(RotateCredentials.Response)] = "RotatedCredential",
        [typeof(ChangeCredential.Request)] = "CredentialLimits",
        [typeof(RotateSigningSecret.Request)] = "SigningSecretRotation",
        [typeof(RotateSigningSecret.Response)] = "RotatedSigningSecret",
        [typeof(VerifyDatabase.Response)] = "VerificationResult",
        [typeof(VerifyDatabase.InvariantDto)] = "Invariant",
        [typeof(WhoAmI.Response)] = "Caller",
        [typeof(Report<PaidRow>)] = "PaidReport",
        [typeof(Report<OutcomeRow>)] = "OutcomeReport",
        [typeof(Report<RefundRow>)] = "RefundReport",
        [typeof(ResendWebhooks.Request)] = "ResendFilter",
        [typeof(ResendWebhooks.Response)] = "Resent",
        [typeof(EventDto)] = "Event",
        [typeof(SignInWithPassword.Request)] = "Login",
        [typeof(ProveAgain.Request)] = "ProofAgain",
        [typeof(ChangePassword.Request)] = "PasswordChange",
        [typeof(ConfirmTotp.Request)] = "TotpCode",
        [typeof(RegisterPasskey.Request)] = "PasskeyRegistration",
        [typeof(RenamePasskey.Request)] = "PasskeyName",
        [typeof(InviteOperator.Request)] = "NewOperator",
        [typeof(ChangeOperator.Request)] = "OperatorChange",
        [typeof(GrantRoles.Request)] = "RolesOfOperator",
        [typeof(RoleSettings)] = "NewRole",

        // Without "Dto" it would take the name of the permissions themselves.
        [typeof(PermissionDto)] = "PermissionRow",
    };

    /// <summary>Null for what is written out where it stands: numbers, texts, lists and maps.</summary>
    public static string? Of(JsonTypeInfo type) => Of(type.Type);

    /// <inheritdoc cref="Of(JsonTypeInfo)"/>
    public static string? Of(Type type) => NameOf(Nullable.GetUnderlyingType(type) ?? type);

    private static string? NameOf(Type type)
    {
        if (Chosen.TryGetValue(type, out var name)) return name;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Envelope<>))
            return $"{NameInEnvelope(type.GenericTypeArguments[0])}Answer";
        if (type.IsGenericType || type.Namespace?.StartsWith(nameof(OiPayments), StringComparison.Ordinal) is not true) return null;
        if (type == typeof(ApplicationId)) return null;

        var plain = type.Name.EndsWith("Dto", StringComparison.Ordinal) ? type.Name[..^"Dto".Length] : type.Name;
        return type.DeclaringType is { } use ? use.Name + plain : plain;
    }

    private static string? NameInEnvelope(Type data) =>
        data.IsGenericType && data.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? $"{NameOf(data.GenericTypeArguments[0])}List"
            : NameOf(data);
}
