"""Decides whether two folded first names can be one person's: short forms and spellings, but not his name and hers. Knows no contacts."""

from functools import lru_cache

from plaintext_network.model.language.nicknames import full_names, has_forms, is_form_of
from plaintext_network.model.language.sounds import spelling_key

_LONG = 6  # letters of a name that is no short form
# Spellings of one name that differ in their vowels.
_SPELLINGS = """
    mohammed muhammad mohamed mohammad mohamad muhammed muhamed mohamud
    ahmed ahmad achmed
    hassan hasan hassen
    hussein hussain husein hossein hussien
    yusuf youssef yousef yusef yousuf yussuf
    omar umar omer
    khalid khaled chaled
    abdullah abdallah abdulla
    mustafa moustafa mustapha
    mahmoud mahmud mahmood
    aisha ayesha aysha aicha
    fatima fatimah fatma
    leila layla laila leyla lejla
    mariam miriam maryam meryem
    yasmin yasmine jasmin jasmine yasemin
    stephen steven stephan stefan
    alexander aleksander aleksandr alexandr oleksandr
    alexandra aleksandra oleksandra
    catherine katharine kathryn katherine katharina katarina katerina
    elizabeth elisabeth elisabet
    nicholas nicolas nikolas
    dmitri dmitry dimitri dimitry dmytro
    yevgeny evgeny evgeni yevgeni yevgeniy
    yekaterina ekaterina jekaterina
    yelena elena jelena
    natalia natalya nataliya nathalie natalie
    zsofia sofia zofia sophia
    jonathan jonathon johnathan
    ann anne
    rachel rachael
    michael mikael
    pyotr petr piotr
    fyodor fedor
    thorsten torsten
    henry harry
    matthew mathew
    bjorn bjoern
    soren soeren
"""
# Forms that some couples have between them, so that they don't tell that two names are one person's.
_UNCLEAR = frozenset("andrea frances gene jan jean jo michele nicola robin sandy".split())  # noqa: SIM905
# Of names that share a line with one of the other sex.
_WOMENS_WORDS = """
    alessandra alejandra aleksandra alexandra antonia charlotte christina christine christiane cornelia cristina daniela daniella danielle
    fernanda francesca franziska gabriela gabrielle geraldine josephine josefa julia julie juliet kristina kristin kirsten laura lori louise louisa
    manuela nicole patricia paula paulina philippa rafaela samantha simone stephanie stefanie theresa teresa valentina valerie victoria
    viktoria wilhelmina wilhelmine ulrike ulrika
    josie fifi lottie lotta lotte lulu minna mina pippa posy rike sandra steffi suse tess tessa tini tina tori toria tricia trish trina ulla
    vicki vicky ziska fran franny gaby jenny janie jeanie
"""
_WOMENS = frozenset(_WOMENS_WORDS.split())
_MENS_WORDS = """
    alejandro alessandro aleksander aleksandr alexander andre andreas andrei andrew anthony anton antonio antony carl carlos charles christopher
    cornelius daniel eugene fernando francesco francis francisco frank franz gabriel gerard giovanni ivan jacob james johan johann johannes
    john joseph josef juan julian kristoffer laurence lawrence lorenzo louis lewis ludwig luigi luis manuel matthew nicholas nicolas nikolai
    patrick paul pavel pablo paolo paulo philip phillip phil philippe rafael richard robert samuel sebastian simon stefan stephan stephen steven stefano
    terence theodore ulrich victor viktor vincent walter wilhelm william
    chuck fritz hank jack johnny kris larry maxl paddy steve tony topher vince will willy xander
"""
_MENS = frozenset(_MENS_WORDS.split())

