"""A window: a notebook of each moment, when it is outdated, and what happens to the vault meanwhile."""

import asyncio
import shutil
import threading
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from plaintext_network.errors import EditRefused, NotebookOutdated, SettingsInvalid, VaultNotFound
from plaintext_network.model.note.facts import Facts
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.window import follower as following
from plaintext_network.vault.window.idle_release import IDLE
from plaintext_network.vault.window.moment import MomentReader
from plaintext_network.vault.window.window import Window
from tests.conftest import TODAY
from tests.vault.watch.watcher_thread import on_linux, until, watched
from tests.vault.window.test_changed_notebooks import answers, expect_equal
from tests.vault.window.windows import Holder, window_on, write

LONG = 20.0


def reader_of(notebook: Notebook) -> MomentReader:
    reader = notebook._reader
    assert isinstance(reader, MomentReader)
    return reader


def is_open(notebook: Notebook) -> bool:
    tables = reader_of(notebook)._tables
    return tables is not None and tables.is_open


def touch(root: Path, text: str = "- 2026-11-23 call\n") -> None:
    with (root / "contacts/Ada.md").open("a", encoding="utf-8") as note:
        note.write(text)


def test_a_notebook_stays_the_same_until_the_vault_changes(root: Path) -> None:
    with window_on(root) as window:
        before = window.now()
        assert reader_of(window.now()) is reader_of(before)
        assert before.due_count == 1
        touch(root)
        after = window.now()
        assert after.due_count == 0
        assert len(after.contact("Ada").touches) == 3


def test_what_was_fetched_and_not_decoded_yet_is_outdated_as_the_rest(root: Path) -> None:
    with window_on(root) as window:
        before = window.now()
        days = before.index.days
        day = next(iter(days))
        days.fetch([day])  # type: ignore[attr-defined]
        # What the numbers of the notes mean is read again as they are decoded.
        days._paths._paths.clear()  # type: ignore[attr-defined]
        touch(root)
        assert reader_of(before).release(time.monotonic())
        window.now()
        with pytest.raises(NotebookOutdated):
            days[day]


def test_all_answers_of_a_notebook_are_of_one_moment(root: Path) -> None:
    with window_on(root) as window, window.now() as notebook:
        touch(root)
        write(root, {"contacts/Cy.md": "---\ncadence: weekly\n---\n"})
        assert window.now().names() == ("Ada", "Bo", "Bobby", "Cy")
        assert notebook.names() == ("Ada", "Bo", "Bobby")
        assert notebook.due_count == 1
        assert len(notebook.contact("Ada").touches) == 2
        assert [p.path for p in notebook.contacts()] == ["contacts/Ada.md", "contacts/Bo.md"]


def test_the_database_is_released_once_nobody_asks(root: Path) -> None:
    with window_on(root) as window:
        notebook = window.now()
        assert len(notebook.contact("Ada").touches) == 2
        assert is_open(notebook)
        until(lambda: not is_open(notebook))
        # The next question opens it again.
        assert len(notebook.contact("Bo").touches) == 2
        assert is_open(notebook)


def test_a_block_holds_the_database(root: Path) -> None:
    with window_on(root) as window:
        with window.now() as notebook:
            time.sleep(3 * IDLE)
            assert is_open(notebook)
        until(lambda: not is_open(notebook))


def test_a_released_notebook_refuses_questions_once_the_vault_has_changed(root: Path) -> None:
    with window_on(root) as window:
        notebook = window.now()
        until(lambda: not is_open(notebook))
        touch(root)
        assert len(window.now().contact("Ada").touches) == 3
        with pytest.raises(NotebookOutdated, match=r"window\.now"):
            _ = notebook.contact("Ada").touches
        with pytest.raises(NotebookOutdated), notebook:
            pass
        notebook.refresh()
        assert len(notebook.contact("Ada").touches) == 3


def test_unsaved_texts_lie_over_the_vault_and_people_can_be_left_out(root: Path) -> None:
    with window_on(root) as window:
        over = window.over({"contacts/Ada.md": b"---\naliases: [Countess]\n---\nShe draws charts.\n"})
        assert over.contact("Countess").path == "contacts/Ada.md"
        assert [found.path for found in over.find("charts")] == ["contacts/Ada.md"]
        assert over.lines("contacts/Ada.md")[-2] == "She draws charts."
        without = window.without(["contacts/Bo.md"])
        assert without.names() == ("Ada",)
        assert without.text("contacts/Bo.md") == ""
        assert [problem.code for problem in without.problems()] == ["link-nowhere"]
        both = over.without(["contacts/Bo.md"])
        assert both.names() == ("Ada", "Countess")
        assert window.now().names() == ("Ada", "Bo", "Bobby")
        with pytest.raises(EditRefused, match="unsaved"):
            over.log("call with Ada")


