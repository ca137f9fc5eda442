"""Lists forms of one first name that differ too much in spelling to compare: Bob and Robert. Knows no contacts."""

from functools import lru_cache

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