# First names without short forms in the table of nicknames. Words that are as often family names aren't among them.
_MORE_NAMES = """
    ada adam adele adrian adriana agata agnete aisha akira alba alberta alejo aleksi alena alexis alfie alfonso
    alfred alicia alina aline alma alois alvaro amaia amara amare amina amir amit amy ana anais anders andra andrzej
    ane anette angel angela angelo anika anita anja anke annabel annelies annette annika anouk ansgar antje anton
    antonella arda ariane ariel armin arne arno arthur arun arvid asa asger asha ashley asia astrid atsuko audrey
    aurelie aurora axel ayse ayumi babak bahar barnabas bartosz bastian beata beate benedikt benita benoit berat
    berit berta bertil bianca bilal birger bjarne bjorn blanca bogdan boris borja bozena bram brandon brenda brett
    britt bruno burak camila camille candice carina carla carlo carlotta carmen carolina carsten catarina cecilia
    cecilie cedric celia celine cem cesar chandra chen chiara chidi chika chioma chloe christelle christian
    christoph ciara claire clara clarence clarissa claude claudia claudio claus clemens clement cosima cristian
    cyril dagmar dagny dalia damian damien dana danilo dario dariusz davide dawid deepak denise deniz dennis desmond
    diana diane didier dieter dilip dimitra dimitris dina dirk dolf dominic dominik dominique dorota dragan dusan
    edgar edith edmond edwin eero efe eija einar eino eirik ekua elaine elena elias elif eliska elke elliot elodie
    elsa elvira emanuel emeka emil emile emilia emilie emine emre enzo erdem erik erika erin erling ernest ernst
    erwin esa esra estelle esther etta eugenie eun eva evelyn ewa fabian fabien fabio fabrice faisal faith farah
    farid fatih fatma felix femi fernanda filip finn fiona flavia flavio florent florian folake fouad francine
    franco francois francoise frederic frederik frederike frida frieda friederike gabor gaelle gemma genevieve
    georges georgia georgina gerda gerhard germaine gernot giacomo giorgia giorgio gisela gitta giulia giulio gonca
    goran gordon graciela greg gregor greta grit grzegorz guido gunther gustavo guy habib hakan hakim halina hamid
    hamza hana hanna hanne hannele hans harald haruto harvey hasan hassan hatice hector hedda hedwig heidi heike
    heiko heinrich helga helge helmut hendrik henning henrik herbert herman hermann hilary hilda hiro hiroshi holger
    horst howard hubert huda hugo hussein ian ibrahim ida idris ignacio ilse ilyas imran ines inga inge ingo ingrid
    inken ioana ioannis irina iris irmgard isaac isabelle isak ishaan ismael ismail ivana ivar ivo jaakko jaap jacek
    jacques jadwiga jana janina jarno jasmin jasper javier jean jeanne jeannette jelena jenna jens jeroen jerome
    jesper jin jitka joachim joakim joao joaquin jochen johan johanna jonas jordan jorg jorge jorn josefine joyce
    juan jude julian juliana juliane juliette julius junko jurgen justin justine justyna jutta kai kaisa kamil
    kamila karel karim karina karl karla karol karolina karsten kasper katja katrin kazuko keiko kemal kenji kerem
    kerstin khalid kim kimberly kiran kirsi klara klaudia knut kofi konstanze krishna kristian kristina kumar kunal
    kwame lada lakshmi lara larissa lasse laszlo laure laurent lea leah leander leila lene lennart leonie leonor
    leopold leticia levent liam lidia lilian liliana lina linda linn linnea lionel lisbeth livia lore lorena lothar
    louisa luc luca lucas lucie lucien ludmila luigi luisa luiz lukas lydia maarten maciej mads magnus mahmoud maia
    maite maja malik malin malte manfred manon manuela mara marcel marcela marcello marcin margherita mariana
    marianne mariano marina mario marion marisa marit marius marjan marko marlene marlies marta marten martina
    masako massimo mateus mathilde matilde mats matthias maurice mauricio mauro maya mehdi mehmet mei melek meral
    mercy merete merve metin mette micaela michaela michal michele michelle miguel mika mikko milan milena milos
    mina mirela miriam mirjam mirko miroslav mitsuko mohamed mona monica monika monique moritz morten murat muriel
    mustafa nabil nadia nadine nahid naomi narges nasser natascha nathalie nele nestor ngozi nicolai nicole niels
    nihal nikhil nikita niklas nikola nina nisha nnamdi noah noelle noemi nora norbert norma norman nour nuno nuray
    nuria octavia odette odile oksana olaf ole oleg olena olga olive oliver olivier omar oona orhan oriol orsolya
    oscar oskar osman otto ozge pablo pascal pascale patricia patrizia patryk paulina pauline pavel pawel pedro
    peggy per petra pia pierluigi pilar piotr poul prakash predrag priya przemyslaw rafael rafal rahul raimund raj
    rajesh ralf ralph ramona rana raphael rashid rasmus raul ravi regina regine reinhard reinhold rema renata renate
    rene renee reza ricarda rikke rita roberta robin rocio rodolfo rohan roland rolf romain roman ronja rosa rosalie
    rosario rowena ruben rudiger ruth ryan sabine sabrina sachiko said sakura salim salma samir samira sandeep
    sandrine sanjay sara sascha saskia satoshi sead sebastien selim selma semra serge sergio severin shirin shirley
    sibel sibylle sidney sigrid sigurd silke silvana silvio simona sina sindre siri snezana soledad solveig sonali
    soren stefania steffen stella sten stephane stina sule suleiman sumiko sunita susann svenja svetlana swantje
    sybille sylvain szymon tadeusz takashi tamara tania tanja tapio tarek tariq tatjana teemu tereza terje thea
    theodora thierry thilo thomas thorsten tiago tiina tilman timo tina tiziana tobias tomas tomoko torben torsten
    tove tristan tuomas turid tycho udo ulf uli ulla ulrike umberto umit umut urs ursula ute uwe valentin valeria
    vanessa vasco vera verena veronique vesna vibeke victoria vidar vijay viktoria vilma vincente violeta virgil
    virginie vitoria vittoria vlasta volker walther wanda wei wenche wendy werner wiebke wieslaw wilfried willi
    willy xenia xiao yael yan yann yannick yasemin yasmin yildiz ying yoko yolanda youssef yuki yuko yuri yusuf yves
    yvonne zain zainab zbigniew zdenka zehra zeynep zoe zofia zoltan zora zuzana
"""


