"""Decides whether a word that is also a name is used as one: "Will wrote", but "will write". Knows no contacts."""

import re

from plaintext_network.model.language.name_words import COMMON
from plaintext_network.model.language.nicknames import nicknames_of
from plaintext_network.notes.late_patterns import late_pattern

# Words that a shortened name can look like, besides those that are common names.
_MORE_WORDS = """
    brand brando char chars chant champ crisp hard maid peri tran rapt barb berth bern bridge bride bridal caro christ chris clemency cord
    corde dome domi dorm elle gene gera gore hone jess joss kath lily madam magi mali marg marga mario merc mori natal pasta pater perc
    perce petal phil plate raven sand sander seren serena silver silve steph tames temper tempe terra thor titan tore vale vera victor wend
    ace ad add age ago aid aim air alba alp alps alter amber ant ante anti arc arch area ark arm arms army arrow ash ask aunt auto
    bad bag bake ban band bang bar bare barn base bash bat bath bed bee beg belt ben bend beta bet bets bid bike bin bite bit blog
    blue bob body bold bolt bond bone book boot boss both bow bowl box boy brad bra brand brew brie brig brush bud bug bun bus
    bust buy cab café cafe cage cake calm cam camp cane cant cap cape capital car card care cart cast cathedral cave cent centre
    cell chap chart chat chess chin cite city civic clan clar class claw clean clear clock close clot club coal coat cod code cold
    col come con cone cons cope copy cor cord core corn corner cost cot count country court cove cover cow crown cry cub cup cure
    cut dad dam damp dare dark data date day dead deal dear deb deco deed deep dell delta den dent desk dial diet dig dim din dine
    dip dirt disc dish doc dock dog dole doll dome don done door dope dose double down draft drag draw dress drop drum dry dub duck
    due dug duke dull dusk dust dye ear east easy eat edge egg ego elf elk elm elf emma end era erg essay eve even ever evil exam
    exit eye fab face fact fade fair fall fame far fare farm fast fat fate fav fax fed fee feed fen fern few fig file fill film fin
    final find fine fir fire firm fit fix flag flat flash fled flex flop flor flow flu fly foam fog fold folk font food fool for
    form fort forth four free fresh fry fuel full fun fund fur game gap gar garage garden gas gate gel gem gen gent ger germ gift
    gig gin girl gist glad glass glen glow goal goat gold golf gone goods gov gram gran grand gras grass grave great grid grip gross
    group grow gum gun gus gut gym hail hair half hall ham hang happy harm harp hat hate haven head heal health heard heart heat
    height hell helm help hem hen herb herbs hero hid high hint hip hit hob hog hole home hood hook hop horn host hot hour house hub
    hug hum hung hunt hut ice idea ill inch index ink inn inner int into ire iron isle item jab jam jar jaw jazz jeans jest jet job
    join joke jug jump just kale keen keep kelp ken key kid kids kill kin kind kiss knit lab lad lag lap lard lark lash last late
    lava lawn lax lay lead leaf lean lee leg lend lens lent leo less let letter level liar lib lid lie lied life lift light lime
    limit limp line link lip list liver load loan lob lock lodge log lone loop lord lore loss lost lot lots loud loved luck lunch
    lung lure mad mag mail main mal malt mam man mane manor map mar march mare mark market mars mart mask mass mast mat mate math
    maths maw max maze meal mean meat med medal media medic meet mel mell mem men mend menu merit mess met metal mic mid mild mile
    milk milky mimi mind mine mini mint minute mir mix mob mock mod mode mole mom mono mood moor moral morn moss moth motor mount
    mourn mouse move mud muffin mug mum music must nab nag nail name nan nap nat natal national nave navy neat neck need nerd nest
    net news nib night nil nine nip nit nod nom nor norm north nose note notes nun nut oak oat odd oil olive open oral orb order ore
    oven owl own pack pad page paid pain pair pal pale palm pan panel pant pants pap paper par para parish park parrot part party
    pass past paste pasta patch path patio patron paw pay pea peak pear ped pen penal pepper per perm perp pest pet pets petrol phil
    phone photo pic pie pig pile pill pilot pin pine pink pint pip pipe pit plan play plot plus pod poem pol pole poll pond pool poor
    pop pope port pose pot pray prep press pro prom proof prop pros proud pub pull pulse pump pun pure push quay queen quest quick
    quiet quill quin quint quit quiz race rad raft rag rail rain ram ramp ran rand range rap rare rat rate rave raw ream reap rebel
    red reg regal rein rel rem rent rep rest rev rib ride rig ring rink rip ripe rite road roar roast robe rock rod rode role roll
    roman room root rope ros rot rote rove row rub rug ruin rum run rust sac sack sad safe sag sail sake sal sale salon salsa sam
    same san sand sandal sane sash sat sate satin save saw sax say scar school scot scrub sea seal seat seb sec sect see seed sees
    sell sent seq ser serf serve set sew sex shade shall shan share shaw she shed shell shin ship shirt shiv shop shore shot shy sib
    sick side sigh sign silk sin sing single sinus sip site six size skin slim slip slot slow smith smart smile snap soap sob social
    soda sofa soft soil sol sole solo sonar soph sort soul soup sour spa span spar speed spin spot spy squad sta stab stable staff
    stag stage stain stall stamp stan stand star start state stats stay steel stein stella step sting stoop strap sub such suit sum
    summit sung super sure surf sus swan swim syl tab table tail take tale tall tam tame tamp tap tape tar tart task tasty tat tax tea
    teal team tear tech tee teen tell temp tend tent term test text thanks thee theme theo there thin thing tho thy tic tide tie tier
    till time times tin tip tit title toe tog told toll tomb tone tonic took tool top torn toss tot total tour tow town toy track tram
    trap travel tray tree trek trend tri trick trim trio troy true trunk try tub tube tug tune turf turn turtle twin type ugly ultra
    una uni union unit upper urge urn use usual vague vain val vale valet valley value vamp van vane vans vast vat veg veil vein
    venture ver verb verge vest vet vice vie view vile villa vine vinyl virgin visa visit viv vocal vol vote vow waist wait wake walk
    wall wand want war warm warn warp wary was wash wasp waste watch wave wax way weak wear web wed week weld west wet wheel whip whit
    wick wide widow wife wig wild win wind window wine wing wink winn wins wire wise wish wit wits woe woke wolf won word work worm
    worn worth wry yard yarn year yes yet yoga yoke zap zed zen zero zest zip zone zoo zoom
    peters dons bobs jacks toms jims pats nicks sallies tracks hugs jeans
"""
_ORDINARY = COMMON | frozenset(_MORE_WORDS.split())


