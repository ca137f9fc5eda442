"""Reads pnet.toml into rules. Finds no vault and reads no note."""

from __future__ import annotations

import os

from plaintext_network.errors import SettingsInvalid
from plaintext_network.model.language.normalize import name_key, property_key
from plaintext_network.model.note.daily_notes import day_patterns
from plaintext_network.model.note.post_rules import RULES, allowance
from plaintext_network.model.note.rules import (
    DEFAULT_KINDS,
    AudienceRules,
    CacheRules,
    ChangeRules,
    DailyRules,
    DueRules,
    GoalRules,
    InteractionRules,
    KindRule,
    LogRules,
    Mark,
    MeaningRules,
    NewRules,
    PostRules,
    ProfileRules,
    Rules,
    TaskRules,
    TemplateRules,
    WatchRules,
)
from plaintext_network.problems import Problem
from plaintext_network.vault import FILE
from plaintext_network.vault.config.toml_table import SettingsFile, Table, checked_text, shown_value, text_of
from plaintext_network.vault.config.vault_settings import GitSettings, Settings

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.config.sync_settings import SyncSettings


def load_settings(root: str | os.PathLike[str]) -> Settings:
    """Read the vault's pnet.toml; without one, return the defaults. Raises SettingsInvalid."""
    file = os.path.join(root, FILE)
    if os.path.islink(file):
        real = os.path.realpath(file)
        if not real.startswith(os.path.join(os.path.realpath(root), "")):
            raise SettingsInvalid(FILE, "", "this is a symbolic link that leads out of the vault")
        if not os.path.exists(real):
            raise SettingsInvalid(FILE, "", "this is a symbolic link that leads nowhere")
    text = text_of(file, FILE)
    settings = Settings() if text is None else parse_settings(text)
    if os.path.isfile(os.path.join(root, "logseq", "config.edn")) and "log.write" not in dict(
        settings.origins
    ):
        # In a Logseq graph, what happens on a day is a block of that day's journal.
        log = settings.rules.log._replace(write="daily")
        return settings._replace(rules=settings.rules._replace(log=log))
    return settings


def parse_settings(text: str) -> Settings:
    """Parse the text of a pnet.toml. Raises SettingsInvalid at the first unusable value."""
    file = SettingsFile(FILE, text, _ELSEWHERE)
    top = file.top
    rules = Rules(
        ignore=top.texts("ignore", Rules().ignore),
        due=_due(top.table("due")),
        circles=tuple((name, circle.cadence("cadence")) for name, circle in top.table("circles").tables()),
        kinds=_kinds(top.table("kinds")),
        properties=tuple((ours, theirs) for ours, theirs in top.table("properties").lists()),
        log=_log(top.table("log")),
        interactions=InteractionRules(
            top.table("interactions").texts("participants", InteractionRules().participants)
        ),
        daily=_daily(top.table("daily")),
        tasks=_tasks(top.table("tasks")),
        templates=TemplateRules(
            top.table("templates").text("contact"), top.table("templates").text("interaction")
        ),
        new=_new(top.table("new")),
        watch=_watch(top.table("watch")),
        post=_post(top.table("post"), top.table("circles")),
        profile=_profile(top.table("profile")),
        goal=GoalRules(top.table("goal").length("quiet") or GoalRules().quiet),
        cache=CacheRules(top.table("cache").flag("text") is not False),
        changes=ChangeRules(top.table("changes").flag("git") is True),
        meaning=MeaningRules(top.table("meaning").flag("use") is not False),
    )
    syncs = _syncs(top.table("sync"))
    git = GitSettings(top.table("git").flag("commit") is True)
    _warn(file)
    return Settings(rules, tuple(file.problems), tuple(dict.fromkeys(file.origins)), syncs, git)


def settings_problems(text: str) -> tuple[Problem, ...]:
    """Return the problems of a pnet.toml with this text. A value that can't be used is the only one."""
    try:
        return parse_settings(checked_text(text.encode(), FILE)).problems
    except SettingsInvalid as error:
        fault = f"{error.key}: {error.fault}" if error.key else error.fault
        return (Problem("settings-invalid", *error.at, facts=(("fault", fault),), path=FILE),)


def _syncs(table: Table) -> tuple[SyncSettings, ...]:
    if not table.values:
        return ()
    # Late: most vaults have no sync.
    from plaintext_network.vault.config.read_syncs import read_syncs, warn_of_syncs

    syncs = read_syncs(table)
    warn_of_syncs(table)
    return syncs


