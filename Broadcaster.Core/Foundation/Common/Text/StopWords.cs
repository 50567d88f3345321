using System.Collections.Frozen;

namespace Broadcaster.Core.Foundation.Common.Text;

/// <summary>The small words of languages: they make no keyword, and they give a language away.</summary>
internal static class StopWords
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> Lists = new Dictionary<string, string>
    {
        ["en"] = """
            a about above across after again against all almost along already also although always am among an and another any anyone anything are aren around as at
            away back be became because become been before behind being below best better between both but by came can cannot can't come could couldn d did didn do does
            doesn doing don done down due during each either else enough even ever every everyone everything few first for from further gets get getting give given go goes
            going gone got had hadn has hasn have haven having he her here hers herself him himself his how however i if in instead into is isn it its itself just keep
            kind know last later least less let like likely ll lot m made make makes many may maybe me might mine more most much must my myself near need needs neither
            never new next no nobody none nor not nothing now of off often on once one only onto or other others otherwise our ours ourselves out over own part per
            perhaps put rather re really s said same say says see seem seems several shall she should shouldn since so some someone something sometimes soon still such
            t take taken than that the their theirs them themselves then there these they thing things this those though three through thus to together too took
            toward two under until up upon us use used using usually ve very via want wants was wasn way ways we well went were weren what whatever when where whether
            which while who whole whom whose why will with within without won would wouldn yes yet you your yours yourself
            """,
        ["de"] = """
            ab aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus außerdem bei beim bereits bin bis bist bleibt da dabei dadurch
            dafür dagegen daher dahin damit danach daneben dann daran darauf daraus darf darin darüber darum das dass davon dazu dein deine dem den denen denn der deren des
            deshalb dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch dürfen ebenso eher eigene ein eine einem einen einer eines einige einmal er
            erst erste ersten es etwa etwas euch euer eure fast für ganz gar geben gegen gehen geht gern gibt ging gleich gut habe haben hat hatte hatten hier hin hinter ich ihm ihn
            ihnen ihr ihre ihrem ihren ihrer im immer in ins ist ja je jede jedem jeden jeder jedes jedoch jemand jetzt kann kannst kein keine keinem keinen keiner können könnte
            könnten lassen lässt machen macht man manche mehr mein meine meinem meinen meiner meist meisten mich mir mit muss müssen möchte nach nachdem neben nein nicht nichts
            nie noch nun nur ob oben oder oft ohne schon sehr sein seine seinem seinen seiner seit selbst sich sie sind so sobald sogar solche soll sollen sollte sollten sondern sonst
            soviel sowie statt trotz über überhaupt um und uns unser unsere unserem unseren unter viel viele vielen vom von vor wann war waren warum was weil weiter welche welchem welchen
            welcher welches wem wen wenig weniger wenn wer werde werden weshalb wie wieder will wir wird wo wollen worden wurde wurden während zu zum zur zwar zwischen z b
            """,
        ["fr"] = """
            a afin ai ainsi alors après as assez au aucun aucune aujourd hui auquel aussi autant autre autres aux avaient avait avant avec avez avoir avons beaucoup bien bon c ça car ce
            ceci cela celle celles celui cependant certain certaine certaines certains ces cet cette ceux chaque chez ci comme comment d dans de déjà depuis des dès deux devant doit
            doivent donc dont du durant elle elles en encore enfin ensuite entre es est et étaient était étant été être eu eux fait faire fait faites faut fois font grâce hors ici il ils j
            jamais je jusqu jusque l la là laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lui m ma mais malgré me même mêmes mes mieux moi moins mon n ne
            ni non nos notre nous nouveau on ont ou où par parce parfois parmi pas pendant peu peut peuvent peux plus plusieurs plutôt pour pourquoi pourtant près presque puis puisque qu quand
            que quel quelle quelles quelque quelques quels qui quoi s sa sans se selon sera seront ses seulement si sien soi soit son sont sous souvent suis sur t ta tandis tant te tel
            telle telles tels tes toi ton toujours tous tout toute toutes très trop tu un une va vers voici voilà vont vos votre vous vraiment y
            """,
        ["es"] = """
            a acá ahí ahora al algo alguien algún alguna algunas alguno algunos allí ambos ante antes aquel aquella aquellas aquellos aquí así aún aunque bajo bastante bien cada casi
            como cómo con contra cual cuál cuales cualquier cuando cuándo cuanto cuánto cuántos da dan de debe deben del demás demasiado dentro desde después donde dónde dos durante e el él ella ellas
            ellos en entonces entre era eran eres es esa esas ese eso esos esta está están estar estas este esto estos estoy fue fueron fuera gran grandes ha haber había han has hasta hay hace
            hacen hacer hacia he hemos hizo incluso ir jamás junto la las le les lo los luego más mayor me mejor menos mi mí mientras mis mismo misma mismos mismas mucha muchas mucho muchos muy nada
            nadie ni ningún ninguna ninguno no nos nosotros nuestra nuestras nuestro nuestros nunca o os otra otras otro otros para parte pero poca pocas poco pocos podemos poder podría por porque
            primero puede pueden pues que qué quien quién quienes quizás se sea sean según ser será si sí sido siempre siendo sin sino sobre sois solo sólo somos son su sus suyo tal también tampoco tan
            tanto te tener tenemos tengo tiene tienen toda todas todavía todo todos tras tu tú tus un una unas uno unos usted ustedes va vamos van varias varios veces ver vez vosotros y ya yo
            """,
        ["tr"] = """
            acaba ama ancak arada artık asla aslında ayrıca az bana bazen bazı belki ben beni benim beri bile bir biraz birçok biri birkaç birlikte biz bize bizi bizim böyle böylece bu buna bunda
            bundan bunlar bunları bunların bunu bunun burada bütün çoğu çok çünkü da daha dahi de defa değil diğer diye dolayı dolayısıyla eden eder ederek edilen edilir edilmesi ediyor en etmek etti
            ettiği fakat falan gerek gibi göre hala halde hangi hatta hem henüz hep hepsi her herhangi herkes hiç hiçbir için içinde ile ilgili ise işte kadar karşı kendi kendine kendini kez
            ki kim kime kimse küçük lazım mı mi mu mü nasıl ne neden nedenle nerede nereye niçin niye o olan olarak oldu olduğu olduğunu olmak olması olmayan olsa olsun olup olur
            olursa ona ondan onlar onları onların onu onun orada ön önce öyle oysa pek rağmen sadece sana sanki sen seni senin sizin siz size sizi sonra sonraki şey şeyler şimdi şöyle şu şuna şunu
            tabii tam tarafından tüm üzere var vardır ve veya ya yani yapan yapar yapılan yapmak yeni yerine yine yok yoksa yüzden zaman zaten gelen gelir gerekir içerisinde ilk iki ise eğer
            """,
        ["it"] = """
            a abbiamo ad agli ai al alcuni alcune alla alle allo altra altre altri altro anche ancora avere aveva c che chi ci ciò come con contro cosa così cui d da dagli dai dal dalla dalle dallo
            degli dei del dell della delle dello dentro di dopo dove due e è ed era erano essere fa fare fino fra gli ha hanno ho i il in io l la le lei li lo loro lui ma me meno mentre mi mia
            mio molti molto ne negli nei nel nella nelle nello no noi non nostra nostro o ogni oltre oppure per perché perchè però più poco poi può prima proprio qual quale quali quando quanto quella quelle
            quelli quello questa queste questi questo qui quindi se sei sempre senza si sia siamo sono sopra sotto sta stata stato su sua sue sugli sui sul sulla sulle sullo suo suoi tra troppo tu tua
            tuo tutta tutte tutti tutto un una uno vi voi vostra vostro
            """,
        ["pt"] = """
            a à ainda algum alguma algumas alguns ante antes ao aos apenas após aquela aquelas aquele aqueles aquilo as às assim até bem cada com como contra cuja da das de dela dele deles depois desde dessa desse
            desta deste do dos e é ela elas ele eles em então entre era eram essa essas esse esses esta está estão estas este estes eu foi foram há isso isto já la lhe mais mas me mesma mesmo meu minha muita
            muito muitos na nada não nas nem nenhum nessa nesse nesta neste no nos nós nossa nosso num numa o os ou outra outras outro outros para pela pelas pelo pelos pode podem por porque pois qual quais
            qualquer quando quanto que quem são se seja sem sempre ser será seu seus só sob sobre sua suas também tão te tem têm ter toda todas todo todos tu tua tudo um uma umas uns vai você vocês
            """,
        ["nl"] = """
            aan al alle alleen als altijd andere ben bij boven daar dan dat de deze die dit doen door dus een eens en er ging had heb hebben heeft hem het hier hij hoe hun iets ik in is ja je jij jullie kan
            kunnen maar me meer men met mij mijn moet moeten na naar niet niets nog nu of om omdat onder ons onze ook op over reeds te tegen toch toen tot u uit uw van veel via voor waar wanneer want waren
            was wat we wel welke werd wie wij wil worden wordt zal ze zelf zich zij zijn zo zonder zou zullen
            """,
        ["ru"] = """
            а без более больше будет будто бы был была были было быть в вам вас ведь весь во вот все всё всего всех вы где да даже для до его ее её если есть еще ещё же за здесь и из или им их к как какая
            какой когда кто ли либо мне может можно мой мы на над надо наш не него нее ней нельзя нет ни них но ну о об однако он она они оно от очень по под после потом потому почти при про раз с сам
            свой своих свою себе себя со так также такой там те тем теперь то тогда того тоже той только том тот ты у уже хотя чего чей чем что чтобы чье эта эти это этого этой этом этот я
            """,
        ["ar"] = """
            في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين اللذان ما لا لم لن أن إن كان كانت يكون تكون قد كل بعض غير بين بعد قبل حتى إذا أو ثم بل لكن أي هو هي هم نحن أنت أنا كما عند عندما حيث حول خلال
            ضد دون فوق تحت منذ لدى ليس ليست و أيضا به بها له لها لهم فيه فيها منه منها عليه عليها إليه هناك هنا كيف لماذا متى أين وهو وهي وفي ومن كذلك
            """,
    }.ToFrozenDictionary(l => l.Key, l => l.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal));

    private static readonly FrozenSet<string> None = FrozenSet<string>.Empty;

    /// <summary>Every list, by language.</summary>
    public static IReadOnlyDictionary<string, FrozenSet<string>> All => Lists;

    /// <summary>Empty for a language without a list.</summary>
    public static FrozenSet<string> Of(string language) => Lists.GetValueOrDefault(language, None);
}
