"""Owns the English words by which a post is known to speak ill, of private matters or of secrets. Lists; reads no text.

A word stands for its common forms. In a phrase `|` parts words of which any will do, and `?` follows one that may be missing.
"""

# Said of somebody, these are ill wherever they stand in the sentence.
INSULTS = """
    idiot; idiotic; moron; moronic; imbecile; incompetent; incompetence; clueless; liar; crook; fraudster; scammer; con artist; con man; con men; charlatan; tyrant; psychopath; sociopath; narcissist; narcissistic;
    creep; creepy; jerk; asshole; arsehole; bastard; bitch; dickhead; prick; wanker; twat; scumbag; scum; backstabber; backstabbing; two-faced; sleazy; slimy; spineless; gutless; laziness;
    dishonest; unprofessional; unethical; arrogant; arrogance; pompous; obnoxious; insufferable; unbearable; abusive; hypocrite; hypocritical; delusional; brainless; dimwit; buffoon;
    amateurish; bullshit; shitty; sucks; sucked; despicable; disgraceful; shameful; vile; lied; lies to; betrayed; stabbed me|us in the back; ripped me|us off; rip-off; ripoff;
    screwed me|us; took credit for; takes credit for; taking credit for; stole my|our|from; steals my|our|from; ghosted me|us; wasted my|our time; waste of my|our time; waste of space; threw me|us under the bus; can't be trusted;
    cannot be trusted; couldn't care less; full of himself|herself|themselves|itself; full of shit|crap|liars|idiots|crooks|snobs; badly run; badly managed; poorly run; poorly managed; treated|treats|treat|treating me|us|people|everyone|everybody|staff|them badly|poorly|terribly|horribly|unfairly|appallingly;
    refuses|refused to pay; never pays|paid; late payer; good riddance; worst boss|bosses|manager|managers|client|clients|customer|customers|company|employer|job|colleague|colleagues|person; failed me|us; let me|us down; living hell;
    soul destroying; soul-destroying; soul crushing; soul-crushing; underpays; exploitative; gaslights; gaslighting; micromanages; micromanaging; micromanaged; money grabbing; money-grabbing; dying industry; sellout; rip people|clients|customers off; rips people|clients|customers off;
    cons people|clients|customers; cheats people|clients|customers|its|their|his|her; cheated people|clients|customers|us|me|its|their|his|her; bullied me|us|people|everyone|her|him; bullies me|us|people|everyone; exploits people|staff|its|their|his|her|everyone|us; not fit to; did a terrible|bad|poor|lousy|awful|shoddy|horrible job; did nothing but; done nothing but; does nothing but
"""
# So are these, unless what they stand before is a thing: a useless panel.
SLIGHTS = """
    useless; worthless; pathetic; toxic; lazy; lazier; laziest; stupid; stupidity; dumb; hopeless; overrated; sexist; racist; crap; shit; disgusting; nasty; rude; rudeness; greedy; stingy; crooked; rotten; corrupt; loser; overpaid; ungrateful; waste of time; waste of money; inept; selfish
"""
# These are ill only where they are said of it outright: before it, or after a form of `to be`.
FAULTS = """
    bad; terrible; awful; horrible; horrid; dreadful; appalling; atrocious; abysmal; poor; lousy; worst; worse; ridiculous; nightmare; disaster; mess; shambles; joke;
    embarrassment; disgrace; disappointment; disappointing; failure; catastrophe; circus; hell; hellhole; trash; garbage; rubbish; junk; boring; dull; unfair; unhelpful;
    unreliable; untrustworthy; unfriendly; unkind; mean!; cruel; selfish; slow; difficult; impossible; crazy; insane; mediocre; inept; ignorant;
    ungrateful; petty; sloppy; careless; cheap; shady; dodgy; broken; dying; doomed; failing; outdated; backward; backwards; chaotic; dysfunctional; disorganized; disorganised;
    miserable; depressing; hateful; evil; wrong; weak; annoying; irritating; exhausting; tedious; pointless; meaningless; overpaid; a waste; snob; bore; pain; thief;
    thieves; clown; clowns; fool; fools; foolish; monster; vulture; vultures; parasite; parasites; dinosaur; fake; evasive; jealous; drunk; overhyped; lying; scam; fraud; hack; hacks; snake; bully; bullying; quack; cheat; cheater; dictator; dead-end; dead end; dinosaur; sellout; hell on earth; no good; full of it; out of his|her|their depth; all talk; to blame; a liar
"""
# What somebody does, said right after they are named.
DEEDS = """
    lies; cheats; steals; makes|make|made me sick; drives|drove me mad|crazy|insane; stinks; sucks; bullies; gossips; exploits; cheated; bullied; stole; ruins; ruined; ruining; doesn't care; don't care; does not care; do not care; didn't care; did not care; doesn't know; does not know; has no clue; have no clue; had no clue; has no idea; have no idea; had no idea;
    never listens; never listen; never listened; never answers; never replies; never delivers; never delivered; doesn't listen; don't listen; does not listen; overcharges; overcharged; whines; whined; screams at; screamed at; shouts at; shouted at; yells at; yelled at; messed up; screwed up;
    breaks promises; broke every|his|her|their promise; can't do; cannot do; couldn't manage; can't manage; cannot manage; treats|treated|treat people|us|me|everyone|staff like; ghosted; ghosts
"""
# After these stands what is spoken ill of.
AVERSIONS = """
    hate; hated; hating; loathe; loathed; despise; despised; detest; detested; can't stand; cannot stand; can't bear; cannot bear; couldn't stand; fed up with; fed up of; sick of;
    sick and tired of; sick to death of; tired of; done with; disgusted with|by; ashamed of; embarrassed by; embarrassed|ashamed to work at|for|with; embarrassed|ashamed to be at|with; nobody should trust|hire; no one should trust|hire; nobody should work with|for; no one should work with|for; avoid; stay away from; steer clear of; keep away from; never work with|for; never hire;
    never trust; don't trust; do not trust; don't work with|for; do not work with|for; never again with; wouldn't trust; would not trust; wouldn't recommend; would not recommend; can't recommend; cannot recommend;
    don't recommend; do not recommend; disappointed by|with|in; let down by; lied to by; cheated by; betrayed by; bullied by; ripped off by; boycott; shame on; damn; to hell with;
    screw; fuck; bored by|with|of; worst thing about; trouble with; problem with; everything wrong with; what is wrong with; what's wrong with; dread; regret hiring; regret joining
"""
# With a `not` before them, and said of it outright, these are ill too.
VIRTUES = """
    competent; professional; honest; reliable; trustworthy; helpful; capable; qualified; fair; kind; nice; good; great; smart; bright; clever; serious; polite; respectful;
    ethical; interested; worth; fit; up to; skilled; experienced enough; listening
"""
NEGATIONS = frozenset(
    """not never no hardly scarcely barely without nothing nobody none neither nor cannot far isn't aren't wasn't weren't don't doesn't didn't
    won't wouldn't can't couldn't shouldn't haven't hasn't hadn't ain't isnt arent wasnt dont doesnt didnt wont cant anything""".split()  # noqa: SIM905
)
BEING = frozenset(
    """is are was were be been being am seems seem seemed looks look looked feels feel felt became becomes become gets got getting remains remain remained sounds sounded
    isn't aren't wasn't weren't isnt arent wasnt 's 're""".split()  # noqa: SIM905
)
# What may stand between, and changes nothing.
DEGREES = frozenset(
    """a an the such so very really quite rather just totally completely absolutely utterly simply plain truly always often sometimes usually mostly generally also still again even only merely
    pretty fairly too extremely incredibly unbelievably ridiculously hopelessly bit of kind sort little complete total utter absolute real proper not never one my our this most more far by
    full and probably frankly honestly seriously actually both all at much""".split()  # noqa: SIM905
)

