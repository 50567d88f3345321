using System.Text;
using Broadcaster.Tests.Architecture;

namespace Broadcaster.Tests.Planning.Research;

/// <summary>A page that might stand on the web, and what research must find in it. The texts are ours.</summary>
/// <param name="Has">In the main text, word for word.</param>
/// <param name="Lacks">Of menus, banners and footers: not in the main text.</param>
/// <param name="Keywords">Among the best fifteen.</param>
/// <param name="Charset">The bytes it is served as.</param>
/// <param name="Header">The charset that the server names, if any.</param>
public sealed record PageFixture(
    string File,
    string Language,
    string Title,
    int LeastWords,
    int MostWords,
    string[] Has,
    string[] Lacks,
    string[] Headings,
    string[] Questions,
    string[] Keywords,
    string? Published = null,
    string? Author = null,
    string Charset = "utf-8",
    string? Header = null)
{
    public static IReadOnlyList<PageFixture> All { get; } =
    [
        new("en-blog.html", "en", "How to build a content calendar that survives a bad week", 190, 270, ["Every spring we meet a team", "two people fall ill", "rarely lost for good"], ["cookies", "Subscribe to our newsletter", "Quay Street", "Ten headlines"],
            ["Start with four columns", "What do you do when the news turns?"], ["What do you do when the news turns?"], ["content calendar"], "2026-03-02", "Mara Lindqvist"),
        new("en-docs.html", "en", "Importing a schedule", 150, 250, ["one broken date does not stop the rest", "The title of the post, up to 300 characters", "rows that exist already are skipped"], ["API reference", "Edit this page", "Previous: Channels"],
            ["Prepare the CSV file", "Map the columns", "Resolve problems"], ["How do you undo an import?"], ["CSV file"]),
        new("en-shop.html", "en", "Wall planners and desk calendars", 100, 170, ["printed on recycled paper, and the year boards", "forty coloured magnets", "base of cork"], ["Delivery", "Search the shop", "ten per cent"],
            ["Magnetic year board", "Which wall planner fits your office?"], ["Which wall planner fits your office?"], ["wall planner"]),
        new("en-forum.html", "en", "Best day to post on Mastodon? - Small Business Talk", 140, 230, ["We run a small plant nursery", "there is no algorithm", "People follow hashtags", "does that feel too cold"], ["Powered by hope", "Taxes for sole traders"],
            ["Best day to post on Mastodon?"], ["Best day to post on Mastodon?", "On which day do you post so that people actually see it?"], ["Mastodon"]),
        new("en-faq.html", "en", "Newsletter FAQ", 110, 170, ["notices when that person runs out|subscribers notice when", "misspelt addresses"], [],
            ["Questions about newsletters", "Can I buy a list of addresses?"], ["How often should a small shop send a newsletter?", "Is a double opt-in required by law?", "Can I buy a list of addresses?"], ["newsletter", "double opt-in"]),
        new("en-noscript.html", "en", "Signs and menus for cafés by the sea", 50, 80, ["the wind decides which wood will last"], [], ["Signs and menus for cafés by the sea"], [], ["sign"]),
        new("en-soup.html", "en", "Choosing a webinar tool: what we learned from forty sessions", 170, 230, ["Nobody ever complained about a missing feature", "Sound comes first", "Ours go out within two hours"], ["thirty days", "Privacy policy", "Solutions"],
            [], [], ["webinar tool"]),
        new("en-amp.html", "en", "Bakery wins prize with a loaf nobody ordered", 130, 180, ["weighed the rye flour twice", "not by accident"], ["partners store", "in brief from the valley", "since 1921"], ["Bakery wins prize with a loaf nobody ordered"], [], ["rye loaf"], "2026-02-14", "Ines Okafor"),
        new("en-table.html", "en", "Email limits of hosting providers compared", 110, 190, ["Northwind Hosting", "35 MB", "locks the mailbox until somebody calls"], [], ["What happens above the limit"], [], ["hosting providers"], "2026-01-20"),
        new("en-legacy.html", "en", "The Allotment Society - Composting for beginners", 120, 190, ["Everything that has lived", "one bucket of each", "café nearby", "£1 donation", "– about"], [], ["Composting for beginners"], [], ["compost"], Charset: "windows-1252", Header: "iso-8859-1"),
        new("de-blog.html", "de", "Redaktionsplan für kleine Teams: So bleibt er am Leben", 120, 200, ["Wer mit zwanzig Spalten beginnt", "Schreiben Sie die Fragen so auf", "verliert erst den Überblick"], ["Cookies", "Impressum", "Zehn Überschriften"],
            ["Wie sieht ein einfacher Redaktionsplan aus?", "Ein fester Termin in der Woche"], ["Wie sieht ein einfacher Redaktionsplan aus?"], ["Redaktionsplan"], "2026-04-07"),
        new("de-legacy.html", "de", "Kegelclub Grün-Weiß: Satzung und Geschichte", 90, 140, ["wurde im Frühjahr 1954 im Gasthaus „Zur Brücke“ gegründet", "Österreich", "Großväter neben Enkelinnen"], [], ["Geschichte des Kegelclubs"], [], ["Kegelclub"], Charset: "windows-1252"),
        new("de-news.html", "de", "Stadtbibliothek verleiht jetzt auch Werkzeug", 130, 180, ["Bohrmaschine statt Bestseller", "Gefragt wird vor allem nach Leitern"], ["Endlich!", "Mediadaten", "Wetter"], ["Stadtbibliothek verleiht jetzt auch Werkzeug"], [], ["Stadtbibliothek"], "2026-09-30", "Jonas Petersen"),
        new("de-faq.html", "de", "Häufige Fragen zur Photovoltaik am Balkon", 80, 140, ["wenn es nach Süden zeigt", "Denkmalschutz"], ["werktags von neun"], ["Wie viel Strom liefert ein Balkonkraftwerk?", "Wann rechnet sich die Anlage?"], ["Muss ich das Balkonkraftwerk anmelden?", "Darf der Vermieter die Module verbieten?"], ["Balkonkraftwerk"]),
        new("fr-blog.html", "fr", "Calendrier éditorial : la méthode des petites équipes", 140, 210, ["une promesse que l'équipe se fait", "café à la main"], ["mentions légales", "Partager"], ["Pourquoi un calendrier éditorial échoue-t-il ?", "La réunion du lundi"], ["Pourquoi un calendrier éditorial échoue-t-il ?"], ["calendrier éditorial"]),
        new("fr-recette.html", "fr", "Tarte aux poireaux de ma grand-mère", 120, 180, ["Elle ne pesait rien", "quatre gros poireaux", "à feu très doux"], ["casseroles en promotion"], ["Ingrédients", "Préparation"], ["Peut-on préparer la tarte la veille ?"], ["tarte"], "2025-11-03", "Odile"),
        new("fr-legacy.html", "fr", "Association des amis du vélo - Réparer une crevaison", 110, 160, ["trois démonte-pneus", "sous la tringle…", "pour 2 €", "l'étape que chacun veut sauter"], [], ["Réparer une crevaison"], [], ["chambre à air"], Charset: "windows-1252"),
        new("es-blog.html", "es", "Calendario de contenidos: guía para equipos pequeños", 130, 200, ["Parece poca cosa", "mueren antes del verano", "rompe el primer día malo"], ["Suscríbase al boletín", "Precios"], ["¿Qué debe incluir un calendario de contenidos?", "De dónde salen los temas"], ["¿Qué debe incluir un calendario de contenidos?"], ["calendario de contenidos"], "2026-06-15"),
        new("es-tienda.html", "es", "Cafeteras italianas", 90, 150, ["mango de madera", "nadie se queda sin café", "sabe a fábrica"], ["toda la península", "Ofertas"], ["¿Cómo se cuida una cafetera italiana?"], ["¿Cómo se cuida una cafetera italiana?"], ["Cafeteras italianas"]),
        new("es-foro.html", "es", "¿Cómo quitar el moho de la pared?", 110, 160, ["Lo limpié con lejía", "de condensación", "una pintura de cal"], [], [], ["¿Qué puedo hacer para que no vuelva a salir?"], ["moho"]),
        new("tr-blog.html", "tr", "İçerik takvimi nasıl hazırlanır?", 90, 150, ["neyin nerede ve ne zaman yayımlanacağını", "kendiliğinden doldurur"], ["tüm hakları", "Hizmetler"], ["İçerik takvimi nasıl hazırlanır?", "Konuları nereden bulacaksınız?"], ["İçerik takvimi nasıl hazırlanır?", "Konuları nereden bulacaksınız?"], ["İçerik takvimi"]),
        new("tr-legacy.html", "tr", "Köy Derneği - Zeytin hasadı", 55, 110, ["ağaçların altına örtüler serilir", "ışıktan uzak, serin bir yerde"], [], ["Zeytin hasadı"], [], ["zeytin"], Charset: "iso-8859-9"),
        new("ja-blog.html", "ja", "編集カレンダーの作り方", 60, 160, ["共有の表計算シートが一枚あれば十分です", "営業チームは毎日質問を聞いています"], ["無断転載禁止", "ホーム"], ["四つの列から始める"], [], ["編集カレンダー"], Charset: "shift_jis"),
        new("ar-news.html", "ar", "مكتبة المدينة تعير الأدوات", 60, 110, ["وأربعة مناشير", "دورة قصيرة قبل الإعارة الأولى"], ["جميع الحقوق محفوظة", "رياضة"], ["مكتبة المدينة تعير الأدوات"], [], ["مكتبة المدينة"]),
        new("en-hidden.html", "en", "Opening hours and how to find us", 25, 40, ["with a blue door"], ["casino", "secret words"], ["Opening hours"], [], ["pottery"]),
        new("en-links.html", "en", "Useful links for treasurers", 20, 40, ["Checklist for the audit of small clubs"], [], ["Useful links for treasurers"], [], ["budget"]),
        new("en-plain.txt", "en", "127.0.0.1/en-plain.txt", 60, 110, ["Repairing the water tank costs less", "the beans went to the food bank"], [], [], ["Who waters the shared beds in August?"], ["water tank"]),
    ];

    public bool IsPlain => File.EndsWith(".txt", StringComparison.Ordinal);

    public string MediaType => IsPlain ? "text/plain" : "text/html";

    public byte[] Bytes()
    {
        var text = System.IO.File.ReadAllText(Path.Combine(Repository.Root, "Broadcaster.Tests", "Planning", "Research", "Pages", File), Encoding.UTF8);
        return CharsetOf(Charset).GetBytes(text);
    }

    public override string ToString() => File;

    private static Encoding CharsetOf(string name) => Core.Planning.Research.Fetching.Charset.Find(name)!;
}
