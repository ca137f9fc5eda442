"""Contains what the help adds to the options: details and examples of each command."""

_QUERIES = (
    "Terms: part of a name; property:value, property:a|b, property: (it is set), property:>=DATE; touched:<3m (within three "
    "months), touched:>1y (over a year ago, or never); is:due, is:waiting, is:warm, is:cooling, is:dormant, is:lost, is:new, "
    "is:active, is:paused, is:archived, is:no-cadence, is:snoozed. "
    "not: before a term negates it. Quote terms that the shell would interpret: 'touched:>1m' 'location:\"new york\"'."
)

# What to know about a command beyond its options.
DETAILS = {
    "list": _QUERIES,
    "recent": _QUERIES,
    "log": (
        "A sentence can start with a day and a colon, and end with parts: gave: …; got: …; asked: …; thanked: …; topics: …; "
        "follow up WHEN: …. pnet recognizes people by name or alias, in the text before the first part."
    ),
    "graph": (
        "The nearer somebody is to the middle, the more recently you were in touch, compared with how often you want to be. People of "
        "a circle are beside each other. A large network shows first people who are due, then people in a circle or with a cadence, "
        "then people with the latest touch. It shows only active people; with NAME, also people who are paused or archived."
    ),
    "git": (
        "With a setup, git merges notes by property, Log entry and task, and `git diff` names the heading of a change. setup adds "
        "marked lines to .gitattributes, .gitignore and .git/config, and a check before each commit. Run it in each clone."
    ),
    "bases": (
        "The views list people, upcoming days, conversations, introductions and goals, from front matter alone. Obsidian Bases can't "
        "read Log lines or daily notes, so no view lists who is due. If you change a file, pnet never writes to it again."
    ),
    "watch": (
        "Ctrl-C or SIGTERM ends it; SIGHUP reloads the settings. One watcher per vault is enough. --exec runs COMMAND without a "
        "shell, for one event at a time."
    ),
    "lsp": (
        "Your editor starts and ends this server. In the editor's settings, make `pnet lsp` the language server for Markdown. It "
        "needs the extra `lsp`: without it, `pnet lsp` prints the command that installs it. The server finds the vault of each note that "
        "you open. It never writes a note: your editor does."
    ),
    "mcp": (
        "An MCP client, such as Claude Desktop or VS Code, starts and ends this server. It needs the extra `mcp`: without it, "
        "`pnet mcp` prints the command that installs it. The assistant sees no private people, and reads no files. What it "
        "reads leaves your machine, unless its model runs there."
    ),
}

