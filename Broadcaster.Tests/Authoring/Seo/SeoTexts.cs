namespace Broadcaster.Tests.Authoring.Seo;

/// <summary>Texts that pass what there is to pass; tests take one thing away at a time.</summary>
internal static class SeoTexts
{
    public const string Title = "Content calendar: how small teams plan a month";

    public const string Summary = "Set up a content calendar in one afternoon: the columns you need, who fills them, and what to do when the news upsets the plan again.";

    public const string Slug = "content-calendar-small-teams";

    public static readonly string[] Keywords = ["content calendar", "editorial plan", "posting schedule"];

    /// <summary>About 650 words.</summary>
    public static readonly string Article = Make();

    public const string Post =
        """
        Do you fill your content calendar on Friday night?

        We moved ours to Monday mornings and won back three hours a week. One sheet, four columns, no meeting.

        Read how we set it up: [our guide](https://example.test/guide)

        #ContentCalendar #marketing
        """;

    private static string Make() =>
        """
        A content calendar tells everybody what goes out, where, and when. It saves a small team from the daily question of what to post next. You need one sheet and one hour a week to keep it alive.

        ![A sheet with four columns and coloured rows](/media/sheet.png)

        ## What belongs into a content calendar?

        Four columns are enough to begin with. Write down the topic, the channel, the day, and the person who writes. Leave the rest out until somebody misses it. Most teams that start with twenty columns stop filling them after two weeks.

        - Topic: one sentence that a stranger would understand
        - Channel: where it goes out first
        - Day: the day on which it is published
        - Writer: one name, never two

        A colour for each state helps. Grey means an idea, blue means a draft, and green means that it is ready. Anybody who opens the sheet then sees at a glance whether the week is safe. Keep the number of colours small, because a rainbow tells nobody anything.

        ## Fill the first month

        Begin with what you know already. Fairs, holidays, launches and birthdays of the firm have fixed days. Write them down first, since nobody can move them. They often fill a third of the month without any thinking.

        ### Ask the people who talk to customers

        Support knows which questions come up each week. Sales knows what makes buyers hesitate. Ten minutes with each of them give you more topics than a day of searching. Note their words as they say them, for those are the words that readers type.

        Then look at what worked before. Three old posts that did well can come back with a new picture and a new first line. Nobody remembers a post from last spring. What you learn from the numbers belongs into your editorial plan, so that the next month starts better than this one.

        ## Keep it alive every week

        A plan that nobody opens is dead within a month. Set twenty minutes on Monday morning, always at the same time. Everyone says what is ready, what is late, and what should go. Late pieces move by a week, and nobody has to explain at length.

        Leave one slot in five empty. News, complaints and good ideas will fill it without a fight about space. A posting schedule with no gaps breaks on its first bad day. The empty slot is what keeps the content calendar honest.

        ### When the news upsets the plan

        Sometimes a planned joke becomes tasteless over night. Decide in advance who may stop a post, and write down the name. That person needs access on a phone, also on Sunday. After the storm, the stopped piece goes back to the grey rows.

        ## Measure what helps

        Count few things, but count them each month. Visits from each channel and answers from readers are a good start. [The handbook of the statistics office](https://stats.example.org/handbook) explains how to read small numbers with care. A single good week proves nothing.

        Write the two figures into the last column of the sheet. After three months you will see which topics carry the rest. Our [guide to simple reports](/guides/reports) shows the form that we use. It takes five minutes to fill in.

        | Figure | Where it comes from | How often |
        |---|---|---|
        | Visits | the site's own statistics | monthly |
        | Answers | the inbox and the comments | monthly |

        ## Start today

        Open an empty sheet and name the four columns. Put in the three fixed days that you remember, and one topic that a customer asked about. Invite one colleague to add two more. You now have the first week of your content calendar, and the habit begins on Monday.

        Do not wait for the perfect tool. A shared sheet carries a team of five for years. Change to something larger when the sheet hurts, and you will then know exactly what the larger thing must be able to do.
        """;
}
