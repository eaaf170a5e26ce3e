"""A run directory is untrusted: whatever is wrong in it is one clear line, and two studies never mix."""

from __future__ import annotations

import json
import random
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from orbitcalc.analysis.runs import montecarlo
from orbitcalc.analysis.runs.state import state_of
from orbitcalc.analysis.runs.store import RunDirectory, RunError, study_digest
from orbitcalc.cli import main

SCENARIO = "google-1gw"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "run"
    from orbitcalc import load

    montecarlo.mc(load(SCENARIO), 400, chunk=100, folder=folder, outputs=["cost_ratio"])
    return folder


@pytest.fixture
def run(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "run"))


def manifest_of(run: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((run / "manifest.json").read_text("utf-8"))
    return data


def write(run: Path, manifest: dict[str, Any], seal: bool = True) -> None:
    if seal:
        manifest["study"] = study_digest(manifest)
    (run / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def chunks(run: Path) -> list[Path]:
    return sorted((run / "chunks").iterdir())


def test_another_value_in_the_manifest_is_refused_and_not_continued(run: Path) -> None:
    chunks(run)[1].unlink()
    manifest = manifest_of(run)
    manifest["scenario"]["target_power"] = "2000000000.0 kg*m^2*s^-3"
    write(run, manifest, seal=False)
    with pytest.raises(RunError, match="was changed after the run was started"):
        montecarlo.resume(run)
    write(run, manifest)
    with pytest.raises(RunError, match="not the one of its hash"):
        montecarlo.resume(run)


@pytest.mark.parametrize("harm", ["exchanged", "copied", "doubled", "of another study"])
def test_a_chunk_belongs_to_its_study_and_its_number(run: Path, tmp_path: Path, harm: str) -> None:
    before = montecarlo.resume(run).statistics
    first, second = chunks(run)[:2]
    one, two = first.read_bytes(), second.read_bytes()
    if harm == "exchanged":
        first.write_bytes(two)
        second.write_bytes(one)
    elif harm == "copied":
        second.unlink()
        second.with_name(f"00000001-{first.stem.partition('-')[2]}.npz").write_bytes(one)
    elif harm == "doubled":
        with np.load(first) as stored:
            columns = {name: stored[name] * (2 if name == "cost_ratio" else 1) for name in stored.files}
        other = RunDirectory(run, {"study": "some other"})
        other.write(0, columns)
        first.unlink()
    else:
        from orbitcalc import load

        montecarlo.mc(load(SCENARIO), 400, seed=1, chunk=100, folder=tmp_path / "b", outputs=["cost_ratio"])
        first.unlink()
        shutil.copy(chunks(tmp_path / "b")[0], run / "chunks")
    assert state_of(run).damaged
    assert montecarlo.resume(run).statistics == before
    assert state_of(run).damaged == ()


def test_a_bomb_or_a_wrong_archive_is_a_damaged_chunk(run: Path) -> None:
    directory, names = RunDirectory(run), ("status", "cost_ratio")
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("cost_ratio.npy", b"\0" * 10_000_000)
    objects = BytesIO()
    np.savez(objects, status=np.array([{}], dtype=object), cost_ratio=np.zeros(1))
    for data in (packed.getvalue(), objects.getvalue(), b"PK", b""):
        path = run / "chunks" / f"00000000-{directory._digest(0, data)}.npz"
        path.write_bytes(data)
        assert directory.intact(path, 1, names) is None
    wrong = BytesIO()
    np.savez(wrong, status=np.zeros(3, np.uint8), cost_ratio=np.zeros(3))
    path = run / "chunks" / f"00000000-{directory._digest(0, wrong.getvalue())}.npz"
    path.write_bytes(wrong.getvalue())
    assert directory.intact(path, 3, names) is not None
    assert directory.intact(path, 2, names) is None
    assert directory.intact(path, 3, (*names, "capex")) is None


def test_a_link_to_a_device_is_a_damaged_chunk(run: Path) -> None:
    first = chunks(run)[0]
    first.unlink()
    first.symlink_to("/dev/zero")
    assert 0 in state_of(run).damaged


WRONG: list[Any] = [None, [], {}, 5, -1, 10**18, "x", "", [[]], {"a": []}, True, 1e308, ["x"], {"altitude": 3}]


@pytest.mark.long
def test_every_damage_to_a_manifest_is_one_clear_line(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each entry in turn of each wrong kind, sealed again as its author would; the command never fails within."""
    original, codes = manifest_of(run), set()
    for key in original:
        for wrong in (..., *WRONG):
            manifest = {name: item for name, item in original.items() if name != key or wrong is not ...}
            if wrong is not ...:
                manifest[key] = wrong
            write(run, manifest)
            codes.add(main(["mc", "--resume", str(run), "-q"]))
            err = capsys.readouterr().err
            assert "internal error" not in err, (key, wrong, err)
            assert len(err) < 4000
    assert codes <= {0, 2}
    assert 2 in codes


NONE = ["[]", "5", "", "{", '{"format": "orbitcalc.run/2"}', "[" * 100000, "\x00", "9" * 9999]


@pytest.mark.parametrize("text", NONE)
@pytest.mark.parametrize("verb", [["mc", "--resume"], ["mc", "--verify"], ["export"]])
def test_a_manifest_that_is_none_is_one_clear_line(
    run: Path, verb: list[str], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (run / "manifest.json").write_text(text, "utf-8")
    assert main([*verb, str(run)]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "internal error" not in err


def test_random_damage_never_ends_in_an_internal_error(run: Path, tmp_path: Path) -> None:
    draw = random.Random(20261121)
    for number in range(12):
        damaged = Path(shutil.copytree(run, tmp_path / f"damaged-{number}"))
        path = draw.choice([damaged / "manifest.json", *chunks(damaged)])
        data = bytearray(path.read_bytes())
        for _ in range(draw.randint(1, 5)):
            place = draw.randrange(len(data))
            data[place : place + draw.choice([0, 1, 30])] = draw.randbytes(draw.choice([0, 1, 8]))
        path.write_bytes(bytes(data))
        assert main(["mc", "--resume", str(damaged), "-q"]) in (0, 2)


def test_verify_says_what_is_intact(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mc", "--verify", str(run)]) == 0
    assert "400 samples are intact" in capsys.readouterr().out
    chunks(run)[2].unlink()
    assert main(["mc", "--verify", str(run), "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["missing"] == [2]
    chunks(run)[0].write_bytes(b"")
    assert main(["mc", "--verify", str(run), "-f", "json"]) == 3
    assert json.loads(capsys.readouterr().out)["damaged"] == [0]
    assert len(chunks(run)) == 3, "it changes nothing"
