using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Shared;
using Bunit;

namespace Broadcaster.Tests.Components.Shared;

public sealed class StateBadgeTests : BunitTestBase
{
    public static TheoryData<ContentState> ContentStates => [.. Enum.GetValues<ContentState>()];

    public static TheoryData<JobStatus> JobStatuses => [.. Enum.GetValues<JobStatus>()];

    public static TheoryData<ChannelHealth> Healths => [.. Enum.GetValues<ChannelHealth>()];

    [Theory]
    [MemberData(nameof(ContentStates))]
    public void Content_AnyState_HasWordAndSign(ContentState state) =>
        SaysInWordsAndSign(Render<StateBadge>(p => p.Add(b => b.State, state)), state.Look());

    [Theory]
    [MemberData(nameof(JobStatuses))]
    public void Job_AnyStatus_HasWordAndSign(JobStatus status) =>
        SaysInWordsAndSign(Render<JobStatusBadge>(p => p.Add(b => b.Status, status)), status.Look());

    [Theory]
    [MemberData(nameof(Healths))]
    public void Channel_AnyHealth_HasWordAndSign(ChannelHealth health) =>
        SaysInWordsAndSign(Render<HealthBadge>(p => p.Add(b => b.Health, health)), health.Look());

    [Fact]
    public void Words_OfJobStatuses_AllDiffer()
    {
        var words = Enum.GetValues<JobStatus>().Select(s => s.Look().Word).ToList();

        Assert.Equal(words.Count, words.Distinct().Count());
    }

    private static void SaysInWordsAndSign<T>(IRenderedComponent<T> badge, StateLook look)
        where T : Microsoft.AspNetCore.Components.IComponent
    {
        var element = badge.Find(".badge");
        Assert.Contains(look.Word, element.TextContent, StringComparison.Ordinal);
        Assert.NotNull(element.QuerySelector(look.Meaning == Meaning.Working ? ".dot" : ".icon"));
        Assert.Contains(look.Meaning.ToString().ToLowerInvariant(), element.ClassList);
    }
}