@lru_cache(maxsize=1)
def _more_names() -> frozenset[str]:
    return frozenset(_MORE_NAMES.split())


def is_first_name(word: str) -> bool:
    """Return whether a folded word is a common first name, or a short form of one."""
    return has_forms(word) or word in _more_names()


def is_one_first_name(one: str, other: str) -> bool:
    """Return whether two folded first names can be one person's: the same, an initial, a spelling or a short form."""
    if one == other:
        return True
    if 1 in (len(one), len(other)):
        return one[0] == other[0]
    return is_respelled(one, other) or is_short_for(one, other) or is_short_for(other, one)


def is_short_for(short: str, whole: str) -> bool:
    """Return whether one folded first name is a short form of another full one, and only of somebody of the same sex.

    Bob is short for Robert. Jean is not short for John, nor Lottie for Charles.
    """
    if whole not in full_names() or short in full_names() or not is_form_of(short, whole):
        return False
    if short in _UNCLEAR or whole in _UNCLEAR:
        return False
    return not ((short in _WOMENS and whole in _MENS) or (short in _MENS and whole in _WOMENS))


def is_respelled(one: str, other: str) -> bool:
    """Return whether two folded words are one name in two spellings: Marc and Mark, Mohammed and Muhammad, but not Toni and Tony."""
    if one == other:
        return True
    found = _spellings().get(one)
    if found is not None and found == _spellings().get(other):
        return True
    if spelling_key(one) != spelling_key(other):
        return False
    if one[-1] == other[-1] or {one[-1], other[-1]}.isdisjoint("iyej"):
        return True
    return min(len(one), len(other)) >= _LONG or not full_names().isdisjoint((one, other))


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    lines = _SPELLINGS.strip().split("\n")
    return {name: line.split()[0] for line in reversed(lines) for name in line.split()}