def _due(table: Table) -> DueRules:
    usual = DueRules()
    return DueRules(
        cadence=table.cadence("cadence"),
        first_follow_up=table.length_or_zero("first_follow_up") or usual.first_follow_up,
        reply_within=table.length_or_zero("reply_within") or usual.reply_within,
        birthday_notice=table.length_or_zero("birthday_notice") or usual.birthday_notice,
        patience=table.length("patience") or usual.patience,
        give_up_after=table.count("give_up_after") or usual.give_up_after,
        group=table.count("group") or usual.group,
        crowd=table.count("crowd") or usual.crowd,
        stale=table.length("stale") or usual.stale,
        budget=table.count("budget"),
        change_notice=table.cadence("change_notice") or usual.change_notice,
    )


def _kinds(table: Table) -> tuple[tuple[str, KindRule], ...]:
    kinds = []
    for kind, usual in DEFAULT_KINDS:
        rule = table.table(kind)
        known = {name_key(name) for name in usual.types}
        more = dict.fromkeys(name for name in rule.texts("types", ()) if name_key(name) not in known)
        folders = rule.texts("folders", usual.folders)
        where = tuple(rule.table("where").lists())
        tags, names = rule.texts("tags", usual.tags), rule.texts("names", usual.names)
        kinds.append((kind, KindRule((*usual.types, *more), folders, tags, where, names)))
    return tuple(kinds)


def _log(table: Table) -> LogRules:
    usual = LogRules()
    write = table.choice("write", ("note", "log", "daily")) or usual.write
    tag = table.text("tag")
    if tag is not None:
        tag = tag.removeprefix("#")
        if not tag or any(letter.isspace() or letter == "#" for letter in tag):
            raise table.fault("tag", "a tag is one word, without spaces")
    return LogRules(
        write, table.texts("headings", usual.headings), tag or usual.tag, table.flag("by") is True
    )


def _daily(table: Table) -> DailyRules:
    usual = DailyRules()
    written = table.text("format")
    if written is not None and not day_patterns(written):
        expected = 'expected a whole day, such as "D.M.YYYY" or "%Y-%m-%d"'
        raise table.fault("format", f"{expected}, got {shown_value(written)}")
    return DailyRules(
        (written or usual.format).strip("/"),
        table.choice("touch", ("tag", "link")) or usual.touch,
        _path_inside(table, "folder"),
        _path_inside(table, "template"),
    )


def _path_inside(table: Table, key: str) -> str | None:
    """Return a path within the vault, without slashes around it; "" for the vault's root."""
    written = table.text(key)
    if written is None:
        return None
    path = written.strip().strip("/")
    if any(part in ("", "..") or part.startswith(".") for part in path.split("/")) and path != "":
        raise table.fault(
            key, f'expected a path within the vault, such as "Daily", got {shown_value(written)}'
        )
    return path


def _new(table: Table) -> NewRules:
    return NewRules(
        contact=_note_path(table, "contact", ("name",), ("name",)),
        interaction=_note_path(table, "interaction", ("date", "title"), ("date", "title")),
        contact_marks=_marks(table, "contact_marks"),
        interaction_marks=_marks(table, "interaction_marks"),
        links=table.choice("links", ("wiki", "markdown")),
        link_path=table.choice("link_path", ("shortest", "relative", "absolute")),
    )


def _note_path(table: Table, key: str, allowed: tuple[str, ...], required: tuple[str, ...]) -> str | None:
    pattern = table.text(key)
    if pattern is None:
        return None
    # Late: most vaults need no paths of their own.
    from plaintext_network.model.edits.note_path import path_fault

    if fault := path_fault(pattern, allowed, required):
        raise table.fault(key, f"{fault}, got {shown_value(pattern)}")
    return pattern


def _marks(table: Table, key: str) -> tuple[Mark, ...]:
    marks = table.table(key)
    return tuple(
        Mark(name, values, isinstance(marks.values[name], list)) for name, values in marks.lists() if values
    )


def _tasks(table: Table) -> TaskRules:
    usual = TaskRules()
    tag = table.text("filter")
    if tag == "none":
        tag = ""
    elif tag is not None:
        tag = "#" + tag.removeprefix("#")
        if any(letter.isspace() for letter in tag):
            raise table.fault("filter", 'a tag is one word, such as "#task"')
    return TaskRules(table.texts("closed", usual.closed), usual.filter if tag is None else tag)