# Whom one works with or for, after `my` or `our`.
WORK = """
    boss; bosses; company; employer; job; workplace; colleague; colleagues; coworker; coworkers; co-worker; co-workers; manager; managers; management; supervisor; client; clients; customer;
    customers; team; firm; office; director; ceo; department; line manager; team lead; leadership; teammates; business partner; headteacher; head teacher; organization; organisation; agency
"""
WORK_ALONE = "where i work; company|firm|place|people i work for|at|with; upper management; senior management; management here; the boss; this company; this job"
# After `my`, `our`, `this` or `the`.
FIELD = "industry; field; profession; trade; sector; line of work"

# What nobody is told of by chance: these alone are a personal matter.
PERSONAL_ALONE = {
    "health": """
        antidepressant; antidepressants; chemotherapy; chemo; miscarriage; panic attack; panic attacks; nervous breakdown; therapist; psychiatrist; suicidal; suicide; self-harm; rehab; ivf;
        hysterectomy; colonoscopy; std; haemorrhoids; hemorrhoids; burnt out; burned out; eating disorder; bipolar; vasectomy; test came back positive; sick leave
    """,
    "family": """
        divorce; divorced; divorcing; custody; alimony; child support; mother-in-law; mother in law; father-in-law; father in law; family drama; family trouble; family troubles;
        family problems; family feud; family row; estranged; marriage counselling; marriage counseling; couples therapy; disinherited; ex-wife; ex-husband
    """,
    "money": """
        overdraft; bankrupt; bankruptcy; payday loan; credit card debt; can't pay my|our|the rent; cannot pay my|our|the rent; can't afford rent; behind on rent|my; flat broke; i'm broke; i am broke; gambling
    """,
    "politics": """
        i voted; am voting for; i'm voting for; republicans; democrats; tories; tory; labour party; conservative party; left-wing; right-wing; leftist; leftists; far right; far left; maga; brexit;
        brexiteers; fascist; fascists; communist; communists; marxist; trump; woke; politicians are; gun control; pro-life; pro-choice; immigrants are
    """,
    "religion": """
        praise the lord; praise god; thank god for; god told; jesus; jesus christ; my saviour; my savior; atheist; atheists; born again; allah; prayed; praying for; pray for; found god; lost my faith; church on sunday;
        sinners; blasphemy; god bless
    """,
    "relationships": """
        girlfriend; boyfriend; breakup; break-up; broke up with; breaking up with; dumped me; tinder; one-night stand; one night stand; hooked up with; my ex; having an affair; had an affair; cheated on me; sex life; horny;
        lovesick; heartbroken; my crush; dating again; slept with; sleeping with; love life
    """,
    "drinking": """
        hungover; hangover; hung over; got drunk; getting drunk; was drunk; so drunk; too drunk; drunk; drunken; tipsy; boozy; booze; tequila; vodka; got wasted; got hammered; blackout drunk; pub crawl; binge drinking; alcoholic;
        bottle of wine alone; too much wine; too many pints; too many beers; too many drinks; cocaine; stoned
    """,
}
# These are, after `I`, `my` or `our`, or of somebody of one's family.
PERSONAL_OWN = {
    "health": """
        depression; depressed; anxiety; cancer; tumour; tumor; diagnosis; diagnosed; illness; ill; sick; disease; surgery; migraine; migraines; health; mental health; therapy; medication; meds; pills;
        doctor; doctors; pregnancy; pregnant; insomnia; breakdown; burnout; burn-out; stroke; heart attack; diabetes; adhd; autism; autistic; addiction; blood pressure; back pain; menopause; symptoms; gp; biopsy
    """,
    "family": "marriage; in-laws; family crisis; parents split; funeral; runaway; family secret; family secrets",
    "money": """
        debt; debts; mortgage; salary; wage; wages; pay rise; pay cut; income; savings; inheritance; rent; bank balance; bank account; credit score; loan; loans; lawsuit; financial trouble; financial troubles;
        money troubles; money problems; money worries; bonus
    """,
    "politics": "politics; political views",
    "religion": "god; religion; baptism; pray; prayers; sins; confession; parish; priest; imam; rabbi",
    "relationships": "in love with him|her|you|my|a|someone|somebody; divorce lawyer; jealousy; loneliness; lonely; single again; broken heart; sex",
    "drinking": "drinking; drinks; drinking problem; alcohol; wine; whisky; whiskey; beer; beers; pints; gin",
}
# Behind these, a word like `cancer` or `president` is part of another thing.
OTHERWISE = frozenset(
    """ward wards unit units charity charities research centre center clinic clinics care patients hospital hospitals trust centres campaign app apps software provider providers building buildings wing corridor
    corridors department departments department's project projects survey surveys records record sector industry service services staff room rooms waiting policy policies professionals technology brand tool tools study
    studies market advice review reviews scheme of tech friend friends coffee tea water lecture talk theatre room rooms""".split()  # noqa: SIM905
)
# What leads from `I` to a matter of one's own.
LEADS = frozenset(
    """'m 've 'd am was have had has got been being a an the my our with from on off in for still really so very just again suffer suffered suffering struggle struggled struggling battle battled battling
    recovering taking take took fighting fought and to into went going go started need needed about pay paid paying owe owed earn earned make made is were feel felt feeling fell fall falling get getting
    beat beaten survived survive hate love lost losing too much many some few several another bad severe chronic clinical high low own first last new terrible awful horrible deep deeply drowning up beyond after
    under""".split()  # noqa: SIM905
)
KIN = """
    mother; father; mum; mom; dad; wife; husband; partner; son; daughter; brother; sister; child; children; kid; kids; parents; parent; baby; family; grandmother; grandfather; uncle; aunt; fiancé; fiancée; spouse
"""
# What is said of one's family, and stays there.
KIN_MATTERS = """
    depression; depressed; cancer; tumour; tumor; diagnosis; diagnosed; illness; ill; sick; disease; surgery; dementia; alzheimer; alzheimer's; addiction; addict; alcoholic; alcoholism; drinking; drinks; prison; jail; arrested; left me; left us; leaving me; cheated; cheating;
    hates me; won't speak; stopped speaking; not speaking; don't speak; expelled; hospital; medication; stroke; heart attack; pregnant; overdose; debt; debts; unemployed; gambling
"""
SECRETS = """
    don't tell anyone|anybody|a|my|our|the|him|her|them|everyone|everybody|people; do not tell anyone|anybody|a|my|our|the|him|her|them|everyone|everybody|people; just between us; just between you and me; between you and me; strictly between us;
    strictly confidential; this is confidential; it's confidential; it is confidential; that's confidential; still confidential; told me|us in confidence; said in confidence; shared in confidence; in strict confidence; off the record; keep this quiet; keep it quiet; keep this secret; keep it secret;
    keep it to yourself|yourselves; keep this to yourself|yourselves; keep that to yourself|yourselves; not supposed to tell|say|share; shouldn't be telling|saying|sharing; should not be telling|saying|sharing; nobody knows yet; no one knows yet; not public yet; not yet public; not announced yet; not yet announced; before it's announced; before it is announced;
    strictly private; under nda; under an nda; swore me to secrecy; sworn to secrecy; told me not to; promised not to tell|say; you didn't hear this|it|that from me; you did not hear this|it|that from me; hush hush; hush-hush; it's a secret; it is a secret; this is a secret; a well kept secret of ours; top secret
"""
# So a phrase begins that is a secret only at the beginning of a sentence.
SECRETS_FIRST = "between us; confidential; confidentially"

# Circles that are called so are of people one works with, unless their table says otherwise.
PROFESSIONAL = frozenset(
    """professional professionals work works client clients customer customers colleague colleagues coworker coworkers mentor mentors mentee mentees business industry partners investors recruiters recruiter employer
    employers office team peers network alumni conference linkedin suppliers supplier students board field""".split()  # noqa: SIM905
)
# An audience that is called so is everybody.
EVERYBODY = frozenset(["public", "everybody", "everyone", "all", "anyone", "anybody", "world", "internet"])
