"""A script iterates over a watch with `for` or `async for`, and nothing of it is left when it ends."""

import asyncio
import gc
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path

import pytest

import plaintext_network as pn
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.watch.change_stream import WatchStream
from plaintext_network.vault.watch_client import socket_path
from tests.vault.watch.watch_process import PATIENCE, TODAY, Watch, wait_for

Write = Callable[[Mapping[str, str]], Path]
DAY = date.fromisoformat(TODAY)
ADA = "---\ncadence: 2 weeks\n---\n## Log\n- 2026-09-01 call: engines\n"


@pytest.fixture
def root(places: Path, vault: Write) -> Iterator[Path]:
    """Return a vault; after the test, no thread may be left."""
    before = set(threading.enumerate())
    yield vault({"contacts/Ada.md": ADA})
    gc.collect()
    wait_for(lambda: set(threading.enumerate()) <= before)


@pytest.fixture
def notebook(root: Path) -> Notebook:
    return pn.open(str(root), today=DAY)


def add(root: Path, name: str) -> None:
    (root / f"contacts/{name}.md").write_text(ADA)


def test_changes_are_iterated_with_for(notebook: Notebook, root: Path) -> None:
    seen = []
    watching = notebook.watch()
    for change in watching:
        seen.append((change.event, change.entry and change.entry.contact.name))
        if len(seen) == 3:
            break
        add(root, f"Bo {len(seen)}")
    watching.close()
    assert seen == [("watching", None), ("due", "Bo 1"), ("due", "Bo 2")]
    assert not os.path.exists(socket_path(str(root)))


def test_leaving_with_ends_the_watch(notebook: Notebook, root: Path) -> None:
    with notebook.watch() as changes:
        assert next(changes).event == "watching"
        assert os.path.exists(socket_path(str(root)))
        assert notebook.due()[0].contact.name == "Ada"
    assert list(changes) == []
    with notebook.watch() as again:
        assert next(again).event == "watching"


def test_an_error_inside_with_ends_the_watch_and_is_raised(notebook: Notebook) -> None:
    with pytest.raises(StopIteration), notebook.watch() as changes:
        next(iter(()))
    assert changes._closed


def test_the_watch_starts_with_the_iteration(notebook: Notebook, root: Path) -> None:
    watching = notebook.watch()
    assert not os.path.exists(socket_path(str(root)))
    watching.close()
    assert list(watching) == []
    with watching as closed:
        assert list(closed) == []


def test_queued_changes_can_be_read_after_the_end(notebook: Notebook, root: Path) -> None:
    watching = notebook.watch()
    assert next(watching).event == "watching"
    add(root, "Bo")
    wait_for(lambda: watching._changes)
    watching.close()
    assert [change.event for change in watching] == ["due"]


def test_another_thread_can_end_the_watch(notebook: Notebook) -> None:
    watching = notebook.watch()
    assert next(watching).event == "watching"
    threading.Timer(0.1, watching.close).start()
    assert list(watching) == []


