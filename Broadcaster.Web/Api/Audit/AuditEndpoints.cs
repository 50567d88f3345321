using System.ComponentModel;
using Broadcaster.Core.Foundation.Auditing;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Audit;

/// <summary>/audit: who did what to what.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this RouteGroupBuilder api)
    {
        var audit = api.MapGroup("/audit").WithTags("Audit");
        audit.MapGet("", List).WithName("ListAuditEntries").WithSummary("The audit trail, the newest first");
        audit.MapGet("/verification", Verify).WithName("VerifyAuditTrail").WithSummary("Checks the chain of hashes from the first entry to the last");
    }

    private static async Task<Results<Ok<PageResource<AuditEntryResource>>, Refusal>> List(
        AuditQueries audit,
        CurrentCaller caller,
        [AsParameters] PageQuery page,
        [Description("A user's id, or a part of a name.")] string? actor,
        [Description("An action, or its beginning: content finds content.approved.")] string? action,
        [Description("A kind, e.g. channel, or the id of one thing.")] string? subject,
        [Description("Not before.")] UtcTime? from,
        [Description("Before.")] UtcTime? to,
        CancellationToken ct)
    {
        var found = await audit.ListAsync(caller.Value, new AuditFilter(actor, action, subject, from?.Value, to?.Value), page.Read("-at"), ct);
        return found.Ok ? found.Value.ToOk(AuditEntryResource.Of) : new Refusal(found.Error);
    }

    private static async Task<Results<Ok<AuditVerification>, Refusal>> Verify(VerifyAuditTrail verify, CurrentCaller caller, CancellationToken ct) =>
        (await verify.ExecuteAsync(caller.Value, ct)).ToOk();
}