def test_copies_of_a_person_who_is_left_out_are_left_out_too(root: Path) -> None:
    text = "---\nuid: 1\nname: Ada\n---\n"
    copies = ("contacts/Ada (conflicted copy 2026-11-20).md", "contacts/Ada 2.md")
    write(root, {"contacts/Ada.md": text, copies[0]: text, copies[1]: text})
    with window_on(root) as window:
        without = window.without(["contacts/Ada.md"])
        assert without.names() == ("Bo", "Bobby")
        assert not any("Ada" in problem.path for problem in without.problems())
        # An unsaved copy, too.
        over = without.over({"contacts/Ada 3.md": text.encode(), copies[0]: text.encode()})
        assert over.names() == ("Bo", "Bobby")
        assert not any("Ada" in problem.path for problem in over.problems())
        assert over.text("contacts/Ada 3.md") == ""


def test_a_rename_can_be_planned_over_unsaved_texts(root: Path) -> None:
    with window_on(root) as window:
        session = window.over({"contacts/Ada.md": b"unsaved\n", "contacts/Dee.md": b"new\n"}).dry_run()
        assert session.content("contacts/Ada.md") == b"unsaved\n"
        assert "Dee.md" in session.names_in("contacts")


def test_writing_through_a_window_is_seen_at_once(root: Path) -> None:
    with window_on(root) as window:
        notebook = window.now()
        notebook.log("call with Ada", day=TODAY)
        assert len(notebook.contact("Ada").touches) == 3
        assert window.now().due_count == 0


def test_a_change_is_awaited(root: Path) -> None:
    with window_on(root) as window:
        window.now()
        assert not window.changed(0.05)
        timer = threading.Timer(0.2, touch, (root,))
        timer.start()
        assert window.changed(LONG)
        assert window.now().due_count == 0
        assert not window.changed(0.05)
        timer.join()


def test_a_window_yields_each_moment_until_it_is_closed(root: Path) -> None:
    seen: list[int] = []
    with window_on(root) as window:

        def follow() -> None:
            seen.extend(len(notebook.names()) for notebook in window)

        thread = threading.Thread(target=follow)
        thread.start()
        until(lambda: seen == [3])
        write(root, {"contacts/Cy.md": ""})
        until(lambda: seen[-1] == 4)
    thread.join(LONG)
    assert not thread.is_alive()


def test_a_window_can_be_awaited_in_asyncio(root: Path) -> None:
    async def follow(window: Window) -> list[int]:
        seen: list[int] = []
        async for notebook in window:
            seen.append(len(notebook.names()))
            if len(seen) == 2:
                break
            write(root, {"contacts/Cy.md": ""})
        # A wait can be cancelled, and leaves no thread.
        waiting = aiter(window)
        await anext(waiting)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(waiting), 0.1)
        return seen

    async def main() -> list[int]:
        with window_on(root) as window:
            return await asyncio.wait_for(follow(window), LONG)

    assert asyncio.run(main()) == [3, 4]


@on_linux
def test_a_window_watches_a_vault_that_nobody_watches(root: Path) -> None:
    with window_on(root) as window:
        window.now()
        assert window.is_watcher
        other = Notebook(str(root), TODAY)
        assert other._reader.check.is_served
        with window_on(root) as second:
            assert second.now().due_count == 1
            assert not second.is_watcher


@on_linux
def test_a_window_asks_the_watcher_if_there_is_one(root: Path) -> None:
    with watched(root), window_on(root) as window:
        notebook = window.now()
        assert not window.is_watcher
        assert notebook._reader.check.is_served
        touch(root)
        assert window.changed(LONG)
        assert window.now().due_count == 0


@on_linux
def test_another_window_becomes_the_watcher_when_the_first_is_closed(root: Path) -> None:
    first = Notebook(str(root), TODAY).live()
    first.start()
    with window_on(root) as second:
        second.now()
        assert (first.is_watcher, second.is_watcher) == (True, False)
        first.close()
        until(lambda: second.is_watcher)
        touch(root)
        assert second.changed(LONG)
        assert second.now().due_count == 0


