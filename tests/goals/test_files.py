from __future__ import annotations

import os
import socket
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from goal_files import GOALS, GOALS_FILE, SETTINGS, found, messages

from okrcli.errors import OkrError
from okrcli.goals.files import find_root, read_folder, show_path
from okrcli.goals.text import MAX_BYTES
from okrcli.goals.workspace import Workspace, load, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and such names need POSIX")
SECRET = "ghp_ABCDEFsecret123"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "okr.yaml").write_text(SETTINGS)
    (tmp_path / "okrs/2026-Q3").mkdir(parents=True)
    (tmp_path / GOALS_FILE).write_text(GOALS)
    return tmp_path


def opened(root: Path) -> Workspace:
    return open_workspace(root)[1]


def places(workspace: Workspace) -> list[str]:
    return [f"{one.path}:{one.name}" for one in workspace.diagnostics()]


def test_the_root_is_the_nearest_folder_with_settings(root: Path) -> None:
    assert find_root(root / "okrs/2026-Q3") == root.resolve()
    assert [path for path, _ in read_folder(root)] == ["okr.yaml", GOALS_FILE]


def test_a_folder_without_settings_is_said(tmp_path: Path) -> None:
    with pytest.raises(OkrError, match=r"no okr\.yaml in .* or any folder above"):
        find_root(tmp_path)


def test_a_folder_that_is_gone_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(OkrError, match="the folder that we are in is gone"):
        find_root(Path())


def test_files_come_in_the_same_order_everywhere(root: Path) -> None:
    for name in ("zeta.yaml", "alpha.yaml", "checkins/b.yaml", "reviews/a.yaml", "README.md"):
        file = root / "okrs/2026-Q3" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("a: 1\n")
    (root / "okrs/2026-Q1").mkdir()
    (root / "okrs/2026-Q1/z.yaml").write_text("a: 1\n")
    assert [path.removeprefix("okrs/") for path, _ in read_folder(root)] == [
        "okr.yaml",
        "2026-Q1/z.yaml",
        "2026-Q3/alpha.yaml",
        "2026-Q3/payments.yaml",
        "2026-Q3/zeta.yaml",
        "2026-Q3/checkins/b.yaml",
        "2026-Q3/reviews/a.yaml",
    ]


@pytest.mark.parametrize("to", ["../../other.yaml", "payments.yaml", "missing", "/dev/zero", "/etc/passwd", "."])
def test_a_link_is_refused_wherever_it_leads(root: Path, to: str) -> None:
    (root / "other.yaml").write_text(GOALS)
    (root / GOALS_FILE).unlink()
    (root / GOALS_FILE).symlink_to(to)
    workspace = opened(root)
    assert places(workspace) == [f"{GOALS_FILE}:unreadable-file"]
    assert found(workspace) == ["unreadable-file 1:1"]
    assert messages(workspace) == ["the file is a symbolic link"]


def test_not_a_byte_of_what_a_link_leads_to_is_said(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("home") / "token"
    secret.write_text(SECRET)
    (root / "okrs/2026-Q3/other.yaml").symlink_to(secret)
    assert not any(SECRET in str(one) for one in opened(root).diagnostics())


def test_linked_settings_are_refused_and_the_goals_still_read(root: Path) -> None:
    (root / "okr.yaml").rename(root / "settings")
    (root / "okr.yaml").symlink_to("settings")
    workspace = opened(root)
    assert places(workspace) == ["okr.yaml:unreadable-file"]
    assert [file.path for file in workspace.goals] == [GOALS_FILE]


@pytest.mark.parametrize("folder", ["okrs", "okrs/2026-Q3", "okrs/2026-Q3/checkins"])
def test_a_linked_folder_is_refused_and_not_walked(root: Path, folder: str) -> None:
    away = root / "away"
    (root / folder).mkdir(exist_ok=True)
    (root / folder).rename(away)
    (root / folder).symlink_to(away)
    (away / "secret.yaml").write_text(f"{SECRET}: 1\n")
    workspace = opened(root)
    assert places(workspace) == [f"{folder}:unreadable-file"]
    assert messages(workspace) == ["the folder is a symbolic link"]


def test_a_folder_that_links_to_itself_ends(root: Path) -> None:
    (root / "okrs/self").symlink_to(".")
    (root / "okrs/loop").symlink_to("loop")
    assert places(opened(root)) == ["okrs/self:unreadable-file"]


def test_a_pipe_is_refused_and_never_waited_for(root: Path) -> None:
    (root / GOALS_FILE).unlink()
    os.mkfifo(root / GOALS_FILE)
    assert messages(opened(root)) == ["the file is not a plain file"]


def test_a_folder_with_the_name_of_a_file_is_refused(root: Path) -> None:
    (root / GOALS_FILE).unlink()
    (root / GOALS_FILE).mkdir()
    assert f"{GOALS_FILE}:unreadable-file" in places(opened(root))


def test_a_socket_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / GOALS_FILE).unlink()
    monkeypatch.chdir((root / GOALS_FILE).parent)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("payments.yaml")
        assert places(opened(root)) == [f"{GOALS_FILE}:unreadable-file"]


