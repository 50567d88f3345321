using Broadcaster.Core;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Publishing;
using Broadcaster.Web;
using Broadcaster.Web.Api;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Newsletter;
using Broadcaster.Web.Site;
using Broadcaster.Web.Startup;
using Broadcaster.Web.Tenancy;

var builder = WebApplication.CreateBuilder(Server.Options(args));

builder.AddServer();
builder.Services.AddBroadcasterCore();
builder.AddProxies();
builder.AddTenancy();
builder.Services.AddPublishingEngine(builder.Configuration);
builder.Services.AddPlanEngine();
builder.AddApi();
builder.AddPages();
builder.AddFirstStart();

var app = builder.Build();

app.UseMiddleware<Leaving>();
app.UseSecurityHeaders();
app.UseStatusCodePagesWithReExecute(Urls.NotFound);
app.UseApiProblems();
app.UseRouting();
app.UsePreparation();
app.UseTenancy();
app.UseApiLimits();

app.MapPages();
app.MapApi();
app.MapSite();
app.MapUnsubscribe();
app.MapHealth();

return await app.RunToEndAsync();