# Two command lines for each command. A test runs them in the sample vault.
EXAMPLES: dict[str, tuple[str, ...]] = {
    "due": ("pnet due --within 2w", "pnet due Zoë --explain"),
    "agenda": ("pnet agenda", "pnet agenda --within 6w"),
    "review": ("pnet review", "pnet review --circle friends"),
    "log": (
        "pnet log 'coffee with Zoë; gave: a recipe; follow up in 2 weeks: send photos'",
        "pnet log 'yesterday: call with Helena'",
    ),
    "promise": (
        "pnet promise Zoë friday send the photos",
        "pnet promise Helena Marić-Boyd call about the workshop --by 2026-12-04",
    ),
    "promises": ("pnet promises", "pnet promises Oskar"),
    "done": ("pnet done photos", "pnet done photos --dry-run"),
    "snooze": ("pnet snooze Zoë next week", "pnet snooze Zoë 2027-01-15"),
    "undo": ("pnet undo", "pnet undo --list"),
    "redo": ("pnet redo", "pnet redo --list"),
    "add": (
        'pnet add "Ada Lovelace" --cadence monthly',
        'pnet add "Grace Hopper" --met-on yesterday --met-at "Sound in Schools 2026"',
    ),
    "show": ("pnet show Zoë", "pnet show Helena --full"),
    "list": ("pnet list is:due", "pnet list circle:choir --sort last"),
    "find": ("pnet find quinces", "pnet find panel workshop"),
    "recent": ("pnet recent channel:call --since 2w", "pnet recent --changes"),
    "set": ("pnet set Zoë cadence '6 weeks'", "pnet set Zoë interests --add baking 'old maps'"),
    "edit": ("pnet edit Zoë --last", "pnet edit lunch with Kofi"),
    "rename": ("pnet rename Gethin 'Gethin Abara-Strand'", "pnet rename Zoë 'Zoë Brandvold-Moor' --alias"),
    "resolve": ("pnet resolve", "pnet resolve Kofi --theirs --dry-run"),
    "merge": ("pnet merge 'Liv Havnevik' 'Arne Havnevik' --dry-run", "pnet merge Kofi Thanh --dry-run"),
    "duplicates": ("pnet duplicates", "pnet duplicates --apart 'Liv Havnevik' 'Arne Havnevik' --dry-run"),
    "archive": ("pnet archive Gethin", "pnet archive Gethin --undo"),
    "delete": ("pnet delete 'Gethin Abara' --dry-run", "pnet delete 'Gethin Abara' --yes"),
    "path": ("pnet path Zoë", "pnet path --absolute Zoë"),
    "reach": ("pnet reach 'Lantern Row Architects'", "pnet reach Lisbon --as place"),
    "intro": ("pnet intro", "pnet intro Kofi Zoë --why 'both bake'"),
    "event": ("pnet event", "pnet event 'Sound in Schools 2026'"),
    "topics": ("pnet topics panels", "pnet topics panels --share https://example.com/panels"),
    "goal": ("pnet goal", "pnet goal lisbon"),
    "balance": ("pnet balance", "pnet balance Zoë"),
    "ready": ("pnet ready", "pnet ready --format json"),
    "stats": ("pnet stats --calendar", "pnet stats Zoë"),
    "graph": ("pnet graph -o ../rings.svg", "pnet graph Zoë --steps 2 --format json"),
    "post": (
        "pnet post check 'posts/Eighty-four decibels of lunch.md'",
        "pnet post check 'posts/Why I bake when I should write.md' --audience friends",
    ),
    "report": ("pnet report --to report.html", "pnet report --format mail --mail-to you@example.com"),
    "profile": ("pnet profile", "pnet profile linkedin"),
    "import": ("pnet import contacts.vcf --dry-run", "pnet import Connections.csv --new ask"),
    "export": ("pnet export -o contacts.vcf", "pnet export circle:choir --to vcard --vcard 4.0"),
    "sync": ("pnet sync --dry-run", "pnet sync phone --resolve"),
    "address": ("pnet address ada", "pnet address --format header lovelace"),
    "calendar": ("pnet calendar -o people.ics", "pnet calendar --what birthdays --alarm '1 day 18:00'"),
    "touches": (
        "pnet touches ~/Mail --me helena@example.com --dry-run",
        "pnet touches messages.csv --since '3 months ago'",
    ),
    "git": ("pnet git setup --dry-run", "pnet git setup --undo"),
    "history": ("pnet history Zoë", "pnet history Helena --property role"),
    "init": ("pnet init ~/people", "pnet init --dry-run"),
    "check": ("pnet check contacts --severity warning", "pnet check --fix --dry-run"),
    "watch": ("pnet watch", "pnet watch --notify"),
    "lsp": ("pnet lsp", "pnet lsp --log pnet-lsp.log"),
    "mcp": ("pnet mcp --print-config claude-desktop", "pnet mcp --circle friends --print-config vscode"),
    "bases": ("pnet bases --dry-run", "pnet bases check"),
    "config": ("pnet config", "pnet config --format json"),
    "cache": ("pnet cache", "pnet cache clear"),
    "completion": ("pnet completion bash", "pnet completion fish"),
    "help": ("pnet help", "pnet help log"),
    "version": ("pnet version", "pnet -V"),
}
