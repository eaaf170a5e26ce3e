"""The run directory: whole chunks or none, one run at a time, and what changed by name."""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from orbitcalc.analysis.runs.differences import differences
from orbitcalc.analysis.runs.store import (
    RUN_FORMAT,
    RunDirectory,
    RunError,
    open_run,
    read_manifest,
    study_digest,
)

MANIFEST: dict[str, Any] = {"format": RUN_FORMAT, "seed": 1, "scenario": {"altitude": "650000.0 m"}}


def started(folder: Path) -> RunDirectory:
    with open_run(folder) as run:
        run.begin(MANIFEST)
        run.write(0, {"x": np.arange(5.0)})
        run.write(1, {"x": np.arange(3.0)})
    return run


def test_chunks_come_back_as_they_were_written(tmp_path: Path) -> None:
    run = started(tmp_path / "run")
    columns = [run.read(path, count, ["x"]) for path, count in zip(run.finished().values(), (5, 3), strict=True)]
    assert [column["x"].tolist() for column in columns if column] == [[0.0, 1.0, 2.0, 3.0, 4.0], [0.0, 1.0, 2.0]]
    assert read_manifest(tmp_path / "run") == {**MANIFEST, "study": study_digest(MANIFEST)}


@pytest.mark.parametrize("harm", ["truncated", "altered", "empty"])
def test_a_damaged_chunk_is_found_and_removed(tmp_path: Path, harm: str) -> None:
    run = started(tmp_path / "run")
    path = run.finished()[0]
    data = path.read_bytes()
    path.write_bytes({"truncated": data[:-7], "altered": data[:60] + b"!" + data[61:], "empty": b""}[harm])
    assert run.read(path, 5, ["x"]) is None
    assert list(run.finished()) == [1]


def test_the_same_content_has_the_same_name(tmp_path: Path) -> None:
    one, other = (started(tmp_path / name).finished()[0] for name in ("one", "other"))
    assert one.name == other.name


def test_two_runs_are_kept_apart(tmp_path: Path) -> None:
    with (
        open_run(tmp_path / "run"),
        pytest.raises(RunError, match="another run is using"),
        open_run(tmp_path / "run"),
    ):
        pass


def test_a_folder_with_a_run_is_not_begun_again(tmp_path: Path) -> None:
    started(tmp_path / "run")
    with open_run(tmp_path / "run") as run, pytest.raises(RunError, match="continue it with --resume"):
        run.begin(MANIFEST)


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with open_run(tmp_path) as run, pytest.raises(RunError, match="not an empty folder"):
        run.begin(MANIFEST)
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_files_left_half_written_by_an_earlier_process_are_removed(tmp_path: Path) -> None:
    started(tmp_path / "run")
    half = tmp_path / "run" / "chunks" / ".00000002-0.npz.part"
    half.write_bytes(b"half")
    with open_run(tmp_path / "run", existing=True) as run:
        run.compare(MANIFEST)
    assert not half.exists()


def test_a_folder_without_a_run_cannot_be_continued(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="holds no run"), open_run(tmp_path / "nothing", existing=True):
        pass
    assert not (tmp_path / "nothing").exists()


def test_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps({"format": "orbitcalc.run/99"}))
    with pytest.raises(RunError, match=r"orbitcalc\.run/99"):
        read_manifest(tmp_path)


def test_what_changed_is_named() -> None:
    current = MANIFEST | {"seed": 2, "scenario": {"altitude": "700000.0 m", "title": "new words"}}
    assert differences(MANIFEST, current) == ["seed was 1, is 2", "altitude was 650000.0 m, is 700000.0 m"]


def test_a_failed_write_leaves_what_was_there(tmp_path: Path) -> None:
    run = started(tmp_path / "run")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(RunError, match="finished chunks are kept"):
            run.write(2, {"x": np.zeros(10_000)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(run.finished()) == [0, 1]
    assert not list(run.chunks.glob(".*"))


READ_ONLY = """
import fcntl, os, sys
from pathlib import Path
from orbitcalc.analysis.runs.store import RunError, open_run
if os.geteuid() == 0:
    os.setuid(65534)
try:
    with open_run(Path(sys.argv[1])):
        pass
except RunError as error:
    print(error)
"""


@pytest.mark.parametrize("existing", [True, False])
def test_a_read_only_folder_is_a_clear_message(tmp_path: Path, existing: bool) -> None:
    parent = tmp_path / "locked"
    (parent / "run").mkdir(parents=True)
    for folder in (parent / "run", parent):
        folder.chmod(0o555)
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(0o755)
    target = parent / ("run" if existing else "new")
    result = subprocess.run([sys.executable, "-c", READ_ONLY, str(target)], capture_output=True, text=True, check=False)
    assert result.stdout.startswith(("cannot create", "cannot write in")), result.stderr
    assert "Permission denied" in result.stdout