_MONTHS_WORDS = """
    jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september
    october november december
"""
_MONTHS = frozenset(_MONTHS_WORDS.split())
_DAYS_WORDS = """
    mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday summer autumn winter
    spring christmas easter noel eve
"""
_DAYS = frozenset(_DAYS_WORDS.split())
_CALENDAR = _MONTHS | _DAYS


def is_ordinary(word: str) -> bool:
    """Return whether a folded word, or its singular, is an ordinary English word. The nickname *Mags* is hardly *mag*."""
    if word in _ORDINARY or word in _CALENDAR:
        return True
    return word[-1:] == "s" and word[:-1] in _ORDINARY and not nicknames_of(word)


_BEFORE_DAY = late_pattern(
    r"(?:(?<![\d.:/-])\d{1,2}(?:st|nd|rd|th)?|(?<!\w)(?:in|on|by|since|until|till|last|next|this|every|each|early|mid|late|end|beginning|before|after|during|around))[\s,–-]{1,3}$",
    re.IGNORECASE,
)
# After these, a month is a month only if another day, month or number is before them: `April and May`, but `slides for May`.
_BETWEEN_DAYS = late_pattern(
    r"(?<!\w)(?:\d{1,4}(?:st|nd|rd|th)?|end|beginning|start|middle|month|half|week|first|last|rest|"
    + "|".join(sorted(_CALENDAR))
    + r")\s{1,2}(?:of|from|to|through|for|and|or)\s$",
    re.IGNORECASE,
)
_AFTER_DAY = late_pattern(
    r"[\s,./–-]{0,3}(?:\d|(?:and|or|to|–|-|/)\s{0,2}(?:" + "|".join(sorted(_CALENDAR)) + r")\b)",
    re.IGNORECASE,
)
# Of a house, not of a day or a time: `2026-11-20 Will and Ada`, `10:30 Will`.
_NUMBER_BEFORE = late_pattern(r"(?<![\w.:/-])\d{1,4}[a-z]?,?\s$", re.IGNORECASE)
# What a name of a street, a house or an institution ends in.
_PLACE_AFTER = late_pattern(
    r"['’]?s?(?:\s[^\W\d_]+)?\s(?:street|st|road|rd|avenue|ave|lane|square|drive|place|court|terrace|crescent|quay|bridge|house|hall|hospital|school|church"
    r"|cathedral|chapel|college|university|station|park|hotel|theatre|theater|gallery|museum|library|island|valley|hill|day|festival|prize|award)\b",
    re.IGNORECASE,
)
_OPENING_SIGNS = " \t\"'“”‘’([*_>-+#•"
# What follows somebody's name, but hardly an ordinary word that opens a sentence.
_AFTER_NAME = late_pattern(
    r"\s*(?:$|['’]s?(?!\w)|[,;:.!?)\]\"”’*_&+/]|[-–—]\s"
    r"|(?:and|und|or|with|from|at|about)\s"
    r"|(?:just|also|then|never|always|still|already|soon|kindly|once)\s"
    r"|(?:is|isn|was|wasn|has|hasn|had|hadn|does|did|didn|says|said|wants|needs|likes|loves|knows|knew|thinks|thought|asks|gives|gave|sends|sent|wrote"
    r"|writes|calls|rang|rings|told|tells|came|comes|went|goes|got|gets|made|makes|met|meets|took|takes|lent|lends|brought|brings|found|finds"
    r"|works|lives|moves|runs|ran|left|leaves|lost|won|saw|sees|felt|feels|keeps|kept|knits|sings|sang|plays|paints|teaches|taught|bought|sold|sells"
    r"|helps|recommends|advises|suggests|introduces|would|could|might|should)(?!\w)"
    r"|[^\W\d_]{2,}ed(?!\w))",
    re.IGNORECASE,
)


