using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Broadcaster.Tests.Support;

/// <summary>
/// A PostgreSQL server of the tests' own, in a temporary folder, on a free loopback port.
/// <see cref="SharedAsync"/> starts one for the whole run on its first use.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresCluster>> Shared = new(() => StartAsync());

    private readonly Process _keeper;
    private readonly int _port;

    private PostgresCluster(Process keeper, int port)
    {
        _keeper = keeper;
        _port = port;
    }

    public static Task<PostgresCluster> SharedAsync() => Shared.Value;

    /// <param name="fsync">Whether a commit survives a crash of the machine. Tests that do not crash it are faster without.</param>
    public static async Task<PostgresCluster> StartAsync(bool fsync = false)
    {
        var port = FreePort.Take();
        var keeper = Process.Start(KeeperOf(port, fsync)) ?? throw new InvalidOperationException("No shell to start PostgreSQL with.");
        var answer = await keeper.StandardOutput.ReadLineAsync();
        if (answer != "ready")
        {
            throw new InvalidOperationException($"PostgreSQL did not start: {answer} {await keeper.StandardError.ReadToEndAsync()}");
        }

        return new PostgresCluster(keeper, port);
    }

    /// <summary>An empty database, or a copy of <paramref name="template"/>, to which nothing may be connected then.</summary>
    public async Task<PostgresDatabase> CreateDatabaseAsync(PostgresDatabase? template = null)
    {
        var name = $"test_{Guid.CreateVersion7():N}";
        await ExecuteAsync(template is null ? $"CREATE DATABASE {name}" : $"CREATE DATABASE {name} TEMPLATE {template.Name}");
        return new PostgresDatabase(this, name, ConnectionString(name));
    }

    /// <summary>Ends the server as a power cut of its machine would: every connection breaks. The files stay.</summary>
    public Task StopServerAsync() => TellAsync("stop", "stopped");

    /// <summary>Starts it again, on the same port.</summary>
    public Task StartServerAsync() => TellAsync("start", "ready");

    internal Task DropDatabaseAsync(string name) => ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync();
        _keeper.Dispose();
    }

    private async Task TellAsync(string order, string expected)
    {
        await _keeper.StandardInput.WriteLineAsync(order);
        await _keeper.StandardInput.FlushAsync();
        var answer = await _keeper.StandardOutput.ReadLineAsync();
        if (answer != expected)
        {
            throw new InvalidOperationException($"PostgreSQL did not {order}: {answer} {await _keeper.StandardError.ReadToEndAsync()}");
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = "broadcaster",
        Database = database,
        MaxPoolSize = 40,
    }.ConnectionString;

    // The shell that keeps the server holds this process's pipe. When the pipe closes, because the tests ended in
    // whatever way (a kill included), it stops the server and removes the folder: nothing is left behind.
    private const string Keeper =
        """
        set -e
        folder=$(mktemp -d /tmp/broadcaster-postgres-XXXXXX)
        trap 'rm -rf "$folder"' EXIT
        cd "$folder"
        "$BIN/initdb" -D data -U broadcaster -A trust --locale=C --encoding=UTF8 --no-sync >initdb.log 2>&1 || { echo "initdb:"; cat initdb.log >&2; exit 1; }
        start() {
            "$BIN/postgres" -D data -p "$PORT" -k '' -c listen_addresses=127.0.0.1 -c max_connections=300 \
                -c fsync="$FSYNC" -c synchronous_commit="$FSYNC" -c full_page_writes="$FSYNC" -c timezone=UTC >>server.log 2>&1 </dev/null &
            server=$!
            until "$BIN/pg_isready" -q -h 127.0.0.1 -p "$PORT" -U broadcaster; do
                kill -0 $server 2>/dev/null || { echo "server:"; cat server.log >&2; exit 1; }
                sleep 0.05
            done
            echo ready
        }
        stop() {
            kill -QUIT $server
            wait $server || true
        }
        start
        while read -r order; do
            case $order in
                start) start ;;
                stop) stop; server=; echo stopped ;;
            esac
        done
        [ -z "$server" ] || stop
        """;

    private static ProcessStartInfo KeeperOf(int port, bool fsync)
    {
        // The server refuses to run as root.
        string[] command = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", "sh", "-c", Keeper] : ["sh", "-c", Keeper];
        return new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
            Environment =
            {
                ["BIN"] = BinaryFolder(),
                ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
                ["FSYNC"] = fsync ? "on" : "off",
                ["LC_ALL"] = "C",
                ["TZ"] = "UTC",
            },
        };
    }

    private static string BinaryFolder() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max(StringComparer.Ordinal)
                ?? throw Missing()
            : throw Missing();

    private static InvalidOperationException Missing() =>
        new("No PostgreSQL server below /usr/lib/postgresql. Install the package postgresql, or run test.sh, which does.");
}
