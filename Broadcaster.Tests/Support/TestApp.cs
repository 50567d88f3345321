using System.Collections.Concurrent;
using Broadcaster.Core;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Variants;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Support;

/// <summary>
/// Everything of Core over a migrated database of its own and a clock that stands still, with one workspace and a member
/// for each role in it. No hosted service runs: a test that wants one starts it.
/// </summary>
public sealed class TestApp : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Role, Caller> members = new();
    private readonly TempFolder folder = new();
    private PostgresDatabase? postgres;
    private ServiceProvider? provider;
    private AsyncServiceScope scope;

    private TestApp(TimeProvider clock) => Clock = clock;

    public TimeProvider Clock { get; }

    /// <summary>The clock, to move it; only for apps that were not given another.</summary>
    public FakeTime Time => (FakeTime)Clock;

    public IServiceProvider Services => scope.ServiceProvider;

    public Database Database => Get<Database>();

    /// <summary>Storage:Root.</summary>
    public TempFolder Folder => folder;

    public Workspace Workspace { get; private set; } = null!;

    /// <param name="services">More services, or others in place of what Core registers.</param>
    public static async Task<TestApp> StartAsync(
        DatabaseProvider provider = DatabaseProvider.Sqlite,
        TimeProvider? clock = null,
        Action<IServiceCollection>? services = null,
        WorkspaceSettings? settings = null)
    {
        var app = new TestApp(clock ?? new FakeTime());
        string? connectionString = null;
        if (provider == DatabaseProvider.Sqlite)
        {
            await TestDatabases.CopySqliteToAsync(app.folder);
        }
        else
        {
            app.postgres = await TestDatabases.CreatePostgresAsync();
            connectionString = app.postgres.ConnectionString;
        }

        var collection = new ServiceCollection();
        collection.AddSingleton(TestDatabases.Configuration(provider, connectionString, app.folder));
        collection.AddSingleton(app.Clock);
        collection.AddLogging();
        collection.AddBroadcasterCore();
        collection.AddSingleton<TestConnector>();
        collection.AddSingleton<IConnector>(sp => sp.GetRequiredService<TestConnector>());
        services?.Invoke(collection);
        app.provider = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
        app.scope = app.provider.CreateAsyncScope();
        app.Workspace = await app.AddWorkspaceAsync("main", settings);
        foreach (var role in Enum.GetValues<Role>())
        {
            app.members[role] = await app.AddMemberAsync(role, $"{role} Example");
        }

        return app;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>The member of the first workspace who has this role; always the same one.</summary>
    public Caller CallerAs(Role role) => members[role];

    public async Task<Workspace> AddWorkspaceAsync(string slug, WorkspaceSettings? settings = null)
    {
        var workspace = new Workspace
        {
            Id = Clock.NewId(),
            Slug = slug,
            Name = $"Workspace {slug}",
            TimeZone = "Europe/Berlin",
            Settings = settings ?? new WorkspaceSettings(),
            CreatedAt = Clock.GetUtcNow(),
        };
        await AddAsync(workspace);
        return workspace;
    }

    /// <summary>One more member; of the first workspace where none is given.</summary>
    public async Task<Caller> AddMemberAsync(Role role, string name, Workspace? workspace = null)
    {
        var home = workspace ?? Workspace;
        var email = $"{Guid.NewGuid():N}@example.test";
        var user = new User
        {
            Id = Clock.NewId(),
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            DisplayName = name,
            SecurityStamp = Guid.NewGuid().ToString(),
            CreatedAt = Clock.GetUtcNow(),
        };
        var member = new Member { Id = Clock.NewId(), WorkspaceId = home.Id, UserId = user.Id, Role = role, CreatedAt = Clock.GetUtcNow() };
        await AddAsync(user, member);
        return new Caller(home.Id, home.Slug, user.Id, member.Id, role, name, CorrelationId: "test");
    }

    public async Task ChangeSettingsAsync(Func<WorkspaceSettings, WorkspaceSettings> change)
    {
        await using var db = Database.OpenUnscoped();
        var workspace = await db.Workspaces.FirstAsync(w => w.Id == Workspace.Id);
        workspace.Settings = change(workspace.Settings);
        await db.SaveChangesAsync();
        Workspace = workspace;
    }

    /// <param name="settings">JSON of the settings that are not secret.</param>
    public async Task<Channel> AddChannelAsync(string connector = TestConnector.Id, string settings = "{}", string? name = null, Workspace? workspace = null)
    {
        var channel = new Channel
        {
            Id = Clock.NewId(),
            WorkspaceId = (workspace ?? Workspace).Id,
            Connector = connector,
            Name = name ?? $"{connector} channel",
            Settings = settings,
            CreatedAt = Clock.GetUtcNow(),
            UpdatedAt = Clock.GetUtcNow(),
        };
        await AddAsync(channel);
        return channel;
    }

    /// <summary>A piece in any state, written past the workflow, with its first revision.</summary>
    public async Task<ContentItem> AddContentAsync(
        string title = "A title",
        string body = "A body.",
        ContentState state = ContentState.Draft,
        Caller? author = null,
        IReadOnlyList<Channel>? channels = null,
        IReadOnlyList<string>? tags = null)
    {
        var by = author ?? CallerAs(Role.Author);
        var now = Clock.GetUtcNow();
        var id = Clock.NewId();
        var item = new ContentItem
        {
            Id = id,
            WorkspaceId = by.WorkspaceId,
            Title = title,
            Body = body,
            Slug = $"piece-{id:N}",
            Hash = "",
            State = state,
            SubmittedAt = state == ContentState.InReview ? now : null,
            SubmittedBy = state == ContentState.InReview ? by.MemberId : null,
            CreatedAt = now,
            CreatedBy = by.MemberId,
            UpdatedAt = now,
            UpdatedBy = by.MemberId,
        };
        item.Targets.AddRange((channels ?? []).Select(c => new ContentTarget { WorkspaceId = by.WorkspaceId, ContentId = id, ChannelId = c.Id }));
        item.Tags.AddRange((tags ?? []).Select((t, i) => new ContentTag { WorkspaceId = by.WorkspaceId, ContentId = id, Name = t, Position = i }));
        item.Hash = ContentHash.Of(item);
        if (state is not (ContentState.Draft or ContentState.InReview or ContentState.Rejected))
        {
            item.ApprovedHash = item.Hash;
        }

        var revision = new ContentRevision
        {
            Id = Clock.NewId(),
            WorkspaceId = by.WorkspaceId,
            ContentId = id,
            Number = 1,
            Title = title,
            Hash = item.Hash,
            Snapshot = System.Text.Json.JsonSerializer.Serialize(ContentSnapshot.Of(item), System.Text.Json.JsonSerializerOptions.Web),
            CreatedAt = now,
            CreatedBy = by.MemberId,
            CreatedByName = by.Name,
        };
        await AddAsync(item, revision);
        return item;
    }

    /// <summary>Writes rows as they are: no rule of a use case applies.</summary>
    public async Task AddAsync(params IReadOnlyList<object> rows)
    {
        await using var db = Database.OpenUnscoped();
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }

    /// <summary>The piece as it is in the database now, with everything that belongs to it.</summary>
    public async Task<ContentItem?> FindContentAsync(Guid id)
    {
        await using var db = Database.OpenUnscoped();
        return await db.Contents.IgnoreQueryFilters([Filters.Workspace]).AsNoTracking()
            .Include(c => c.Tags).Include(c => c.Targets).Include(c => c.Variants).Include(c => c.Approvals)
            .AsSplitQuery()
            .FirstOrDefaultAsync(c => c.Id == id);
    }

    public async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        if (provider is not null)
        {
            await provider.DisposeAsync();
        }

        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }
        else
        {
            // A pooled connection would keep the file of a folder that is about to go.
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }

        folder.Dispose();
    }
}
