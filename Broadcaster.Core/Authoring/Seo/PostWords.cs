using System.Collections.Frozen;

namespace Broadcaster.Core.Authoring.Seo;

/// <summary>Words, folded, that speak to a reader and that ask one to do something.</summary>
internal static class PostWords
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> Addresses = new Dictionary<string, string>
    {
        ["en"] = "you your yours yourself you'll you're",
        ["de"] = "du dich dir dein deine deinen deinem deiner sie ihr ihre ihren ihrem ihnen euch euer eure",
        ["fr"] = "vous votre vos tu te toi ton ta tes",
        ["es"] = "tú tu tus te ti usted ustedes su sus vosotros vuestra vuestro os",
        ["tr"] = "sen seni sana senin siz sizi size sizin",
        ["it"] = "tu ti te tuo tua tuoi tue voi vi vostro vostra",
        ["pt"] = "você vocês te tu teu tua seu sua seus suas",
        ["nl"] = "je jij jou jouw jullie u uw",
    }.ToFrozenDictionary(a => a.Key, a => a.Value.Split(' ').ToFrozenSet(StringComparer.Ordinal));

    private static readonly FrozenDictionary<string, string[]> CallsByLanguage = new Dictionary<string, string>
    {
        ["en"] = "read|try|join|sign up|learn|download|subscribe|share|comment|tell us|tell me|let us know|let me know|check out|book|register|discover|see how|see the|see what|see our|watch|get yours|get started|get the|get your|follow|vote|reply|find out|visit|order|save your|apply|start|take a look|have a look|drop us|ask us|grab|shop|listen|click|tap|write to us|come by",
        ["de"] = "lies|lest|lesen sie|jetzt lesen|weiterlesen|probier|probiere|probieren sie|melde dich|meldet euch|melden sie sich|anmelden|abonnier|abonniere|abonnieren sie|teile|teilt|teilen sie|schreib|schreibt|schreiben sie|schreibt uns|erfahre|erfahren sie|mehr erfahren|entdecke|entdecken sie|lade|laden sie|herunterladen|schau|schaut|schauen sie|sieh|sehen sie|buche|buchen sie|bestelle|bestellen sie|besuche|besuchen sie|komm|kommt|kommen sie|folge|folgt|folgen sie|stimm|sag uns|sagt uns|sagen sie uns|hol dir|holen sie sich|mach mit|macht mit|starte|klick|frag uns",
        ["fr"] = "lisez|lis|découvrez|découvre|essayez|essaie|inscrivez-vous|inscris-toi|abonnez-vous|abonne-toi|partagez|partage|commentez|dites-nous|dis-nous|téléchargez|télécharge|rejoignez|rejoins|réservez|réserve|commandez|visitez|venez|viens|suivez|suis-nous|regardez|regarde|écoutez|écrivez|écrivez-nous|votez|répondez|cliquez|apprenez|commencez|profitez|contactez|à lire|en savoir plus",
        ["es"] = "lee|lea|leed|descubre|descubra|prueba|pruebe|apúntate|inscríbete|inscríbase|regístrate|suscríbete|suscríbase|comparte|comparta|comenta|cuéntanos|dinos|díganos|descarga|descargue|únete|únase|reserva|reserve|pide|visita|visite|ven|síguenos|sigue|mira|mire|escucha|escríbenos|vota|responde|haz clic|aprende|empieza|aprovecha|consulta|contáctanos",
        ["tr"] = "oku|okuyun|okuyunuz|dene|deneyin|katıl|katılın|kaydol|kaydolun|abone ol|abone olun|paylaş|paylaşın|yorum yap|yorum yapın|yazın|yaz|bize yazın|anlatın|söyleyin|indir|indirin|keşfet|keşfedin|izle|izleyin|takip et|takip edin|rezervasyon yapın|sipariş ver|sipariş verin|ziyaret edin|ziyaret et|gelin|bakın|göz atın|göz at|inceleyin|öğrenin|öğren|başla|başlayın|oy verin|tıkla|tıklayın|dinleyin|ulaşın",
        ["it"] = "leggi|leggete|scopri|scoprite|prova|provate|iscriviti|iscrivetevi|condividi|commenta|dicci|scarica|unisciti|prenota|ordina|visita|vieni|seguici|guarda|ascolta|scrivici|vota|rispondi|clicca|impara|inizia",
        ["pt"] = "leia|descubra|experimente|inscreva-se|assine|compartilhe|partilhe|comente|conte|diga|baixe|descarregue|junte-se|reserve|encomende|visite|venha|siga|veja|ouça|escreva|vote|responda|clique|aprenda|comece|confira",
        ["nl"] = "lees|ontdek|probeer|schrijf je in|meld je aan|abonneer|deel|reageer|vertel ons|download|doe mee|boek|bestel|bezoek|kom|volg|kijk|bekijk|luister|stem|antwoord|klik|leer|begin",
    }.ToFrozenDictionary(c => c.Key, c => c.Value.Split('|'));

    public static FrozenSet<string> Address(string language) => Addresses.TryGetValue(language, out var words) ? words : Addresses["en"];

    public static string[] Calls(string language) => CallsByLanguage.TryGetValue(language, out var calls) ? calls : CallsByLanguage["en"];
}