_POSSESSIVE = late_pattern(r"['’]s(?!\w)")
# Before a thing: `the bill's date`, but `grace's book`.
_DETERMINED = late_pattern(r"\b(?:an?|the|this|that|its|his|her|my|our|their|each|one)\s$", re.IGNORECASE)
_TAG_GOES_ON = late_pattern(r"[-_/]?\w")


def is_used_as_name(text: str, start: int, end: int) -> bool:
    """Return whether an ordinary word at a half-open span of a text is used as a name there. In doubt, it is."""
    typed = text[start:end]
    if typed[0].islower():
        if _POSSESSIVE.match(text, end):
            return _DETERMINED.search(text[max(0, start - 8) : start]) is None
        # A tag of one ordinary word: `#grace`, but `#will-power`.
        is_tag = start > 0 and text[start - 1] == "#" and not _TAG_GOES_ON.match(text, end)
        return is_tag and typed not in _CALENDAR
    before = text[max(0, start - 30) : start]
    is_of_calendar = typed.lower().removesuffix("s") in _CALENDAR or typed.lower() in _CALENDAR
    if is_of_calendar and (
        _BEFORE_DAY.search(before) or _BETWEEN_DAYS.search(before) or _AFTER_DAY.match(text, end)
    ):
        return False
    if _NUMBER_BEFORE.search(before) or _PLACE_AFTER.match(text, end):
        return False
    if _is_opening(before, start) or (len(typed) > 1 and typed.isupper()):
        return _AFTER_NAME.match(text, end) is not None
    return True


def _is_opening(before: str, start: int) -> bool:
    """Return whether any word would have a capital here."""
    bare = before.rstrip(_OPENING_SIGNS)
    return bare[-1:] in tuple(".!?…:;\n\r") if bare else start <= len(before)
