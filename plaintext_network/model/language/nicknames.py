"""Lists forms of one first name that differ too much in spelling to compare: Bob and Robert. Knows no contacts."""

from collections.abc import Iterator
from functools import lru_cache

from plaintext_network.notes.late_patterns import late_pattern

# One name a line, with its short and other forms; English ones, and those common elsewhere.
_FORMS = """
    abigail abby gail
    albert al bert bertie
    alexander alexandra alex al sandy sasha sascha xander lex sandra alejandro alessandro aleksander
    alice alison ali
    amelia millie emmy
    andrew andreas andy drew andre andrea andrei
    anne ann anna annie nan nancy hannah anya anja ana
    anthony antony tony antonio anton antonia toni
    arthur art
    augustus gus august
    barbara barb babs
    beatrice bea trixie beatrix
    benjamin ben benny benji
    bernard bernie
    bridget biddy bridie
    caroline carol carrie lina
    catherine katherine kathryn katharine cathy kathy kate katie kitty kat cat karin karen katya katja ekaterina caitlin kathleen
    charles charlie chuck chas carl karl carlos charlotte lottie
    christina christine chris tina kristina kristin christopher kit kris topher cristina kirsten
    daniel dan danny daniela daniella danielle
    david dave davy
    deborah debbie deb debra
    dimitri dmitri dmitry dima
    donald don donnie
    dorothy dot dottie dolly dora
    edmund eddie ed ned
    edward ed eddie ted teddy ned eduardo
    eleanor ellie nell nora ella elinor lena helen helena elena ellen lenka yelena
    elizabeth eliza liz lizzie beth betty bess betsy libby lisa lise elsie elisabeth liesel elspeth isabel isabella bella lilibet
    emily em emmy
    emma em
    eugene gene evgeny zhenya
    florence flo flora
    frances francis fran frank frankie fanny francesca francisco paco frances cisco
    frederick fred freddie freddy fritz friedrich federico
    gabriel gabriela gabrielle gabe gabi gaby
    george georgie jorge georg yuri
    gerald gerard gerry jerry
    giovanni gianni john jean ivan juan jan johan johann hans ian sean shaun jack johnny jon jonathan johannes evan
    gregory greg grigori
    harold harry hal
    henry harry hank hal heinrich henri enrique heinz
    ignatius nacho ignacio
    irene irina ira
    jacob jake jakob
    jacqueline jackie
    james jim jimmy jamie jem seamus hamish diego jaime
    jane janet jenny jean janie
    jeffrey geoffrey jeff geoff
    jennifer jen jenny jenna jenni
    jessica jess jessie
    joan joanna joanne jo johanna
    joseph joe joey jo jose giuseppe josef pepe beppe yusuf youssef josephine josie
    joshua josh
    judith judy jude
    julia julie jules juliet julian giulia
    kenneth ken kenny
    laurence lawrence larry laurie lars lorenzo laura lori
    leonard len lenny leo leon leonardo
    louis lewis lou louie luis ludwig luigi louise lulu louisa
    lucy lucia lucille luz
    magdalena maggie lena magda madeleine maddie
    margaret maggie meg peggy peg greta gretchen marge margie daisy rita margot marguerite madge margarita gosia malgorzata
    maria mary marie molly polly may mia mimi masha miriam mariam maryam marija moira maura
    mark marc marcus marco markus
    martha marty mattie
    martin marty
    matilda tilly mattie maud
    matthew matt matty mateo matteo matthias mathieu
    maximilian max maxim maxime
    michael mike mick mickey mikey misha mikhail michel miguel michele michal mischa mitch
    mohammed muhammad mohamed mo mohammad mehmet
    natalia natalie nat natasha tasha natalya nathalie
    nathan nathaniel nat nate
    nicholas nick nicky nicolas nikolai nico klaus nicola nicole niko kolya
    olivia liv livvy
    pamela pam
    patricia pat patty trish tricia patsy patrick paddy rick
    paul paulo pablo pavel paolo paula paulina
    penelope penny
    peter pete piotr pedro pierre pieter petr
    philip phil philippa pip pippa phillip felipe philippe
    rachel rae raquel rahel
    raymond ray
    rebecca becky becca bex
    richard dick rick ricky rich richie ricardo riccardo
    robert bob bobby rob robbie bert roberto robin rupert
    roger rodge
    ronald ron ronnie
    rose rosie rosa rosemary rosalind
    samuel samantha sam sammy
    sarah sara sally sadie zara
    sebastian seb bas basti
    simon simone
    sofia sophia sophie sofie zofia sonia sonya
    stanley stan
    stephen steven steve stefan stephan stephanie steph stevie esteban etienne stefano
    susan sue susie suzy susanna suzanne susana zuzana
    svetlana sveta lana
    sylvia sylvie silvia
    terence terry theresa teresa tess tessa
    theodore theo ted teddy fyodor
    thomas tom tommy tomas tomasz thom
    timothy tim timmy
    tobias toby tobi
    valentina valerie val
    victor viktor vic victoria vicky viktoria tori
    vincent vince vinny vincenzo
    virginia ginny
    vladimir vlad volodya
    walter walt wally
    wilhelm william will bill billy willy liam guillaume guillermo willem wilhelmina mina
    winifred winnie freda
    zachary zach zack
    brigid brighid brid breda brede bridget bride biddy bridie bridey breege breid breidin bridin bridog biddo birgit brigitte brigida birgitta britta brita gitta gitte gitti
    padraig padraic patrick pat paddy podge paudie paudge padhraic poric patsy packie
    seamus james jim jimmy shay shamie jimbo
    sean shane john jack johnny shanie
    liam william bill billy
    mairead margaret peig peggy mags maggie rita
    maire mary maureen mairin moira maura molly polly mairina
    siobhan joan johanna shiv shivvy siobh shevaun
    sinead janet jane jinny shin nead
    aoife eva eve aoifs aoifa
    caoimhe keeva caoims
    eoin owen eoghan owney
    tadhg teddy timothy tim taig thady
    diarmuid dermot diarmaid derry dermo
    donncha donagh denis donough donnchadh
    cathal charlie charles cathy cahal
    conor connor conchobhar con conn
    niamh neeve neve niamhie nini
    grainne grania granuaile grace gra
    fionnuala nuala finola fionn fin
    deirdre dee dede deedee
    micheal michael mick mickey mike micky mickser
    concepta connie
    aine anne anya hannah
    eilis elizabeth lily lizzie eilish
    nora noreen noirin honora honor nonie onora
    una agnes winnie oonagh
    peadar peter pete
    aisling ash aish ashling ais
    roisin rose ro rosie rosaleen
    saoirse seersh sersha
    cillian killian kil killie
    fiachra fee
    oisin osheen ossie
    orlaith orla orlagh
    sorcha sarah sally
    muireann muirinn murn
    declan dec deco deckie
    brendan brendy bren
    finbarr barry finn
    fergus gus fergie
    malachy mal
    alasdair alastair alistair ally al
    katharina kathi kati kathrin katrin trina tina kathe
    hannes johannes hans johann hansi
    elisabeth sissi lisbeth lisl liesl elli lisa ilse else elsbeth sisi betti
    friedrich fritz fredi friedel
    heinrich heiner heini hein heinz
    wolfgang wolf wolfi wolferl
    ulrich ulrike uli ulli ulla rike
    sebastian wastl basti
    josef sepp seppl pepi jupp beppi
    georg schorsch jorg jurgen
    margarete margarethe gretel grete gretchen marga margret greta rita gritta
    ludwig lutz lui wiggerl
    gertrud gertrude trude trudi gerti trudy
    hildegard hilde hilda hildi
    rudolf rudi rolf rudolph
    siegfried sigi siggi
    konrad kurt conny conrad
    dietrich dieter dirk
    manfred mani manni fred
    therese theresia resi resl thea
    walburga burgi wally
    franz franzl franziska franzi ziska sissy
    angelika geli angie
    veronika veronica vroni vera ronnie ronni nika
    stefanie steffi stephanie steff
    susanne susi sanne suse
    christiane christine christl tini nane
    maximilian maxl
    dorothea dorothee doro thea dorle
    charlotte lotte lotta charly
    wilhelmine minna mina helmine
    eberhard ebi eb
    francisco pancho curro paco kiko fran
    jose pepe pepito chepe
    josefa pepa fina
    dolores lola loli lolita
    concepcion concha conchita chita
    guadalupe lupe lupita
    enrique quique kike rique
    eduardo lalo edu guayo
    rosario charo charito
    mercedes merche meche
    consuelo chelo
    isabel chabela isa belita belen
    jesus chucho chuy chus
    manuel manuela manolo manu lolo manny nolo
    rafael rafaela rafa rafi
    alejandro alejandra ale jandro
    alberto beto berto
    roberto beto tito
    santiago santi yago diego chago
    pilar pili piluca
    antonio tono toni tonin
    luis lucho luisito
    fernando fernanda nando fer fercho
    gonzalo gonza chalo
    javier javi xavi xavier
    montserrat montse
    ignacio nacho inaki nachete
    gregorio goyo
    hortensia tencha
    graciela chela
    refugio cuca
    vicente chente
    rodrigo rodri rorro
    maria maite marisa marisol mariquita maruja mari
    giuseppe peppe peppino pino
    giovanni nanni vanni gianni
    francesco checco ciccio franco
    domenico mimmo menico
    salvatore toto turi sasa
    luigi gigi gino
    vincenzo enzo cenzo
    lorenzo renzo enzo
    filippo pippo
    alessandro alessandra sandro sandra ale
    elisabetta betta lisetta
    aleksandr aleksandra alexander alexandra sasha shura sanya sashka alya
    mikhail misha mishka
    maria masha mashka marusya manya
    dmitri dmitry dima mitya dimka
    vladimir vova volodya vovka vlad
    ivan vanya vanka
    nikolai kolya
    anastasia anastasiya nastya stasya nastia stasia ana
    tatiana tatyana tanya tania tata
    olga olya olia
    sergei sergey seryozha serge serezha
    pavel pasha pashka
    aleksei alexei alexey alyosha lyosha alex
    yuri yury yura
    grigori grigory grisha
    boris borya
    konstantin kostya kosta
    lyudmila ludmila mila lyuda lyusya
    galina galya gala
    nadezhda nadya nadia
    irina ira irka
    yelena elena lena lenka alyona
    yekaterina ekaterina katya katyusha
    fyodor fedor fedya
    stepan styopa
    vasily vasili vasya
    anatoly tolya
    margarita rita
    malgorzata gosia malgosia gocha
    katarzyna kasia kaska
    agnieszka aga agnes
    joanna asia joasia
    barbara basia baska
    wojciech wojtek
    stanislaw staszek stas
    jan janek jasiek jas
    zofia zosia zoska
    aleksandra ola olka
    magdalena magda madzia
    krzysztof krzysiek krzys
    tomasz tomek
    grzegorz grzesiek grzes
    maciej maciek
    jakub kuba
    andrzej jedrek andrzejek
    pawel pawelek
    jerzy jurek
    jadwiga jadzia
    jiri jirka
    josef pepa pepik
    frantisek franta
    vaclav vasek venca
    marketa marketka maky
    katerina katka
    miroslav mirek mirka miroslava
    ladislav lada
    jaroslav jarda jarek
    zdenek zdenka
    stina kristina kicki kina
    greta margareta maggan
    birgitta gittan brita biggan
    lars lasse
    karl kalle charlie calle
    jan janne
    per pelle pehr
    nils nisse
    bo bosse
    olof olle ola
    fredrik fredde figge
    mikael micke
    lisbet bettan elisabet elisabeth
    katarina kajsa katta kata kaisa
    ulrika ulla ulrica
    ingeborg inga bojan
    torbjorn tobbe
    sven svenne
    kristoffer stoffer
    anders ante
    bengt bengan
    gunnar gurra
    gustav gurra gusten gus
    leif leffe
    stefan steffe
    erzsebet erzsi bozsi zsoka bozske
    istvan pista pisti isti
    laszlo laci
    sandor sanyi
    jozsef jozsi joska
    ferenc feri
    eszter eszti esztike
    katalin kati kata
    zsuzsanna zsuzsi zsuzsa
    gyorgy gyuri
    janos jani jancsi
    judit jutka juci
    ilona ilka ilus ica
    andras bandi andris
    bartholomew bart barty
    josephine josie jo posy fifi
    perpetua pet perpy
    rosalind ros roz lindy
    rosemary ros romy
    wilhelmina willa minnie billie
    cordelia delia cordy
    ophelia phelia
    persephone percy sephy
    cassandra cass cassie sandra
    miranda mandy randa
    amanda mandy manda
    melanie mel
    melissa mel lissa missy
    gwendolen gwendolyn gwen wendy
    millicent millie milly
    rosamund ros roz
    augusta augustina gussie tina
    marianne marianna mari annie
    marjorie marge margie madge
    constance connie
    cornelius cornelia con neil nelly corry
    hugh hughie shug
    ruairi rory ruaidhri ruari roderick rua
    gearoid gerard gerry ger gearoidin
    mairtin martin marty mairtini
    tomas tomasin tomaisin tom tommy
    padraig paidi paddy paidin
    caitriona catriona cait caitin catherine katherine kathleen kate katie kay trina triona
    mary mamie mame moll minnie maisie
    christopher christy
    bartholomew batty batt
    fionnuala finn
    saoirse sersh
    michael micil
    proinsias frank frankie pronsias
    noel noelie
    gobnait abbey gobby
    eamon eamonn edmund ned eddie
    breandan brendan
    cormac mac
    dympna dymps dymphna
    jacinta jacky jass
    gerard geraldine ger gerry
    bernadette berna ber
    theresa treasa tess trease
    dafydd david dai taff dewi
    gwenllian gwen gwennie llio
    angharad angie anj
    myfanwy myf myfi
    iestyn ies
    gethin geth
    rhiannon rhi non
    alasdair aly
    calum callum malcolm cal
    catriona trina kirsty
    eilidh helen
    hamish hame
    krystyna krysia kryska
    oluwaseun olu seun
    oluwatobiloba tobi olu
    oluwafemi femi
    chukwuemeka emeka
    priyanka priya pri
    ronan ro
    alan allan al
    brian bri
    kevin kev
    keith keithy
    colin col
    derek del
    graham gra
    trevor trev
    darren daz
    gareth gaz gary
    jeremy jez jerry jem
    duncan dunc
    angus gus
    malcolm mal
    isobel isabel isla izzy iz bel
    felicity fliss flick
    prudence pru
    philomena phil mena philly
    imelda mel melda
    bernadette bernie detta
    attracta attie
    olafur olaf oli
    наталья наталия наташа ната
    александр александра саша шура саня алекс
    мария марья маша маруся
    анна аня нюра анюта
    екатерина катя катюша
    елена алена лена
    дмитрии дима митя
    михаил миша
    иван ваня
    ольга оля
    татьяна таня
    владимир володя вова
    светлана света
    юлия юля
    алексеи алеша леша
    сергеи сережа
    евгении евгения женя
    николаи коля
    павел паша
    ирина ира
    анастасия настя
    дарья даша
    софия софья соня
    людмила люда мила
    юрии юра
    андреи андрюша
    борис боря
    георгии гоша жора
    константин костя
    василии вася
    ксения ксюша
    любовь люба
    надежда надя
    assumpta sumpta
"""
# Names that people are given in full. Two of them are two names, even if one comes from the other: Anna and Hannah.
_FULL_NAMES = """
    abigail albert alexander alexandra alejandro alessandro aleksander alice alison amelia andrew andreas andre andrea andrei
    anne ann anna hannah anthony antonio anton antonia arthur augustus august barbara beatrice beatrix benjamin bernard bridget
    caroline carol katherine catherine kathryn katharine karin karen ekaterina caitlin kathleen charles carl karl carlos charlotte
    christina christine kristina kristin christopher cristina kirsten daniel daniela daniella danielle david deborah debra dimitri
    dmitri dmitry donald dorothy dora edmund edward eduardo eleanor ella elinor helen helena elena ellen yelena elizabeth elisabeth
    elspeth isabel isabella emily emma eugene evgeny florence flora frances francis frank francesca francisco frederick friedrich
    federico gabriel gabriela gabrielle george jorge georg yuri gerald gerard giovanni john jean ivan juan jan johan johann ian sean
    shaun jonathan johannes evan gregory grigori harold harry henry henri enrique ignatius ignacio irene irina jacob jakob jacqueline
    james seamus hamish diego jaime jane janet jeffrey geoffrey jennifer jessica joan joanna joanne johanna joseph jose giuseppe josef
    yusuf youssef josephine joshua judith julia julie julian juliet giulia kenneth laurence lawrence lars lorenzo laura leonard leon
    leonardo louis lewis luis ludwig luigi louise louisa lucy lucia lucille magdalena madeleine margaret margarita margot marguerite
    margarete margareta margarethe malgorzata maria mary marie miriam mariam maryam marija moira maura maureen mairin mark marc marcus
    marco markus martha martin matilda maud matthew mateo matteo matthias mathieu maximilian maxim maxime michael mikhail michel
    miguel michele michal mehmet natalia natalie nathan nathaniel
    nicholas nicolas nikolai klaus nicola nicole olivia pamela patricia patrick paul paulo pablo pavel paolo paula paulina penelope
    peter piotr pedro pierre pieter petr philip philippa phillip felipe philippe rachel raquel rahel raymond rebecca richard ricardo
    riccardo robert roberto robin rupert roger ronald rose rosa rosemary rosalind samuel samantha sarah sara zara sebastian simon
    simone sofia sophia sophie sofie zofia sonia stanley stephen steven stefan stephan stephanie esteban etienne stefano susan
    susanna susanne suzanne susana zuzana svetlana sylvia sylvie silvia terence theresa teresa tessa theodore fyodor thomas tomas
    tomasz timothy tobias valentina valerie victor viktor victoria viktoria vincent vincenzo virginia vladimir walter wilhelm william
    guillaume guillermo willem wilhelmina winifred zachary brigid brighid brid birgit brigitte brigida birgitta padraig padraic
    mairead maire siobhan sinead aoife eva eve caoimhe eoin owen eoghan tadhg diarmuid dermot denis donncha cathal conor connor niamh
    grainne grace fionnuala micheal aine eilis nora noreen honora honor una agnes peadar aisling roisin saoirse cillian killian
    orlaith orla sorcha declan brendan finbarr barry fergus malachy alasdair alastair alistair katharina ulrich ulrike jurgen gertrud
    gertrude hildegard rudolf siegfried konrad kurt conrad dietrich manfred therese theresia franz franziska angelika veronika
    veronica vera stefanie christiane dorothea wilhelmine eberhard dolores concepcion guadalupe rosario mercedes consuelo jesus
    manuel manuela rafael rafaela alberto santiago pilar fernando fernanda gonzalo javier xavier gregorio vicente rodrigo francesco
    franco domenico salvatore filippo alessandra aleksandr aleksandra anastasia tatiana tatyana olga sergei sergey aleksei alexei
    alexey yury grigory boris konstantin ludmila galina nadezhda yekaterina fedor stepan vasily anatoly katarzyna agnieszka wojciech
    stanislaw krzysztof grzegorz maciej jakub andrzej pawel jerzy jadwiga jiri frantisek vaclav marketa katerina miroslav ladislav
    jaroslav zdenek nils bo olof fredrik mikael elisabet katarina ulrika ingeborg torbjorn sven kristoffer anders bengt gunnar gustav
    leif erzsebet istvan laszlo sandor jozsef ferenc eszter katalin zsuzsanna gyorgy janos judit ilona andras bartholomew cordelia
    ophelia persephone cassandra miranda amanda melanie melissa gwendolen gwendolyn millicent rosamund augusta augustina marianne
    marianna marjorie constance cornelius cornelia hugh ronan alan allan brian kevin keith colin derek graham trevor darren gareth
    gary jeremy duncan angus malcolm isobel felicity prudence philomena imelda bernadette
"""


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(_FORMS.split("\n")):
        for name in line.split():
            groups.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