def test_a_huge_file_is_refused_unread(root: Path) -> None:
    os.truncate(root / GOALS_FILE, 10 * 2**30)
    workspace = opened(root)
    assert messages(workspace) == ["the file is larger than 1 MiB (10,737,418,240 bytes)"]
    assert GOALS_FILE not in workspace.sources


def test_a_file_of_just_the_largest_size_is_read(root: Path) -> None:
    with (root / GOALS_FILE).open("a") as file:
        file.write("#" * (MAX_BYTES - len(GOALS)))
    assert places(opened(root)) == []
    with (root / GOALS_FILE).open("a") as file:
        file.write("#")
    assert places(opened(root)) == [f"{GOALS_FILE}:too-large"]


@contextmanager
def as_an_ordinary_user() -> Iterator[None]:
    """Root may read everything."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@pytest.mark.parametrize(("closed", "what"), [(GOALS_FILE, "file"), ("okrs/2026-Q3", "folder")])
def test_what_may_not_be_read_is_said(root: Path, closed: str, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    root.chmod(0o755)
    monkeypatch.chdir(root)  # seen from here: the folders above may be root's alone
    (root / closed).chmod(0)
    with as_an_ordinary_user():
        workspace = load(read_folder(Path()))
    (root / closed).chmod(0o700)
    assert messages(workspace) == [f"the {what} cannot be opened: Permission denied"]


@pytest.mark.parametrize(
    "name",
    [
        *(b"-rf.yaml", b"new\nline.yaml", b"cr\r::error::x.yaml", b"##[error]x.yaml", b"esc\x1b[31m.yaml"),
        *(b"bad\xffutf8.yaml", "\u202elmay.yaml".encode(), b"[bold]x.yaml", b"=1+1.yaml", b" lead.yaml"),
        *(b"Upper.yaml", b"two.dots.yaml", b".yaml"),
    ],
)
def test_a_hostile_name_hides_nothing(root: Path, name: bytes) -> None:
    try:
        Path(os.fsdecode(bytes(root / "okrs/2026-Q3") + b"/" + name)).write_text("a: 1\n")
    except OSError:
        pytest.skip("this file system has no such names")
    workspace = opened(root)
    assert found(workspace) == ["file-name 1:1"]
    assert [file.path for file in workspace.goals] == [GOALS_FILE]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("okrs/2026-Q3/a.yaml", "okrs/2026-Q3/a.yaml"),
        ("é ü/名.yaml", "é ü/名.yaml"),
        ("a\nb", "a\\x0ab"),
        ("a\x1b[31m", "a\\x1b[31m"),
        ("a\x9bb", "a\\x9bb"),
        (os.fsdecode(b"a\xffb"), "a\\xffb"),
        ("a\u202eb", "a\\u202eb"),
    ],
)
def test_a_path_is_shown_without_what_a_terminal_would_obey(path: str, shown: str) -> None:
    assert show_path(path) == shown
