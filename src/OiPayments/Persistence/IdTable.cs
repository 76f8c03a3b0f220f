using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OiPayments.Persistence;

/// <summary>A table whose rows take their ids from a block of <c>id_blocks</c>.</summary>
/// <param name="Name">The table.</param>
/// <param name="Column">Its ids.</param>
/// <param name="Block">Which block they come from: <c>ids</c>, or <c>applications</c>.</param>
/// <param name="OfApplications">Whether an application's rows are found by it: then its keys begin with <c>application_id</c>.</param>
/// <param name="UniqueBy">The names of the keys and unique indexes that let an id be there once.</param>
internal sealed record IdTable(string Name, string Column, string Block, bool OfApplications, IReadOnlyList<string> UniqueBy)
{
    private static readonly ConcurrentDictionary<IModel, IReadOnlyList<IdTable>> Known = new();

    /// <summary>Read off the model, so that a table of tomorrow is not forgotten.</summary>
    public static IReadOnlyList<IdTable> Of(IModel model) => Known.GetOrAdd(model, static model =>
    [
        .. from type in model.GetEntityTypes()
           let id = type.FindProperty("Id")
           let block = id is null ? null : BlockOf(id.ClrType)
           where block is not null
           select new IdTable(
               type.GetTableName() ?? "", id.GetColumnName(), block, type.FindProperty("ApplicationId") is not null,
               [
                   .. type.GetKeys().Where(key => key.Properties[^1] == id).Select(key => key.GetName() ?? ""),
                   .. type.GetIndexes().Where(index => index.IsUnique && index.Properties[^1] == id)
                       .Select(index => index.GetDatabaseName() ?? ""),
               ]),
    ]);

    private static string? BlockOf(Type type) =>
        type == typeof(ApplicationId) ? IdBlocks.OfApplications
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>) ? IdBlocks.OfEverythingElse
        : null;
}