@on_linux
def test_another_process_becomes_the_watcher_when_the_first_is_killed(root: Path) -> None:
    with Holder(root) as first, Holder(root) as second, Holder(root) as third:
        assert [holder.role for holder in (first, second, third)] == ["watcher", "other", "other"]
        first.process.kill()
        until(lambda: second.ask()[1] != third.ask()[1])
        touch(root)
        assert (second.ask()[0], third.ask()[0]) == (0, 0)


def test_a_window_without_a_watcher_lists_the_files_when_asked(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following.Follower, "_become_watcher", lambda _: None)
    monkeypatch.setattr("plaintext_network.vault.window.window.SCAN_INTERVAL", 0.05)
    with window_on(root) as window:
        before = window.now()
        assert not before._reader.check.is_served
        assert reader_of(window.now()) is reader_of(before) or window.now().due_count == 1
        timer = threading.Timer(0.1, touch, (root,))
        timer.start()
        until(lambda: window.changed(LONG) and window.now().due_count == 0)
        timer.join()


def test_a_window_works_without_a_cache(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plaintext_network.vault.window.window.SCAN_INTERVAL", 0.05)
    with Notebook(str(root), TODAY, cache=False).live() as window:
        assert window.now().due_count == 1
        touch(root)
        assert window.now().due_count == 0
        assert window.over({"contacts/Cy.md": b""}).names() == ("Ada", "Bo", "Bobby", "Cy")


def test_a_vault_that_is_gone_may_come_back(root: Path, places: Path) -> None:
    with window_on(root) as window:
        assert window.now().due_count == 1
        root.rename(places / "away")
        with pytest.raises(VaultNotFound):
            window.now()
        assert not window.changed(0.05)
        (places / "away").rename(root)
        assert window.changed(LONG)
        assert window.now().due_count == 1


def test_invalid_settings_are_an_error_until_they_are_fixed(root: Path) -> None:
    with window_on(root) as window:
        assert window.now().due_count == 1
        write(root, {"pnet.toml": "[due\n"})
        with pytest.raises(SettingsInvalid):
            window.now()
        assert not window.changed(0.05)
        write(root, {"pnet.toml": '[due]\ncadence = "yearly"\n[circles.friends]\ncadence = "weekly"\n'})
        assert window.changed(LONG)
        assert "friends" in window.now().circles()


def test_a_new_day_is_a_new_moment(root: Path) -> None:
    day = datetime(2026, 11, 24, 12).astimezone()
    notebook = Notebook(str(root), TODAY)
    window = Window(str(root), notebook._with_reader, lambda: day, None, cached=True, settings=None)
    with window:
        assert window.now().next_entry("Bo") is not None
        before = window.now().due_count
        day += timedelta(days=60)
        assert window.now().today == day.date()
        assert (before, window.now().due_count) == (1, 2)


def test_many_threads_ask_one_window(root: Path) -> None:
    errors: list[BaseException] = []
    with window_on(root) as window:

        def ask(number: int) -> None:
            try:
                for turn in range(15):
                    with window.now() as notebook:
                        people = notebook.contacts()
                        assert len(people) == len({p.path for p in people}) >= 2
                        assert len(notebook.contact("Ada").touches) >= 2
                        over = notebook.over({f"contacts/{number}.md": b"See [[Ada]].\n"})
                        assert len(over.names()) == len(notebook.names()) + 1
                    if turn % 5 == number % 5:
                        write(root, {f"contacts/N{number}-{turn}.md": ""})
            except BaseException as error:  # noqa: BLE001
                errors.append(error)

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert len(window.now().contacts()) == 2 + 18


def test_what_was_read_is_forgotten_once_it_is_much(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from plaintext_network.vault.cache.lazy_index import looked_up

    monkeypatch.setattr("plaintext_network.vault.window.moment.MOST_VALUES", 50)
    with window_on(root) as window:
        notebook = window.now()
        for number in range(300):
            over = notebook.over(
                {"contacts/Ada.md": f"---\naliases: [Name {number}]\n---\n[[N{number}]]\n".encode()}
            )
            assert over.contact(f"Name {number}").path == "contacts/Ada.md"
            assert looked_up(notebook.index) < 120


def test_long_values_count_as_several_of_what_was_read(root: Path) -> None:
    from plaintext_network.vault.cache.lazy_index import USUAL_BYTES, looked_up

    long = 100 * USUAL_BYTES
    (root / "contacts/Ada.md").write_text(f"---\ntype: contact\nneeds: {'x' * long}\n---\n", encoding="utf-8")
    for read in ("get", "fetch"):
        with window_on(root) as window:
            index = window.now().index
            before = looked_up(index)
            getattr(index.notes, read)(["contacts/Ada.md"] if read == "fetch" else "contacts/Ada.md")
            assert looked_up(index) - before > 100


def test_a_list_of_people_is_left_out_once_though_what_was_read_is_forgotten(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from plaintext_network.network.index.index import Index

    replaced: list[int] = []
    replace = Index.replace

    def counting(index: Index, changes: Mapping[str, Facts | None]) -> Index:
        replaced.append(len(changes))
        return replace(index, changes)

    monkeypatch.setattr("plaintext_network.vault.window.moment.MOST_VALUES", 0)
    with window_on(root) as window, window.now() as notebook:
        expected = answers(notebook.without(["contacts/Bo.md"]))
        monkeypatch.setattr(Index, "replace", counting)
        for path in ("contacts/Ada.md", "contacts/Bo.md", "contacts/Ada.md"):
            assert notebook.without([path]).names() != notebook.names()
        assert len(replaced) == 1
        expect_equal(answers(notebook.without(["contacts/Bo.md"])), expected)
        text = notebook.text("interactions/Tea.md").encode()
        over = notebook.without(["contacts/Bo.md"]).over({"interactions/Tea.md": text})
        expect_equal(answers(over), expected)


@on_linux
def test_a_note_that_is_read_again_without_a_change_makes_no_other_moment(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plaintext_network.vault.watch.watcher.STORE_DELAY", 0.1)
    with window_on(root) as window:
        # The note was written just now, so its fingerprint tells nothing, and the watcher reads it again.
        touch(root)
        before = window.now()
        follower = window._follower
        assert follower is not None
        watcher = follower._watcher
        assert watcher is not None
        assert watcher.refresher.tree.untrusted
        until(lambda: not watcher.refresher.tree.untrusted)
        assert not window.changed(0.1, before)
        assert reader_of(window.now()) is reader_of(before)
        assert len(before.contact("Ada").touches) == 3
        touch(root, "- 2026-11-22 call\n")
        assert window.changed(LONG, before)


def test_a_large_database_that_no_block_holds_is_not_copied(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plaintext_network.vault.cache.releasable_tables.LARGE", 0)
    with window_on(root) as window:
        database = next((root.parent / "kept").glob("*.sqlite3"))
        before = database.stat().st_ino
        for _ in range(5):
            assert window.now().contact("Ada")
            touch(root)
            assert window.now().due_count == 0
        if window.is_watcher:
            assert database.stat().st_ino == before
        with window.now() as held:
            touch(root)
            assert len(window.now().contact("Ada").touches) == len(held.contact("Ada").touches) + 1
        assert database.stat().st_ino != before


def test_many_threads_ask_one_window_while_notes_are_edited(root: Path) -> None:
    errors: list[BaseException] = []
    done = threading.Event()
    with window_on(root) as window:

        def ask(number: int) -> None:
            try:
                for turn in range(12):
                    with window.now() as notebook:
                        touches = len(notebook.contact("Ada").touches)
                        without = notebook.without(["contacts/Bo.md" if turn % 2 else "contacts/Ada.md"])
                        assert ("Ada" in without.names()) == bool(turn % 2)
                        over = notebook.over({f"contacts/{number}.md": b"---\ncadence: weekly\n---\n"})
                        assert str(number) in over.names()
                        assert over.due_count >= notebook.due_count
                        assert len(over.contact("Ada").touches) == touches
                        # All answers are of one moment, whatever is saved meanwhile.
                        assert len(notebook.contact("Ada").touches) == touches
            except BaseException as error:  # noqa: BLE001
                errors.append(error)

        def edit() -> None:
            # Not without end: where threads are slow, they would never find a moment that lasts.
            for number in range(200):
                if done.is_set():
                    return
                touch(root, f"- 2026-{number % 10 + 1:02}-{number % 28 + 1:02} call\n")
                time.sleep(0.02)

        editor = threading.Thread(target=edit)
        threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
        for thread in (editor, *threads):
            thread.start()
        for thread in threads:
            thread.join()
        done.set()
        editor.join()
        assert errors == []
        with window.now() as notebook:
            expect_equal(answers(notebook), answers(Notebook(str(root), TODAY, cache=False)))


def test_a_closed_window_answers_no_more(root: Path) -> None:
    with window_on(root) as window:
        window.now()
    assert not window.changed(LONG)
    with pytest.raises(ValueError, match="closed"):
        window.now()
    assert list(window) == []
    shutil.rmtree(root)
