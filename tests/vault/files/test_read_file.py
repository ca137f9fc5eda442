"""A walk sees each note once, nothing outside of the vault, and opens nothing that could wait."""

import os
import socket
import threading
import unicodedata
from array import array
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plaintext_network.errors import SettingsInvalid, VaultNotFound
from plaintext_network.vault.config.find_vault import Place, find_vault
from plaintext_network.vault.config.user_config import user_file
from plaintext_network.vault.files import read_file
from plaintext_network.vault.files.fingerprints import evicted
from plaintext_network.vault.files.read_file import HEAD, NotRead, read
from plaintext_network.vault.files.walk import File, walk


def vault(root: Path, notes: Mapping[str, str]) -> Path:
    """Make a folder that holds these files."""
    for path, text in notes.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def paths(root: Path, *ignore: str) -> list[str]:
    return [file.path for file in walk(root, ignore).files]


def problems(root: Path, *ignore: str) -> list[tuple[str, str]]:
    return [(found.code, found.path) for found in walk(root, ignore).problems]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return vault(tmp_path / "vault", {"contacts/Ada.md": "Ada"})


class TestFindingTheVault:
    @pytest.fixture(autouse=True)
    def _config(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
        monkeypatch.setenv("HOME", str(tmp_path / "home"))

    def config(self, text: str) -> None:
        vault(Path(user_file()).parent, {"config.toml": text})

    def test_a_named_folder_needs_no_settings(self, tmp_path: Path, root: Path) -> None:
        assert find_vault(str(root), {}, tmp_path) == Place(os.path.realpath(root), "--vault")
        assert find_vault(None, {"PNET_VAULT": str(root)}, tmp_path).root == str(root.resolve())

    def test_a_named_folder_counts_from_the_working_directory(self, tmp_path: Path, root: Path) -> None:
        assert find_vault("vault", {}, tmp_path).root == str(root.resolve())

    def test_a_tilde_is_the_home_folder(self, tmp_path: Path) -> None:
        home = vault(tmp_path / "home", {"notes/Ada.md": ""})
        assert find_vault("~/notes", {}, tmp_path).root == str((home / "notes").resolve())

    def test_the_order_is_option_environment_above_config(self, tmp_path: Path) -> None:
        for name in ("a", "b", "c/deep/deeper", "d"):
            vault(tmp_path / name, {"Ada.md": ""})
        vault(tmp_path / "c", {"pnet.toml": ""})
        self.config(f'vault = "{tmp_path}/d"\n')
        inside, outside = tmp_path / "c/deep/deeper", tmp_path
        environ = {"PNET_VAULT": str(tmp_path / "b")}
        assert find_vault(str(tmp_path / "a"), environ, inside) == Place(
            str(tmp_path.resolve() / "a"), "--vault"
        )
        assert find_vault(None, environ, inside) == Place(str(tmp_path.resolve() / "b"), "$PNET_VAULT")
        assert find_vault(None, {"PNET_VAULT": ""}, inside) == Place(
            str(tmp_path.resolve() / "c"), "pnet.toml"
        )
        assert find_vault(None, {}, outside) == Place(str(tmp_path.resolve() / "d"), "config.toml")

    def test_the_nearest_pnet_toml_counts(self, tmp_path: Path) -> None:
        vault(tmp_path, {"pnet.toml": "", "inner/pnet.toml": "", "inner/deep/Ada.md": ""})
        assert find_vault(None, {}, tmp_path / "inner/deep").root == str((tmp_path / "inner").resolve())

    def test_a_pnet_toml_that_is_no_file_counts_too(self, tmp_path: Path) -> None:
        vault(tmp_path, {"pnet.toml": "", "inner/pnet.toml/x": ""})
        assert find_vault(None, {}, tmp_path / "inner").root == str((tmp_path / "inner").resolve())

    def test_the_root_is_a_real_path(self, tmp_path: Path, root: Path) -> None:
        (tmp_path / "link").symlink_to(root)
        assert find_vault(str(tmp_path / "link"), {}, tmp_path).root == str(root.resolve())

    @pytest.mark.parametrize("named", ["nowhere", "", "file.txt", "a\0b"])
    def test_a_named_folder_that_is_none_is_an_error(self, tmp_path: Path, named: str) -> None:
        vault(tmp_path, {"pnet.toml": "", "file.txt": ""})
        with pytest.raises(VaultNotFound, match=r"from --vault, is not a folder"):
            find_vault(named, {}, tmp_path)

    def test_an_error_says_where_it_looked(self, tmp_path: Path) -> None:
        with pytest.raises(VaultNotFound) as caught:
            find_vault(None, {}, tmp_path)
        for place in (str(tmp_path), "pnet.toml", "$PNET_VAULT", "config.toml"):
            assert place in str(caught.value)

    def test_a_config_that_names_no_folder_is_an_error(self, tmp_path: Path) -> None:
        self.config('vault = "/nowhere/at/all"\n')
        with pytest.raises(VaultNotFound, match=r"“/nowhere/at/all”, from config\.toml, is not a folder"):
            find_vault(None, {}, tmp_path)

    def test_a_broken_config_stops_only_who_needs_it(self, tmp_path: Path, root: Path) -> None:
        self.config("vault = \n")
        assert find_vault(str(root), {}, tmp_path).root == str(root.resolve())
        with pytest.raises(SettingsInvalid):
            find_vault(None, {}, tmp_path)


class TestWhatIsANote:
    def test_markdown_files_in_order_of_path(self, tmp_path: Path) -> None:
        vault(
            tmp_path,
            {"b.md": "", "a/z.md": "", "a/B.MD": "", "a.md": "", "a/x/y.md": "", "c.markdown": "", "d": ""},
        )
        assert paths(tmp_path) == ["a.md", "a/B.MD", "a/x/y.md", "a/z.md", "b.md"]

    def test_hidden_files_and_folders_are_left_out(self, tmp_path: Path) -> None:
        vault(tmp_path, {".a.md": "", ".obsidian/b.md": "", "x/.git/c.md": "", "x/d.md": "", ".md": ""})
        assert paths(tmp_path) == ["x/d.md"]

    def test_a_vault_may_itself_be_hidden(self, tmp_path: Path) -> None:
        assert paths(vault(tmp_path / ".notes", {"Ada.md": ""})) == ["Ada.md"]

    def test_a_folder_may_be_named_like_a_note(self, tmp_path: Path) -> None:
        vault(tmp_path, {"Ada.md/Bob.md": ""})
        assert paths(tmp_path) == ["Ada.md/Bob.md"]
        assert problems(tmp_path) == []

    @pytest.mark.parametrize(
        ("glob", "left"),
        [
            ("templates", ["x/a.md", "x/a.tmp.md"]),
            ("templates/", ["x/a.md", "x/a.tmp.md"]),
            ("./templates", ["x/a.md", "x/a.tmp.md"]),
            ("/templates", ["x/a.md", "x/a.tmp.md", "x/templates/t.md"]),
            ("x/templates", ["templates/t.md", "x/a.md", "x/a.tmp.md"]),
            ("**/templates", ["x/a.md", "x/a.tmp.md"]),
            ("*.tmp.md", ["templates/t.md", "x/a.md", "x/templates/t.md"]),
            ("x/*", ["templates/t.md"]),
            ("x/a*.md", ["templates/t.md", "x/templates/t.md"]),
            ("TEMPLATES", ["templates/t.md", "x/a.md", "x/a.tmp.md", "x/templates/t.md"]),
            ("", ["templates/t.md", "x/a.md", "x/a.tmp.md", "x/templates/t.md"]),
            ("/", ["templates/t.md", "x/a.md", "x/a.tmp.md", "x/templates/t.md"]),
            ("[", ["templates/t.md", "x/a.md", "x/a.tmp.md", "x/templates/t.md"]),
        ],
    )
    def test_globs_are_matched_with_name_and_path(self, tmp_path: Path, glob: str, left: list[str]) -> None:
        vault(tmp_path, {"templates/t.md": "", "x/a.md": "", "x/a.tmp.md": "", "x/templates/t.md": ""})
        assert paths(tmp_path, glob) == left

    def test_an_ignored_folder_is_not_entered(self, tmp_path: Path, root: Path) -> None:
        (root / "contacts/out").symlink_to(tmp_path)
        assert (walk(root, ["contacts"]).files, walk(root, ["contacts"]).problems) == ((), ())

    def test_globs_match_in_either_unicode_form(self, tmp_path: Path) -> None:
        vault(tmp_path, {unicodedata.normalize("NFD", "Entwürfe/Ada.md"): ""})
        assert paths(tmp_path, unicodedata.normalize("NFC", "Entwürfe")) == []

    def test_names_that_are_not_utf8_survive(self, tmp_path: Path) -> None:
        try:
            (tmp_path / os.fsdecode(b"Ad\xe9.md")).write_text("é")
        except OSError:
            pytest.skip("this file system takes UTF-8 names only")
        (file,) = walk(tmp_path).files
        assert os.fsencode(file.path) == b"Ad\xe9.md"
        assert read(tmp_path, file) == "é".encode()

    def test_a_file_carries_its_fingerprint(self, root: Path) -> None:
        (file,) = walk(root).files
        status = (root / "contacts/Ada.md").stat()
        known = (3, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_mode + (1 << 32))
        assert tuple(array("q", file.seen)) == known
        assert file.size == 3

    def test_a_replaced_file_of_same_size_and_time_has_another_fingerprint(self, root: Path) -> None:
        file = root / "contacts/Ada.md"
        ((before,), times) = walk(root).files, file.stat()
        (root / "new").write_text("Eva")
        os.utime(root / "new", ns=(times.st_atime_ns, times.st_mtime_ns))
        (root / "new").replace(file)
        assert walk(root).files[0].seen != before.seen

    def test_a_root_that_is_gone_is_an_error_not_an_empty_vault(self, tmp_path: Path) -> None:
        with pytest.raises(VaultNotFound, match="can't be read"):
            walk(tmp_path / "gone")


class TestLinks:
    def test_a_link_out_of_the_vault_is_reported(self, tmp_path: Path, root: Path) -> None:
        vault(tmp_path / "outside", {"secret.md": "", "photo.png": ""})
        (root / "secret.md").symlink_to(tmp_path / "outside/secret.md")
        (root / "folder").symlink_to(tmp_path / "outside")
        (root / "photo.png").symlink_to(tmp_path / "outside/photo.png")
        (root / "gone.md").symlink_to(tmp_path / "outside/gone.md")
        assert paths(root) == ["contacts/Ada.md"]
        assert problems(root) == [("outside-link", path) for path in ("folder", "gone.md", "secret.md")]

    def test_a_name_that_only_begins_like_the_root_is_outside(self, tmp_path: Path, root: Path) -> None:
        vault(tmp_path / "vault-2", {"secret.md": ""})
        (root / "secret.md").symlink_to(tmp_path / "vault-2/secret.md")
        assert problems(root) == [("outside-link", "secret.md")]

    def test_a_file_goes_by_its_real_path(self, root: Path) -> None:
        (root / "Aaa.md").symlink_to("contacts/Ada.md")
        (root / "aaa").symlink_to("contacts")
        assert walk(root).problems == ()
        assert paths(root) == ["contacts/Ada.md"]

    def test_what_is_hidden_or_ignored_goes_by_its_link(self, root: Path) -> None:
        vault(root, {".store/x/Bob.md": "Bob", "templates/Cy.md": "Cy", "Dee.txt": "Dee"})
        (root / "people").symlink_to(".store/x")
        (root / "Bob.md").symlink_to(".store/x/Bob.md")
        (root / "Cy.md").symlink_to("templates/Cy.md")
        (root / "Dee.md").symlink_to("Dee.txt")
        assert paths(root, "templates") == ["Bob.md", "Cy.md", "Dee.md", "contacts/Ada.md"]
        assert [read(root, file) for file in walk(root, ["templates"]).files] == [
            b"Bob",
            b"Cy",
            b"Dee",
            b"Ada",
        ]

    def test_a_hidden_folder_is_read_under_its_link(self, root: Path) -> None:
        vault(root, {".store/x/Bob.md": "Bob", ".store/.git/c.md": ""})
        (root / "people").symlink_to(".store")
        assert paths(root) == ["contacts/Ada.md", "people/x/Bob.md"]
        assert read(root, "people/x/Bob.md") == b"Bob"

    def test_two_links_to_one_file_give_it_once(self, root: Path) -> None:
        vault(root, {".store/Bob.md": ""})
        (root / "b.md").symlink_to(".store/Bob.md")
        (root / "a.md").symlink_to("b.md")
        (root / "store").symlink_to(".store")
        assert paths(root) == ["a.md", "contacts/Ada.md"]

    def test_loops_are_harmless(self, root: Path) -> None:
        vault(root, {".store/Bob.md": ""})
        (root / "contacts/up").symlink_to("..")
        (root / "contacts/here").symlink_to(".")
        (root / "a").symlink_to("b")
        (root / "b").symlink_to("a")
        (root / "store").symlink_to(".store")
        (root / ".store/back").symlink_to("../.store")
        assert paths(root) == ["contacts/Ada.md", "store/Bob.md"]
        assert problems(root) == []

    def test_a_link_that_leads_nowhere_is_reported(self, root: Path) -> None:
        (root / "gone.md").symlink_to("nothing.md")
        (root / "self.md").symlink_to("self.md")
        (root / "gone").symlink_to("nothing")
        assert problems(root) == [("unreadable", "gone.md"), ("unreadable", "self.md")]

    def test_links_from_a_linked_folder_are_followed(self, tmp_path: Path, root: Path) -> None:
        vault(root, {".store/Bob.md": "", ".more/Cy.md": ""})
        (root / "store").symlink_to(".store")
        (root / ".store/more").symlink_to("../.more")
        (root / ".store/out").symlink_to(tmp_path)
        assert paths(root) == ["contacts/Ada.md", "store/Bob.md", "store/more/Cy.md"]
        assert problems(root) == [("outside-link", "store/out")]

    def test_a_root_reached_through_a_link(self, tmp_path: Path, root: Path) -> None:
        (tmp_path / "link").symlink_to(root)
        (root / "a.md").symlink_to("contacts/Ada.md")
        assert paths(tmp_path / "link") == ["contacts/Ada.md"]
        assert read(tmp_path / "link", "a.md") == b"Ada"


class TestOddities:
    def test_pipes_and_sockets_are_never_opened(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        os.mkfifo(root / "pipe.md")
        (root / "to-pipe.md").symlink_to("pipe.md")
        (root / "hidden").symlink_to(".pipe")
        monkeypatch.chdir(root)
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind("socket.md")
            # What a link leads to is one of them.
            assert problems(root) == [("odd-file", path) for path in ("pipe.md", "socket.md")]
        assert paths(root) == ["contacts/Ada.md"]

    def test_a_folder_that_cannot_be_listed_hides_no_other(self, root: Path) -> None:
        # Longer than any path may be, which no permission of the user lifts.
        here = os.open(root, os.O_RDONLY)
        for _ in range(20):
            os.mkdir("d" * 250, dir_fd=here)
            inner = os.open("d" * 250, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = inner
        os.close(here)
        assert paths(root) == ["contacts/Ada.md"]
        ((code, _),) = problems(root)
        assert code == "unreadable"

    def test_permissions_that_forbid_reading_are_reported(self, forbidding: Path) -> None:
        root = forbidding
        vault(root, {"closed/Bob.md": "", "Cy.md": ""})
        (root / "closed").chmod(0)
        (root / "Cy.md").chmod(0)
        assert problems(root) == [("unreadable", "closed")]
        with pytest.raises(NotRead) as caught:
            read(root, "Cy.md")
        assert caught.value.problem.message == "pnet can't read this file: Permission denied"
        (root / "closed").chmod(0o700)

    def test_a_placeholder_of_icloud_stands_for_its_note(self, tmp_path: Path) -> None:
        hidden = {".Bob.md.icloud": "", "x/.Cy.md.icloud": "", ".photo.png.icloud": "", "..Dee.md.icloud": ""}
        vault(
            tmp_path,
            {"Ada.md": "", ".Ada.md.icloud": "", "templates/.T.md.icloud": "", ".icloud": "", **hidden},
        )
        assert problems(tmp_path, "templates") == [("evicted", "Bob.md"), ("evicted", "x/Cy.md")]

    @pytest.mark.parametrize(
        ("platform", "size", "blocks", "flags", "expected"),
        [
            ("darwin", 100, 8, 0, False),
            ("darwin", 100, 0, 0, True),
            ("darwin", 0, 0, 0, False),
            ("darwin", 100, 8, 0x40000000, True),
            ("darwin", 100, 0, 0x20, False),
            ("linux", 100, 0, 0, False),
        ],
    )
    def test_a_text_that_is_elsewhere_shows_in_its_metadata(
        self, platform: str, size: int, blocks: int, flags: int, expected: bool
    ) -> None:
        status = SimpleNamespace(st_size=size, st_blocks=blocks, st_flags=flags)
        assert evicted(status, platform) is expected

    def test_deep_trees_need_no_recursion(self, tmp_path: Path) -> None:
        folders = [os.path.join(tmp_path, *"d" * depth) for depth in range(1, 1101)]
        for folder in folders:
            os.mkdir(folder)
        note = os.path.join(folders[-1], "Ada.md")
        Path(note).touch()
        assert paths(tmp_path) == ["d/" * 1100 + "Ada.md"]
        # Not left to pytest, which would need recursion for it.
        os.unlink(note)
        for folder in reversed(folders):
            os.rmdir(folder)

    def test_folders_that_come_and_go_meanwhile_are_no_errors(self, root: Path) -> None:
        stop = threading.Event()

        def churn() -> None:
            while not stop.is_set():
                vault(root / "x", {"a/b/c.md": "", "a/d.md": ""})
                os.rename(root / "x/a", root / "x/b")
                for name in ("b/b/c.md", "b/d.md"):
                    os.unlink(root / "x" / name)
                os.rmdir(root / "x/b/b")
                os.rmdir(root / "x/b")

        thread = threading.Thread(target=churn)
        thread.start()
        try:
            for _ in range(300):
                seen = walk(root)
                assert seen.problems == ()
                assert "contacts/Ada.md" in [file.path for file in seen.files]
        finally:
            stop.set()
            thread.join()


@pytest.fixture(params=["step by step", "by its path"])
def opening(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Open files as the platform does, and as one does that opens no folders."""
    if request.param == "by its path":
        monkeypatch.setattr(read_file, "_STEPWISE", False)


@pytest.mark.usefixtures("opening")
class TestReading:
    def test_the_bytes_come_as_they_are(self, root: Path) -> None:
        content = b"\xef\xbb\xbfa\r\nb\x00\xff"
        (root / "b.md").write_bytes(content)
        assert [read(root, file) for file in walk(root).files] == [content, b"Ada"]

    @pytest.mark.parametrize(
        ("size", "expected"), [(0, 0), (1, 1), (99_999, 99_999), (100_000, 100_000), (100_001, HEAD)]
    )
    def test_a_file_beyond_the_limit_gives_its_head(self, root: Path, size: int, expected: int) -> None:
        (root / "big.md").write_bytes(bytes(range(250)) * (size // 250) + b"x" * (size % 250))
        content = read(root, "big.md", limit=100_000)
        assert len(content) == expected
        assert (root / "big.md").read_bytes().startswith(content)

    def test_a_file_that_is_gone_is_told_apart(self, root: Path) -> None:
        for path in ("gone.md", "gone/gone.md", "contacts/Ada.md/gone.md"):
            with pytest.raises(FileNotFoundError):
                read(root, path)
        (root / "folder.md").mkdir()
        (root / "nowhere.md").symlink_to("gone.md")
        for path in ("folder.md", "nowhere.md"):
            with pytest.raises(FileNotFoundError):
                read(root, path)

    def test_a_pipe_put_in_its_place_is_not_waited_for(self, root: Path) -> None:
        (file,) = walk(root).files
        (root / file.path).unlink()
        os.mkfifo(root / file.path)
        assert refusal(root, file) == ("odd-file", "contacts/Ada.md")

    def test_a_file_put_behind_a_link_meanwhile_is_refused(self, tmp_path: Path, root: Path) -> None:
        vault(tmp_path / "outside", {"Ada.md": "secret"})
        (file,) = walk(root).files
        (root / file.path).unlink()
        (root / file.path).symlink_to(tmp_path / "outside/Ada.md")
        assert refusal(root, file) == ("outside-link", "contacts/Ada.md")

    def test_a_folder_put_behind_a_link_meanwhile_is_refused(self, tmp_path: Path, root: Path) -> None:
        vault(tmp_path / "outside", {"Ada.md": "secret"})
        (file,) = walk(root).files
        (root / "contacts").rename(root / "former")
        (root / "contacts").symlink_to(tmp_path / "outside")
        assert refusal(root, file) == ("outside-link", "contacts/Ada.md")

    @pytest.mark.parametrize("path", ["../outside.md", "contacts/../../outside.md", "contacts/.."])
    def test_a_path_that_climbs_out_is_refused(self, tmp_path: Path, root: Path, path: str) -> None:
        vault(tmp_path, {"outside.md": "secret"})
        assert refusal(root, path) == ("outside-link", path)

    def test_an_absolute_path_is_not_the_vaults(self, tmp_path: Path, root: Path) -> None:
        vault(tmp_path, {"outside.md": "secret"})
        with pytest.raises(FileNotFoundError):
            read(root, str(tmp_path / "outside.md"))


class TestReadingMeanwhile:
    def test_a_race_of_swaps_never_gives_what_lies_outside(self, tmp_path: Path, root: Path) -> None:
        vault(tmp_path / "outside", {"Ada.md": "secret"})
        (tmp_path / "link").symlink_to(tmp_path / "outside")
        stop = threading.Event()

        def swap() -> None:
            while not stop.is_set():
                os.rename(root / "contacts", root / ".contacts")
                os.rename(tmp_path / "link", root / "contacts")
                os.rename(root / "contacts", tmp_path / "link")
                os.rename(root / ".contacts", root / "contacts")

        thread = threading.Thread(target=swap)
        thread.start()
        seen = set()
        try:
            for _ in range(3000):
                with suppress(NotRead, FileNotFoundError):
                    seen.add(read(root, "contacts/Ada.md"))
        finally:
            stop.set()
            thread.join()
        assert seen <= {b"Ada"}


def refusal(root: Path, file: File | str) -> tuple[str, str]:
    with pytest.raises(NotRead) as caught:
        read(root, file)
    return caught.value.problem.code, caught.value.problem.path


NAMES = st.sampled_from(["a", "b", "A", ".h", "x.md", "y.md", "Y.MD", "ä.md", "z.txt"])
TREES = st.recursive(
    st.sampled_from(["file", "link", "loop", "out"]),
    lambda inner: st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)


def plant(place: Path, tree: object, root: Path) -> Iterator[Path]:
    """Make a tree of files, folders and links; give the regular files."""
    if isinstance(tree, dict):
        place.mkdir()
        for name, inner in tree.items():
            yield from plant(place / name, inner, root)
    elif tree == "file":
        place.write_text("text")
        yield place
    else:
        place.symlink_to({"link": "../x.md", "loop": str(root), "out": "/"}[str(tree)])


@settings(max_examples=150)
@given(tree=st.dictionaries(NAMES, TREES, max_size=5))
def test_any_tree_gives_each_file_once_and_no_other(
    tree: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("tree") / "root"
    regular = list(plant(root, tree, root))
    seen = [file.path for file in walk(root).files]
    real = [os.path.realpath(root / path) for path in seen]
    assert seen == sorted(set(seen))
    assert len(real) == len(set(real))
    assert set(real) <= {str(file.resolve()) for file in regular}
    plain = {
        str(file.relative_to(root))
        for file in regular
        if file.name.lower().endswith(".md")
        and not any(part.startswith(".") for part in file.relative_to(root).parts)
    }
    assert plain <= set(seen)
    assert all(read(root, file) == b"text" for file in seen)
