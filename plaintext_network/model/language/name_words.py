"""Lists English words that are also names, and words that precede names. Knows no contacts."""

# English words that are also names, and words that must not match a short name.
_COMMON_WORDS = """
    a about after again all also am an and any are as at back be been before both but by can come could day did do does
    done each else ever few for from get give go good got had has have he hello her here hi him his how i if in is it its
    just last left like made make many me more most much my near new next no not now of off ok on once one only or other
    our out over own real same say see she so some soon still such than that the them then there they this to too two
    under up us very was we well were what when where which who why with yes you your
    will mark may grace hope rose bill art rob sue faith joy jack dean frank grant guy miles rich chase drew pat ray wade
    april june august summer sunny dawn ivy iris violet ruby pearl amber autumn winter spring daisy lily olive holly
    heather hazel ginger basil sage jasmine myrtle poppy fern clay cliff dale glen heath forest brook river rock sky star
    stone sandy misty stormy gene jay robin crystal jade gem opal coral melody carol harmony charity chance mercy patience
    prudence verity honor honour constance felicity angel christian bishop pope abbot monk major king queen prince duke
    earl baron knight noble page squire marshall sheriff judge law laws constant eve noel christmas easter monday tuesday
    wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january february march july september october
    november december jan mar sept young old long short little small large big strong best better early late wise nice
    sharp swift sweet savage gay moody blunt bright brown black white green gray grey blue gold silver red church hill
    woods wood field fields park parks meadow lake rivers waters bridge ford banks bank lane street west east north south
    bush rice bean berry cherry plum peach apple pepper salt honey love cash price cross bell ball case coin court mills
    mill fox wolf lamb bird hawk swan fish crane drake finch crow bull buck bear hart hare bass pike hand head foot power
    powers snow frost rain storm gale cloud cook baker butcher fisher hunter shepherd gardener carpenter painter potter
    farmer miller driver porter sailor singer dancer weaver barber tailor walker butler max buddy happy lucky earnest
    wells post van pierce skip scout cheer trip bob rod peg penny kitty bunny tiger lance pen buster champ ace dot man men
    miss son song sung bang fan gang kit cat tab tag tan tang ten pan long rush bliss moon sunshine fortune trinity destiny
    precious chip chuck cliff colt dash dusty flora rusty reed reef rowan royal stormy sterling trace true ward wren
"""
COMMON = frozenset(_COMMON_WORDS.split())
TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "miss", "sir", "dame", "lady", "lord"})
# Words that can be capitalized before a family name without being a first name.
_BEGINNING_WORDS = """
    met saw called visited emailed texted messaged phoned rang wrote told asked gave thanked helped coffee lunch dinner
    call tea dear hello hi mit
"""
BEGINNINGS = TITLES | frozenset(_BEGINNING_WORDS.split())