def test_many_threads_share_one_watch(notebook: Notebook, root: Path) -> None:
    watching = notebook.watch()
    seen: list[str] = []
    threads = [
        threading.Thread(target=lambda: seen.extend(change.event for change in watching)) for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    wait_for(lambda: seen)
    add(root, "Bo")
    wait_for(lambda: len(seen) == 2)
    watching.close()
    for thread in threads:
        thread.join(PATIENCE)
    assert seen == ["watching", "due"]


def test_starting_raises_already_watched(notebook: Notebook, root: Path) -> None:
    with notebook.watch() as first:
        next(first)
        with pytest.raises(pn.AlreadyWatched, match=f"by process {os.getpid()}"), notebook.watch():
            pass
        with pytest.raises(pn.AlreadyWatched):
            next(notebook.watch())
    with Watch(root) as other, pytest.raises(pn.AlreadyWatched, match=f"by process {other.process.pid}"):
        next(notebook.watch())


def test_an_error_in_the_watcher_is_raised_by_the_iteration(root: Path) -> None:
    broken = threading.Event()

    def clock() -> datetime:
        if broken.is_set():
            raise RuntimeError("the clock has stopped")
        return datetime.combine(DAY, time(12)).astimezone()

    watching = WatchStream(str(root), clock, None)
    assert next(watching).event == "watching"
    broken.set()
    add(root, "Bo")
    with pytest.raises(RuntimeError, match="the clock has stopped"):
        next(watching)
    assert list(watching) == []
    watching.close()


def test_starting_raises_invalid_settings(notebook: Notebook, root: Path) -> None:
    (root / "pnet.toml").write_text("ignore = 3\n")
    with pytest.raises(pn.SettingsInvalid):
        next(notebook.watch())
    (root / "pnet.toml").write_text("")
    with notebook.watch() as changes:
        assert next(changes).event == "watching"


# In asyncio


def test_changes_are_iterated_with_async_for(notebook: Notebook, root: Path) -> None:
    async def events() -> list[str]:
        seen = []
        async with notebook.watch() as changes:
            async for change in changes:
                seen.append(change.event)
                if len(seen) == 2:
                    break
                await asyncio.to_thread(add, root, "Bo")
        return seen

    assert asyncio.run(events()) == ["watching", "due"]


def test_the_loop_goes_on_while_nothing_changes(notebook: Notebook, root: Path) -> None:
    async def turns() -> int:
        count = 0
        async with notebook.watch() as changes:
            await anext(changes)
            waiting = asyncio.ensure_future(anext(changes))
            while count < 100:
                count += 1
                await asyncio.sleep(0)
            assert not waiting.done()
            add(root, "Bo")
            assert (await waiting).event == "due"
        return count

    assert asyncio.run(turns()) == 100


def test_a_timeout_loses_no_change_and_leaves_nothing_behind(notebook: Notebook, root: Path) -> None:
    async def wait() -> None:
        async with notebook.watch() as changes:
            assert (await anext(changes)).event == "watching"
            for _ in range(20):
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(anext(changes), 0.001)
            assert not changes._waiting
            add(root, "Bo")
            assert (await anext(changes)).event == "due"

    asyncio.run(wait())


def test_a_task_that_is_cancelled_ends_its_watch(notebook: Notebook, root: Path) -> None:
    begun = threading.Event()

    async def watch() -> None:
        async with notebook.watch() as changes:
            async for _ in changes:
                begun.set()

    async def cancel() -> None:
        task = asyncio.create_task(watch())
        await asyncio.to_thread(begun.wait, PATIENCE)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    assert not os.path.exists(socket_path(str(root)))


def test_a_task_cancelled_while_starting_leaves_no_watch(notebook: Notebook, root: Path) -> None:
    async def watch() -> None:
        async with notebook.watch():
            raise AssertionError("it was to be cancelled before")

    async def cancel() -> None:
        task = asyncio.create_task(watch())
        # The watch starts in a thread.
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    wait_for(lambda: "pnet watch" not in [thread.name for thread in threading.enumerate()])
    with notebook.watch() as changes:
        assert next(changes).event == "watching"


def test_closing_wakes_a_waiting_loop(notebook: Notebook) -> None:
    async def wait() -> list[str]:
        watching = notebook.watch()
        assert (await anext(watching)).event == "watching"
        threading.Timer(0.1, watching.close).start()
        return [change.event async for change in watching]

    assert asyncio.run(wait()) == []


def test_starting_in_a_loop_raises_already_watched(notebook: Notebook, root: Path) -> None:
    async def begin() -> None:
        async with notebook.watch():
            pass

    with Watch(root), pytest.raises(pn.AlreadyWatched):
        asyncio.run(begin())


def test_a_loop_that_is_closed_is_not_woken(notebook: Notebook, root: Path) -> None:
    watching = notebook.watch()

    async def leave() -> None:
        await anext(watching)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(watching), 0.01)

    asyncio.run(leave())
    add(root, "Bo")
    assert next(watching).event == "due"
    watching.close()
