using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Broadcaster.Web.Startup;

/// <summary>Why the program cannot start, for whoever started it.</summary>
public static class StartRefusal
{
    /// <summary>Null when it is nobody's setting but a defect, which needs its stack trace.</summary>
    public static string? Of(Exception problem) => problem switch
    {
        OptionsValidationException wrong => string.Join(" ", wrong.Failures),
        AggregateException several when several.InnerExceptions.All(p => Of(p) is not null) => string.Join(" ", several.InnerExceptions.Select(Of)),
        InvalidOperationException { InnerException: FormatException } => problem.Message,
        InvalidOperationException { InnerException: NpgsqlException database } => Of(database),
        IOException { InnerException: AddressInUseException } or SocketException =>
            $"{Sentence(problem)} Free the address, or choose another one: --urls http://localhost:5081",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } said =>
            $"Database:ConnectionString: {Sentence(said.MessageText)} Create it (createdb), or name one that is there. ({said.SqlState})",
        PostgresException said => $"Database:ConnectionString: {Sentence(said.MessageText)} ({said.SqlState})",
        NpgsqlException => $"Database:ConnectionString: {Sentence(problem)}",
        SqliteException => $"The SQLite database cannot be used: {Sentence(problem)} {WhereFilesAre}",
        IOException or UnauthorizedAccessException => $"{Sentence(problem)} {WhereFilesAre}",
        _ => null,
    };

    private const string WhereFilesAre = "Storage:Root is the folder for the database and files.";

    private static string Sentence(Exception problem) =>
        Sentence(problem.InnerException is { } cause && problem is NpgsqlException && cause.Message != problem.Message ? $"{problem.Message}: {cause.Message}" : problem.Message);

    private static string Sentence(string message) => message.EndsWith('.') ? message : message + '.';
}