def _watch(table: Table) -> WatchRules:
    look = table.choice("look", ("auto", "events", "often")) or WatchRules().look
    usual = WatchRules().quiet_hours
    hours = None if table.get("quiet_hours") == "none" else table.hours("quiet_hours") or usual
    return WatchRules(hours, look)


def _post(table: Table, circles: Table) -> PostRules:
    allow = table.texts("allow", ())
    for text in allow:
        if allowance(text) is None:
            known = ", ".join(RULES)
            raise table.fault("allow", f"{shown_value(text)} begins with no rule; the rules are {known}")
    found = ((name, _audience(circle)) for name, circle in circles.tables())
    return PostRules(allow, tuple((name, rules) for name, rules in found if rules != AudienceRules()))


def _audience(circle: Table) -> AudienceRules:
    avoid, not_named, keeps = (circle.texts(key, ()) for key in ("avoid", "not_named", "keeps"))
    for key, texts in (("avoid", avoid), ("keeps", keeps)):
        for text in texts:
            if not any(map(str.isalnum, text)):
                raise circle.fault(key, f"{shown_value(text)} holds no word that could be looked for")
    return AudienceRules(avoid, not_named, keeps, circle.flag("professional"))


def _profile(table: Table) -> ProfileRules:
    usual = ProfileRules()
    return ProfileRules(table.cadence("review") or usual.review, table.groups("synonyms"))


_ELSEWHERE = {
    **{key: ("due", key) for key in DueRules._fields},
    **{key: ("log", key) for key in LogRules._fields},
    **{key: ("interactions", key) for key in InteractionRules._fields},
    **{key: ("daily", key) for key in DailyRules._fields},
    **{key: ("new", key) for key in NewRules._fields},
    **{key: ("tasks", key) for key in TaskRules._fields},
    **{key: ("watch", key) for key in WatchRules._fields},
    **{key: ("post", key) for key in ("allow",)},
    **{key: ("profile", key) for key in ProfileRules._fields},
    **{key: ("goal", key) for key in GoalRules._fields},
    **{key: ("cache", key) for key in CacheRules._fields},
    **{key: ("changes", key) for key in ChangeRules._fields},
    **{key: ("meaning", key) for key in MeaningRules._fields},
    **{key: ("git", key) for key in GitSettings._fields},
    **{key: (key,) for key in Rules._fields},
}


def _warn(file: SettingsFile) -> None:
    """Add a problem for each unknown key."""
    top = file.top
    top.warn_unknown((*Rules._fields, "sync", "git"))
    top.table("due").warn_unknown(DueRules._fields)
    for _, circle in top.table("circles").tables():
        circle.warn_unknown(("cadence", *AudienceRules._fields))
    top.table("kinds").warn_unknown([kind for kind, _ in DEFAULT_KINDS])
    for kind, _ in DEFAULT_KINDS:
        top.table("kinds").table(kind).warn_unknown(KindRule._fields)
    _warn_of_properties(top.table("properties"))
    top.table("log").warn_unknown(LogRules._fields)
    top.table("interactions").warn_unknown(InteractionRules._fields)
    top.table("daily").warn_unknown(DailyRules._fields)
    top.table("tasks").warn_unknown(TaskRules._fields)
    top.table("templates").warn_unknown(TemplateRules._fields)
    top.table("new").warn_unknown(NewRules._fields)
    top.table("watch").warn_unknown(WatchRules._fields)
    top.table("post").warn_unknown(("allow",))
    top.table("profile").warn_unknown(ProfileRules._fields)
    top.table("goal").warn_unknown(GoalRules._fields)
    top.table("cache").warn_unknown(CacheRules._fields)
    top.table("changes").warn_unknown(ChangeRules._fields)
    top.table("meaning").warn_unknown(MeaningRules._fields)
    top.table("git").warn_unknown(GitSettings._fields)
    file.problems.sort(key=lambda found: found.rank)


def _warn_of_properties(table: Table) -> None:
    if not table.values:
        return
    # Late: a vault without words of its own doesn't need our table.
    from plaintext_network.model.note.properties import PROPERTIES

    known = {property_key(row.name): row.name for row in PROPERTIES}
    synonyms = {property_key(word): row.name for row in PROPERTIES for word in row.synonyms}
    for key in table.values:
        if property_key(key) not in known:
            meant = synonyms.get(property_key(key))
            table.warn(
                key, f"write properties.{meant}" if meant else table.remedy(key, tuple(known.values()))
            )
