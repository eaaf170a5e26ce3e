"""What is no ordinary file, or too large a one, is refused at once with one line, wherever a file can be named."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from orbitcalc.cli import main

pytestmark = pytest.mark.slow

LIMIT = 20
"""Seconds after which a command counts as one that hangs."""

HUGE = 1 << 40
"""Length of a sparse file [byte]."""

KINDS = ("pipe", "folder", "device", "loop", "huge", "none")


@pytest.fixture(autouse=True)
def _no_hang() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise AssertionError("the command hangs")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def put(path: Path, kind: str) -> Path:
    """Make the special file of a kind at a path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "loop":
        path.symlink_to(path.name)
    elif kind == "huge":
        with path.open("wb") as file:
            file.truncate(HUGE)
    return path


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line with which a command refuses."""
    assert main(list(arguments)) == 2, arguments
    err = capsys.readouterr().err
    assert "internal error" not in err
    assert "Traceback" not in err
    assert len([line for line in err.splitlines() if " | " not in line]) == 1, err
    return err


@pytest.mark.parametrize("kind", KINDS)
def test_as_a_scenario_a_study_a_page_or_a_workbook(
    tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for ending in ("toml", "html", "xlsx"):
        path = str(put(tmp_path / f"{kind}.{ending}", kind))
        assert path in refused(capsys, "check", path)
    path = str(tmp_path / f"{kind}.toml")
    refused(capsys, "run", path)
    refused(capsys, "run", f"{path}?altitude=700 km")
    refused(capsys, "study", path, "-o", str(tmp_path / "results"))
    child = tmp_path / "child.toml"
    child.write_text(f'extends = "{kind}.toml"\n', "utf-8")
    refused(capsys, "check", str(child), "--allow-outside")


@pytest.mark.parametrize("kind", KINDS)
def test_as_a_run_directory(tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / "run" / "manifest.json", kind)
    put(tmp_path / "other", kind)
    for folder in (tmp_path / "run", tmp_path / "other"):
        for verb in (["export"], ["mc", "--resume"], ["mc", "--verify"]):
            assert "holds no run" in refused(capsys, *verb, str(folder))


@pytest.mark.parametrize("kind", KINDS)
def test_as_a_part_of_a_run(tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    run = tmp_path / "run"
    assert main(["mc", "baseline", "-n", "30", "--chunk", "10", "--of", "capex", "-o", str(run), "-q"]) == 0
    whole = {path.name: path.read_bytes() for path in (run / "chunks").iterdir()}
    second = sorted((run / "chunks").iterdir())[1]
    second.unlink()
    put(second, kind)
    capsys.readouterr()
    code = main(["mc", "--verify", str(run), "-f", "json"])
    state = json.loads(capsys.readouterr().out)
    assert (code, state["damaged"], state["missing"]) == ((0, [], [1]) if kind == "none" else (3, [1], []))
    if kind == "folder":  # the system does not unlink one
        assert "Is a directory" in refused(capsys, "mc", "--resume", str(run), "-q")
        return
    assert main(["mc", "--resume", str(run), "-q"]) == 0
    assert {path.name: path.read_bytes() for path in (run / "chunks").iterdir()} == whole


@pytest.mark.parametrize("name", ["summary.json", ".lock", "chunks"])
def test_a_link_in_a_run_directory_leads_nowhere(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A run directory that others made must not write over files of its user."""
    run, mine = tmp_path / "run", tmp_path / "mine"
    assert main(["mc", "baseline", "-n", "10", "--of", "capex", "-o", str(run), "-q"]) == 0
    mine.mkdir()
    target = mine / "thesis.part"
    target.write_text("mine", "utf-8")
    linked = run / name
    if linked.is_dir():
        shutil.rmtree(linked)
        linked.symlink_to(mine)
        assert "is a link" in refused(capsys, "mc", "--resume", str(run))
    else:
        linked.unlink()
        linked.symlink_to(target)
        assert main(["mc", "--resume", str(run), "-q"]) == (2 if name == ".lock" else 0)
    assert [item.name for item in mine.iterdir()] == ["thesis.part"]
    assert target.read_text("utf-8") == "mine"


@pytest.fixture(scope="module")
def design(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("design") / "points.csv"
    vary = ["--vary", "array_areal_mass", "--vary", "satellite_life"]
    assert main(["design", "baseline", "--for", "sobol", "-n", "4", *vary, "-o", str(path), "-q"]) == 0
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_as_a_design_or_results(tmp_path: Path, design: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    results = put(tmp_path / "results.csv", kind)
    assert "results.csv" in refused(capsys, "sobol", "--design", str(design), "--results", str(results))
    put(tmp_path / "points.csv.meta.json", kind)
    packed = put(tmp_path / "points.npz", kind)
    for path in (tmp_path / "points.csv", packed):
        assert "is no design" in refused(capsys, "sobol", "--design", str(path), "--results", str(design))


WRONG = ["[]", "5", "{}", "[" * 100000, "\x00", '{"format": "orbitcalc.design/1", "kind": "saltelli"}']


@pytest.mark.parametrize("text", WRONG, ids=lambda text: text[:12])
def test_a_description_that_is_none(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "points.csv.meta.json").write_text(text, "utf-8")
    refused(capsys, "sobol", "--design", str(tmp_path / "points.csv"), "--results", "none.csv")


@pytest.mark.parametrize("key", ["groups", "rows", "samples", "seed", "scenario"])
def test_a_description_with_a_wrong_entry(
    tmp_path: Path, design: Path, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    about = json.loads(design.with_name(f"{design.name}.meta.json").read_text("utf-8"))
    wrongs: list[Any] = [None, [], {}, 5, -1, 10**18, "x", [[]], 1e308]
    for wrong in wrongs:
        text = json.dumps({**about, key: wrong})
        (tmp_path / "points.csv.meta.json").write_text(text, "utf-8")
        refused(capsys, "sobol", "--design", str(tmp_path / "points.csv"), "--results", str(design.parent))


@pytest.mark.parametrize(
    "content", [b"", b"id,x\n\xff", b"id,x\n\xc2\xb2,1\n", b"id,x\n" + b"1" * 200000, b"id\n\0,\n"]
)
def test_results_that_are_none(
    tmp_path: Path, design: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "results.csv").write_bytes(content)
    refused(capsys, "sobol", "--design", str(design), "--results", str(tmp_path / "results.csv"))


@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "huge"])
def test_beside_a_new_scenario(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "orbitcalc.schema.json", kind)
    assert main(["init", "mine"]) == 0
    assert "kept orbitcalc.schema.json" in capsys.readouterr().err
