namespace Broadcaster.Core.Authoring.Seo;

/// <summary>
/// Scores a text by the checks of docs/seo-score.md. Pure: the same input gives the same answer on every machine and in every
/// culture. Where checks have nothing to measure, their weight goes to the others in proportion.
/// </summary>
public sealed class SeoScorer
{
    private const int ShortWords = 150;

    public SeoScore Score(SeoInput input)
    {
        var text = SeoTextReader.Read(input);
        var form = input.Form != SeoForm.Auto ? input.Form
            : text.WordCount < ShortWords && text.Headings.Count == 0 ? SeoForm.Short
            : SeoForm.Long;
        var rules = RulesOf(form);
        var measured = Array.ConvertAll(rules, rule => rule.Measure(text));
        var weights = Weights(rules, measured);
        var checks = new SeoCheck[rules.Length];
        for (var i = 0; i < rules.Length; i++)
        {
            var (rule, found) = (rules[i], measured[i]);
            checks[i] = new SeoCheck(rule.Id, rule.Label, weights[i], found.Passed ?? true, found.Finding, found.Fix, rule.Group, found.Passed is not null);
        }

        return new SeoScore(checks.Where(c => c.Passed).Sum(c => c.Weight), form, text.Language, checks);
    }

    internal static SeoRule[] RulesOf(SeoForm form) => form == SeoForm.Short ? ShortForm.Rules : LongForm.Rules;

    // Largest remainder: whole numbers that sum to 100 whatever is left out; a tie goes to the rule that stands first.
    private static int[] Weights(SeoRule[] rules, Measured[] measured)
    {
        var total = 0;
        for (var i = 0; i < rules.Length; i++)
        {
            total += measured[i].Passed is null ? 0 : rules[i].Weight;
        }

        var weights = new int[rules.Length];
        if (total == 0)
        {
            return weights;
        }

        var left = 100;
        var rests = new List<(int Remainder, int Index)>();
        for (var i = 0; i < rules.Length; i++)
        {
            if (measured[i].Passed is not null)
            {
                weights[i] = rules[i].Weight * 100 / total;
                left -= weights[i];
                rests.Add((rules[i].Weight * 100 % total, i));
            }
        }

        foreach (var (_, index) in rests.OrderByDescending(r => r.Remainder).ThenBy(r => r.Index).Take(left))
        {
            weights[index]++;
        }

        return weights;
    }
}
