"""A file is written whole or not at all, and what is no ordinary file is never replaced."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from orbitcalc.whole import is_taken, replace_whole, whole, write_whole


def test_a_file_appears_when_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    with whole(path) as part:
        part.write_text("half")
        assert not path.exists()
    assert path.read_text() == "half"
    assert [item.name for item in tmp_path.iterdir()] == ["page.html"]


def test_what_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write_whole(path, "old")
    with pytest.raises(OSError, match="No such file"), whole(path) as part:
        part.write_text(Path(tmp_path / "none").read_text())
    assert path.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["page.html"]


def test_a_link_keeps_what_it_points_to(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    """As /dev/null and /dev/stdout are: a superuser would otherwise replace the device."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert not is_taken(pipe)
    write_whole(pipe, "text")
    assert os.read(reader, 10) == b"text"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_files_and_folders_are_taken(tmp_path: Path) -> None:
    assert is_taken(tmp_path)
    assert not is_taken(tmp_path / "none")
    replace_whole(tmp_path / "one", b"")
    assert is_taken(tmp_path / "one")
