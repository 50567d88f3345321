using Broadcaster.Core.Foundation.Ai;

namespace Broadcaster.Tests.Foundation.Ai;

public sealed class ModelSchemaTests
{
    [Theory]
    [InlineData("""{ "text": "half \ud83d" }""", "$.text holds half of a character")]
    [InlineData("""{ "text": "\udc1d half" }""", "$.text holds half of a character")]
    [InlineData("""{ "text": "nul \u0000" }""", "$.text holds a NUL")]
    [InlineData("""{ "\ud83d": "x" }""", "")]
    public void Read_WhatIsNoText_IsAProblemAndNoException(string answer, string problem)
    {
        var problems = new List<string>();
        ModelSchema.Read(answer, ModelSchema.Parse("""{ "type": "object", "properties": { "text": { "type": "string" } } }"""), problems);

        Assert.StartsWith(problem, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WholePair_IsTaken()
    {
        var problems = new List<string>();
        var json = ModelSchema.Read("""{ "text": "bee \ud83d\udc1d" }""", ModelSchema.Parse("""{ "type": "object", "properties": { "text": { "type": "string" } } }"""), problems);

        Assert.Empty(problems);
        Assert.Equal("bee 🐝", json!.Value.GetProperty("text").GetString());
    }
}
