"""A notebook with unsaved texts, or without some notes, answers as one on a vault with these files."""

import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plaintext_network.errors import PnetError
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.cache.test_answers_on_other_days import READ
from tests.vault.other_days import near, written
from tests.vault.window.changed_notes import changed_texts, special_vaults

laws = settings(
    max_examples=20, derandomize=True, phases=(Phase.generate,), suppress_health_check=list(HealthCheck)
)


def answers(notebook: Notebook) -> dict[str, object]:
    """Return the answer to every question, or the error."""
    found: dict[str, object] = {}
    for name, read in READ.items():
        try:
            found[name] = read(notebook)
        except (PnetError, KeyError) as error:
            found[name] = (type(error), str(error))
    return found


def save(root: Path, texts: Mapping[str, bytes | None]) -> None:
    """Write the texts to the files, and delete those without one."""
    for path, text in texts.items():
        if text is None:
            (root / path).unlink(missing_ok=True)
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text)


def expect_equal(found: dict[str, object], expected: dict[str, object]) -> None:
    for name in READ:
        assert found[name] == expected[name], name


@laws
@given(special_vaults(), changed_texts(), near, st.booleans(), st.booleans())
def test_a_notebook_over_unsaved_texts_answers_as_after_saving_them(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    notes: dict[str, str],
    texts: dict[str, bytes | None],
    day: date,
    cached: bool,
    warm: bool,
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("PNET_CACHE", str(tmp_path / "caches" / str(time.monotonic_ns())))
        root = written(tmp_path / "vault", notes)
        base = Notebook(str(root), day, cache=cached)
        if warm:
            answers(base)
        over = base.over(texts)
        found, read = answers(over), {path: over.text(path) for path in (*notes, *texts)}
        save(root, texts)
        saved = Notebook(str(root), day, cache=False)
        expect_equal(found, answers(saved))
        assert read == {path: saved.text(path) for path in (*notes, *texts)}


@laws
@given(
    special_vaults(),
    changed_texts(),
    st.lists(
        st.sampled_from(("contacts/Ada.md", "contacts/Bo.md", "contacts/Cy.md")), unique=True, max_size=2
    ),
    st.booleans(),
)
def test_a_notebook_without_notes_answers_as_after_deleting_them_and_their_copies(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    notes: dict[str, str],
    texts: dict[str, bytes | None],
    hidden: list[str],
    cached: bool,
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("PNET_CACHE", str(tmp_path / "caches" / str(time.monotonic_ns())))
        root = written(tmp_path / "vault", notes)
        without = Notebook(str(root), TODAY, cache=cached).without(hidden).over(texts)
        found = answers(without)
        removed = {path for path, text in without._reader.unsaved.items() if text is None}
        assert removed >= {*hidden} & {*notes}
        save(root, {**texts, **dict.fromkeys(removed)})
        expect_equal(found, answers(Notebook(str(root), TODAY, cache=False)))


def test_a_text_that_is_not_bytes_is_refused_by_name(tmp_path: Path) -> None:
    save(tmp_path, {"pnet.toml": b"", "contacts/Ada.md": b""})
    with pytest.raises(TypeError, match=r"the text of contacts/Ada\.md must be bytes, not str"):
        Notebook(str(tmp_path), today=TODAY).over({"contacts/Ada.md": "text"})  # type: ignore[dict-item]


def test_one_path_in_place_of_several_is_refused(tmp_path: Path) -> None:
    save(tmp_path, {"pnet.toml": b"", "contacts/Ada.md": b""})
    with pytest.raises(TypeError, match=r"without\(\['contacts/Ada\.md'\]\)"):
        Notebook(str(tmp_path), today=TODAY).without("contacts/Ada.md")


@laws
@given(special_vaults(), changed_texts(), near, st.data())
def test_texts_that_are_as_on_disk_change_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    notes: dict[str, str],
    texts: dict[str, bytes | None],
    day: date,
    data: st.DataObject,
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("PNET_CACHE", str(tmp_path / "caches" / str(time.monotonic_ns())))
        root = written(tmp_path / "vault", notes)
        base = Notebook(str(root), day)
        answers(base)
        same = data.draw(st.lists(st.sampled_from(sorted(notes)), unique=True)) if notes else []
        unchanged = {path: (root / path).read_bytes() for path in same if (root / path).is_file()}
        found, expected = answers(base.over({**unchanged, **texts})), answers(base.over(texts))
    expect_equal(found, expected)


def test_only_texts_that_differ_from_the_files_are_read(tmp_path: Path) -> None:
    root = written(tmp_path / "vault", {"Ada.md": "text\n", "Bo.md": "text\n"})
    base = Notebook(str(root), TODAY)
    assert base.index.notes
    over = base.over({"Ada.md": b"text\n", "Bo.md": b"other\n", "Cy.md": b"new\n", "Di.md": b""})
    assert set(over._reader.state.texts) == {"Bo.md", "Cy.md", "Di.md"}  # type: ignore[attr-defined]
    # What the editor has is still what it has.
    assert set(over._reader.unsaved) == {"Ada.md", "Bo.md", "Cy.md", "Di.md"}
