using System.Linq.Expressions;

namespace OiPayments.Persistence;

/// <summary>Whose records a query is about: the one definition, which every query made on behalf of an application begins with.</summary>
internal static class TenantFence
{
    public static Expression<Func<T, bool>> Of<T>(ApplicationId applicationId)
        where T : class, IApplicationOwned => row => row.ApplicationId == applicationId;

    public static Expression<Func<T, bool>> Of<T>(Scope scope)
        where T : class, IScoped => row => row.ApplicationId == scope.ApplicationId && row.Mode == scope.Mode;

    /// <summary>The same as an expression, for an owner that is known only when the query runs.</summary>
    /// <param name="type">Of the records.</param>
    /// <param name="owner">Stands for the application's number.</param>
    public static LambdaExpression Of(Type type, Expression owner)
    {
        Func<ApplicationId, Expression<Func<IApplicationOwned, bool>>> definition = Of<IApplicationOwned>;
        var fence = (LambdaExpression)definition.Method.GetGenericMethodDefinition()
            .MakeGenericMethod(type)
            .Invoke(null, [default(ApplicationId)])!;
        return (LambdaExpression)new OwnerLeftOpen(owner).Visit(fence);
    }

    private sealed class OwnerLeftOpen(Expression owner) : ExpressionVisitor
    {
        // The parameter of the definition, which the compiler keeps in an object of its own.
        protected override Expression VisitMember(MemberExpression node) =>
            node is { Expression: ConstantExpression } && node.Type == owner.Type ? owner : base.VisitMember(node);
    }
}
