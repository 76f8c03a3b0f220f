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
    /// <param name="owner">Stands for the application's number, or makes a <see cref="Scope"/> of it and a mode.</param>
    public static LambdaExpression Of(Type type, Expression owner)
    {
        Func<ApplicationId, Expression<Func<IScoped, bool>>> ofApplication = Of<IScoped>;
        Func<Scope, Expression<Func<IScoped, bool>>> ofScope = Of<IScoped>;
        var (definition, nobody) = owner.Type == typeof(Scope)
            ? (ofScope.Method, (object)default(Scope))
            : (ofApplication.Method, default(ApplicationId));
        var fence = (LambdaExpression)definition.GetGenericMethodDefinition().MakeGenericMethod(type).Invoke(null, [nobody])!;
        return (LambdaExpression)new OwnerLeftOpen(owner).Visit(fence);
    }

    private sealed class OwnerLeftOpen(Expression owner) : ExpressionVisitor
    {
        // The parameter of the definition, which the compiler keeps in an object of its own. Of a scope that is made here its parts are
        // asked for: they are what it is made of.
        protected override Expression VisitMember(MemberExpression node)
        {
            if (node is { Expression: ConstantExpression } && node.Type == owner.Type) return owner;
            if (node.Expression is null || Visit(node.Expression) is not NewExpression { Constructor: { } constructor } made)
                return base.VisitMember(node);
            return made.Arguments[constructor.GetParameters().Single(part => part.Name == node.Member.Name).Position];
        }
    }
}