def is_form_of(name: str, other: str) -> bool:
    """Return whether two folded first names are forms of one name."""
    groups = _groups()
    return not groups.get(name, frozenset()).isdisjoint(groups.get(other, frozenset()))


def has_forms(word: str) -> bool:
    """Return whether a folded word is a first name that has other forms, or one of them."""
    return word in _groups()


@lru_cache(maxsize=1)
def _forms_by_group() -> dict[int, frozenset[str]]:
    return {number: frozenset(line.split()) for number, line in enumerate(_FORMS.split("\n"))}


@lru_cache(maxsize=1)
def full_names() -> frozenset[str]:
    """Return the folded first names that people are given in full."""
    return frozenset(_FULL_NAMES.split())


def nicknames_of(name: str) -> frozenset[str]:
    """Return what friends may call somebody with a folded first name, and the full names it may be short for."""
    known = {form for group in _groups().get(name, ()) for form in _forms_by_group()[group]}
    if name in full_names():
        known -= full_names()
    return frozenset(known - {name})


_VOWELS = "aeiouy"
_STEM = late_pattern(r"[^aeiouy]*[aeiouy]+[^aeiouy]+")
_LATER_SYLLABLE = late_pattern(r"(?<!^)[^aeiouy](?=[aeiouy])")
_ENDINGS = ("y", "ie", "i", "ey")


def shortened(name: str) -> Iterator[str]:
    """Yield what a folded first name of any language may be shortened to: Zephyrine to zeph, zephy, zephie.

    Some are also ordinary words or other names.
    """
    if not name.isalpha() or not name.isascii():
        return
    length = len(name)
    if name[-1] not in _VOWELS:
        yield from _with_endings(name)
    for end in range(3, min(length - 1, 7)):
        stem = name[:end]
        if stem[-1] not in _VOWELS and _STEM.match(stem):
            yield stem
            if end < 6:
                yield from _with_endings(stem)
        elif end > 3:
            yield stem
    for found in _LATER_SYLLABLE.finditer(name, 1):
        rest = name[found.start() :]
        if 4 <= len(rest) <= length - 2:
            yield rest


def _with_endings(stem: str) -> Iterator[str]:
    for ending in _ENDINGS:
        yield stem + ending
        if len(stem) == 3:
            yield stem + stem[-1] + ending
