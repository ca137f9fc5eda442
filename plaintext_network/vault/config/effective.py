"""Lists every setting in force, with its value and origin. Decides only colour and today."""

from collections.abc import Iterator, Mapping
from datetime import date, time

from plaintext_network.model.dates.calendar import Cadence
from plaintext_network.model.note.rules import Mark, Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault import USER_FILE
from plaintext_network.vault.config.read_syncs import sync_rows
from plaintext_network.vault.config.toml_table import dotted, toml_list, toml_text
from plaintext_network.vault.config.user_config import UserConfig
from plaintext_network.vault.config.vault_settings import Settings

DEFAULT = "default"


class Setting(NamedTuple):
    """One setting in force: its dotted key path, its value as TOML, and its origin."""

    key: str
    value: str
    origin: str


def effective_color(user: UserConfig, environ: Mapping[str, str], option: str | None = None) -> Setting:
    """Return the colour setting: the option, else the user's `always` or `never`, else NO_COLOR (no-color.org), else auto."""
    if option is not None:
        return Setting("color", option, "--color")
    if user.color in ("always", "never"):
        return Setting("color", user.color, USER_FILE)
    if environ.get("NO_COLOR"):
        return Setting("color", "never", "$NO_COLOR")
    return Setting("color", "auto", DEFAULT if user.color is None else USER_FILE)


def effective_today(today: date, environ: Mapping[str, str], option: str | None = None) -> Setting:
    """Return the setting for today, with its origin. The caller has already worked out the date."""
    origin = "--today" if option is not None else "$PNET_TODAY" if environ.get("PNET_TODAY") else "the clock"
    return Setting("today", today.isoformat(), origin)


def effective_settings(
    settings: Settings, vault: tuple[str, str], color: Setting, today: Setting, user: UserConfig
) -> tuple[Setting, ...]:
    """Return every setting that affects an answer: vault, colour, today, the user's addresses and sources, then the vault's own settings."""
    root, origin = vault
    place = Setting("vault", toml_text(root), origin)
    own = (
        Setting(key, toml_list(values), USER_FILE if values else DEFAULT)
        for key, values in (("me", user.me), ("calendars", user.calendars), ("mail", user.mail))
    )
    name = Setting("name", _toml_or_none(user.name), USER_FILE if user.name else DEFAULT)
    return (place, color._replace(value=toml_text(color.value)), today, name, *own, *entries(settings))


def entries(settings: Settings) -> tuple[Setting, ...]:
    """Return every setting of a vault. Values that TOML can't express have no quotes."""
    origins = dict(settings.origins)
    commits = ("git.commit", str(settings.git.commit).lower())
    rows = (*_rows(settings.rules), commits, *sync_rows(settings.syncs))
    return tuple(Setting(key, value, origins.get(key, DEFAULT)) for key, value in rows)


_USUAL_PATIENCE = "half the days from last touch to next, between 2 weeks and 3 months"


def _rows(rules: Rules) -> Iterator[tuple[str, str]]:
    due, log, daily = rules.due, rules.log, rules.daily
    yield "ignore", toml_list(rules.ignore)
    yield "due.cadence", _toml_length(due.cadence, "none")
    yield "due.first_follow_up", _toml_length(due.first_follow_up)
    yield "due.reply_within", _toml_length(due.reply_within)
    yield "due.birthday_notice", _toml_length(due.birthday_notice)
    yield "due.patience", _toml_length(due.patience, _USUAL_PATIENCE)
    yield "due.give_up_after", str(due.give_up_after)
    yield "due.group", str(due.group)
    yield "due.crowd", str(due.crowd)
    yield "due.stale", _toml_length(due.stale)
    yield "due.budget", "none" if due.budget is None else str(due.budget)
    yield "due.change_notice", _toml_length(due.change_notice)
    if not rules.circles:
        yield "circles", "{}"
    for name, cadence in rules.circles:
        yield dotted("circles", name, "cadence"), _toml_length(cadence, "none")
    for kind, rule in rules.kinds:
        yield f"kinds.{kind}.types", toml_list(rule.types)
        yield f"kinds.{kind}.folders", toml_list(rule.folders)
        yield f"kinds.{kind}.tags", toml_list(rule.tags)
        yield f"kinds.{kind}.names", toml_list(rule.names)
        pairs = (f"{dotted(name)} = {toml_list(values)}" for name, values in rule.where)
        yield f"kinds.{kind}.where", f"{{ {', '.join(pairs)} }}" if rule.where else "{}"
    if not rules.properties:
        yield "properties", "{}"
    for ours, theirs in rules.properties:
        yield dotted("properties", ours), toml_list(theirs)
    yield "log.write", toml_text(log.write)
    yield "log.headings", toml_list(log.headings)
    yield "log.tag", toml_text(log.tag)
    yield "log.by", str(log.by).lower()
    yield "interactions.participants", toml_list(rules.interactions.participants)
    yield "daily.format", toml_text(daily.format)
    yield "daily.touch", toml_text(daily.touch)
    yield "daily.folder", _toml_or_none(daily.folder)
    yield "daily.template", _toml_or_none(daily.template)
    yield "tasks.closed", toml_list(rules.tasks.closed)
    yield "tasks.filter", toml_text(rules.tasks.filter or "none")
    yield "templates.contact", _toml_or_none(rules.templates.contact)
    yield "templates.interaction", _toml_or_none(rules.templates.interaction)
    yield "new.contact", _toml_or_none(rules.new.contact)
    yield "new.interaction", _toml_or_none(rules.new.interaction)
    yield "new.links", _toml_or_none(rules.new.links)
    yield "new.link_path", _toml_or_none(rules.new.link_path)
    for key in ("contact_marks", "interaction_marks"):
        marks: tuple[Mark, ...] = getattr(rules.new, key)
        if not marks:
            yield f"new.{key}", "{}"
        for mark in marks:
            value = toml_list(mark.values) if mark.many else toml_text(mark.values[0])
            yield dotted("new", key, mark.name), value
    yield "watch.quiet_hours", _toml_hours(rules.watch.quiet_hours)
    yield "watch.look", toml_text(rules.watch.look)
    yield "post.allow", toml_list(rules.post.allow)
    for name, audience in rules.post.circles:
        for key in ("avoid", "not_named", "keeps"):
            if texts := getattr(audience, key):
                yield dotted("circles", name, key), toml_list(texts)
        if audience.professional is not None:
            yield dotted("circles", name, "professional"), str(audience.professional).lower()
    yield "profile.review", _toml_length(rules.profile.review)
    yield "profile.synonyms", f"[{', '.join(map(toml_list, rules.profile.synonyms))}]"
    yield "goal.quiet", _toml_length(rules.goal.quiet)
    yield "cache.text", str(rules.cache.text).lower()
    yield "changes.git", str(rules.changes.git).lower()
    yield "meaning.use", str(rules.meaning.use).lower()


def _toml_length(length: Cadence | None, absent: str = "") -> str:
    return absent if length is None else toml_text(length.text)


def _toml_or_none(text: str | None) -> str:
    return "none" if text is None else toml_text(text)


def _toml_hours(hours: tuple[time, time] | None) -> str:
    return toml_text("none") if hours is None else toml_text(f"{hours[0]:%H:%M}-{hours[1]:%H:%M}")
