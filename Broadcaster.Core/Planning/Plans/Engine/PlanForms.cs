using Broadcaster.Core.Foundation.Ai;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>The forms of the answers.</summary>
internal static class PlanForms
{
    public static readonly AnswerForm Titles = Form("titles", """
        { "titles": { "type": "array", "minItems": 1, "maxItems": 10, "items": { "type": "string", "minLength": 3, "maxLength": 200 } } }
        """);

    public static readonly AnswerForm Outline = Form("outline", """
        { "sections": { "type": "array", "minItems": 1, "maxItems": 20, "items": { "type": "object", "properties": {
            "heading": { "type": "string", "minLength": 2, "maxLength": 200 },
            "points": { "type": "array", "maxItems": 12, "items": { "type": "string", "maxLength": 500 } } } } } }
        """);

    public static readonly AnswerForm Draft = Form("draft", """
        { "title": { "type": "string", "minLength": 3, "maxLength": 200 },
          "metaDescription": { "type": "string", "minLength": 20, "maxLength": 500 },
          "slug": { "type": "string", "maxLength": 150 },
          "body": { "type": "string", "minLength": 200, "maxLength": 150000 },
          "tags": { "type": "array", "maxItems": 30, "items": { "type": "string", "maxLength": 100 } },
          "images": { "type": "array", "maxItems": 20, "items": { "type": "object", "properties": { "shows": { "type": "string" }, "altText": { "type": "string" } } } } }
        """);

    public static readonly AnswerForm Refinement = Form("refinement", """
        { "title": { "type": "string", "minLength": 3, "maxLength": 200 },
          "metaDescription": { "type": "string", "minLength": 20, "maxLength": 500 },
          "slug": { "type": "string", "maxLength": 150 },
          "body": { "type": "string", "minLength": 200, "maxLength": 150000 },
          "tags": { "type": "array", "maxItems": 30, "items": { "type": "string", "maxLength": 100 } },
          "changes": { "type": "string", "maxLength": 2000 } }
        """);

    public static readonly AnswerForm Variant = Form("variant", """
        { "title": { "type": "string", "maxLength": 300 },
          "body": { "type": "string", "minLength": 1, "maxLength": 150000 },
          "tags": { "type": "array", "maxItems": 30, "items": { "type": "string", "maxLength": 100 } } }
        """);

    private static AnswerForm Form(string name, string properties) =>
        new(name, ModelSchema.Parse($$"""{ "title": "{{name}}", "type": "object", "properties": {{properties}} }"""));
}
