using Swashbuckle.AspNetCore.SwaggerUI;

namespace Broadcaster.Web.Api.OpenApi;

/// <summary>The OpenAPI document at /openapi/v1.json, and the page at /api to try it out.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";

    public static void AddApiDocument(this IServiceCollection services) =>
        services.AddOpenApi(Name, options =>
        {
            options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
            options.CreateSchemaReferenceId = SchemaNames.Of;
            options.AddDocumentTransformer(DocumentFrame.ApplyAsync);
            options.AddOperationTransformer(OperationConventions.ApplyAsync);
            options.AddSchemaTransformer(SchemaConventions.ApplyAsync);
        });

    public static void MapApiDocument(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        ((IApplicationBuilder)app).UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = "api";
            ui.DocumentTitle = "Broadcaster API";
            ui.SwaggerEndpoint($"/openapi/{Name}.json", "Version 1");
            ui.DocExpansion(DocExpansion.List);
            ui.DisplayRequestDuration();
            ui.EnablePersistAuthorization();
        });
    }
}
