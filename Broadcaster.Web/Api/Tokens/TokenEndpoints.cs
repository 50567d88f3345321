using System.ComponentModel;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Tokens;

/// <summary>/tokens: API tokens, one's own and, for who manages members, everybody's.</summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this RouteGroupBuilder api)
    {
        var tokens = api.MapGroup("/tokens").WithTags("Tokens");
        tokens.MapGet("", List).WithName("ListTokens").WithSummary("The tokens that are not revoked, the newest first");
        tokens.MapPost("", Create).WithName("CreateToken").WithSummary("Makes a token; the answer shows it this once").GoingOn();
        tokens.MapDelete("/{id:guid}", Revoke).WithName("RevokeToken").WithSummary("Makes a token stop working");
    }

    private static async Task<Results<Ok<PageResource<TokenResource>>, Refusal>> List(
        TokenQueries tokens, CurrentCaller caller, [AsParameters] PageQuery page, CancellationToken ct) =>
        caller.Value.Refuse(WorkspaceAction.ManageOwnTokens) is { } refused
            ? new Refusal(refused)
            : (await tokens.ListAsync(caller.Value, page.Read("-createdAt", "name"), ct)).ToOk(t => TokenResource.Of(t));

    private static async Task<Results<Created<TokenResource>, Refusal>> Create(TokenBody body, CreateToken createToken, CurrentCaller caller, CancellationToken ct) =>
        (await createToken.ExecuteAsync(caller.Value, new TokenInput(body.Name, body.Role, body.MemberId, body.ExpiresAt), ct))
            .ToCreated(made => TokenResource.Of(made.View, made.Token), _ => $"{ApiServices.BasePath}/tokens");

    private static async Task<Results<NoContent, Refusal>> Revoke(Guid id, RevokeToken revokeToken, CurrentCaller caller, CancellationToken ct) =>
        (await revokeToken.ExecuteAsync(caller.Value, id, ct)).ToNoContent();
}

/// <summary>What a client sends to make a token.</summary>
public sealed record TokenBody
{
    [Description("What the token is for.")]
    public string? Name { get; init; }

    [Description("At most the role of its member and of the caller.")]
    public Role? Role { get; init; }

    [Description("The member that it acts as; the caller where it is left out.")]
    public Guid? MemberId { get; init; }

    [Description("Left out: until it is revoked.")]
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A token, as the API shows it.</summary>
/// <param name="Prefix">Its first characters, to tell tokens apart.</param>
/// <param name="Token">The whole of it; shown once, in the answer to the POST that made it.</param>
public sealed record TokenResource(
    Guid Id, string Name, Role Role, string Prefix, Guid MemberId, string MemberName, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, string? Token)
{
    public static TokenResource Of(TokenView token, string? secret = null) =>
        new(token.Id, token.Name, token.Role, token.Prefix, token.MemberId, token.MemberName, token.CreatedAt, token.ExpiresAt, token.LastUsedAt, secret);
}
