using OiPayments.Access;

namespace OiPayments.Operators;

internal static class ManagingOperators
{
    extension(SignedInOperator who)
    {
        /// <summary>The refusal for who may not change operators and roles, or has not proven lately who they are.</summary>
        public Refusal? MayNotManageOperators(DateTimeOffset now) =>
            who.LacksEverywhere(Permission.UserManage) ?? who.MustProveThemselves(now);
    }
}
