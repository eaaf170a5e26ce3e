"""Every analysis draws itself; a file is what its name says; no text leaves the sheet or meets another."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ElementTree

import pytest

from orbitcalc.charts.axes import LETTER, Axis, tick_text
from orbitcalc.charts.chart import ENDINGS
from tests.cli.command_line import Shell

SVG = "{http://www.w3.org/2000/svg}"
PICTURES = (
    ("run", "google-1gw"),
    ("run", "google-1gw", "--no-range"),
    ("run", "google-1gw", "--series"),
    ("compare", "mccalip", "google-1gw", "spacex-ai1"),
    ("bridge", "google-1gw", "mine.toml"),
    ("verify", "suncatcher"),
    ("sweep", "google-1gw", "--vary", "altitude=500..1200 km", "--of", "cost_ratio"),
    ("sweep", "google-1gw", "--vary", "altitude=[500, 900] km", "--vary", "launch_price=[90, 400] USD_2025/kg"),
    ("tornado", "google-1gw", "--top", "5"),
    ("mc", "google-1gw", "-n", "300"),
    ("sobol", "google-1gw", "-n", "16", "--of", "cost_ratio"),
    ("breakeven", "google-1gw", "--solve", "launch_price", "--until", "cost_ratio == 3"),
    ("breakeven", "google-1gw", "--solve", "launch_price", "--until", "cost_ratio == 3", "-n", "64"),
    ("optimise", "google-1gw", "--lever", "altitude"),
)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory, monkeypatch) -> Shell:
    folder = tmp_path_factory.mktemp("pictures")
    monkeypatch.chdir(folder)
    return Shell(capsys, folder)


@pytest.mark.parametrize("arguments", PICTURES, ids=lambda arguments: "-".join(arguments[:2]))
def test_every_analysis_has_a_picture_with_its_texts_inside(shell: Shell, arguments: tuple[str, ...]) -> None:
    shell.write("mine.toml", 'extends = "google-1gw"\naltitude = "700 km"\nvehicle = "new-glenn"\n')
    assert shell(*arguments, "--figure", "a.svg").code == 0
    root = ElementTree.parse(shell.folder / "a.svg").getroot()
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc")
    width, height = (float(root.get(side, 0)) for side in ("width", "height"))
    for item in root.iter(f"{SVG}text"):
        words, x, anchor = item.text or "", float(item.get("x", 0)), item.get("text-anchor")
        wide = LETTER * len(words) * (1.3 if "head" in item.get("class", "") else 1.0)
        left = x - {"middle": wide / 2.0, "end": wide}.get(anchor or "", 0.0)
        if item.get("transform") is None:
            assert left > -12.0, words
            assert left + wide < width + 12.0, words
            assert 0.0 < float(item.get("y", 0)) < height, words


def test_stairs_from_whole_numbers_are_explained_below_the_picture(shell: Shell) -> None:
    shell(*PICTURES[6], "--figure", "a.svg")
    assert "satellites_per_launch, a whole number" in (shell.folder / "a.svg").read_text("utf-8")


def test_a_file_is_what_its_name_says(shell: Shell) -> None:
    pytest.importorskip("cairosvg")
    for ending, start in ((".svg", b"<svg "), (".png", b"\x89PNG\r\n"), (".pdf", b"%PDF-")):
        assert shell("run", "google-1gw", "--no-range", "--figure", f"a{ending}").code == 0
        assert (shell.folder / f"a{ending}").read_bytes().startswith(start)


def test_another_ending_is_refused_before_anything_is_computed(shell: Shell) -> None:
    for name in ("a.jpg", "a", "a.svg.gz"):
        result = shell("mc", "google-1gw", "-n", "100000000", "--figure", name)
        assert (result.code, list(shell.folder.iterdir())) == (2, [])
        assert all(ending in result.err for ending in ENDINGS)


def test_without_the_converter_the_error_says_how_to_get_it(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cairosvg", None)
    result = shell("run", "google-1gw", "--figure", "a.png")
    assert result.code == 4
    assert "pip install 'orbitcalc[plot]'" in result.err
    assert shell("run", "google-1gw", "--no-range", "--figure", "a.svg").code == 0


def test_an_existing_picture_is_kept(shell: Shell) -> None:
    shell.write("a.svg", "mine")
    assert shell("run", "google-1gw", "--figure", "a.svg").code == 2
    assert (shell.folder / "a.svg").read_text() == "mine"


def test_an_output_without_a_picture_says_so(shell: Shell) -> None:
    result = shell("run", "google-1gw", "--all", "--figure", "a.svg")
    assert result.code == 2
    assert "no picture" in result.err


@pytest.mark.parametrize("ends", [(0.3, 5.2), (1e-6, 30.0), (90.0, 110.0), (2e5, 9e11)])
@pytest.mark.parametrize("most", [2, 4, 10])
def test_the_numbers_of_an_axis_are_round_and_few(ends: tuple[float, float], most: int) -> None:
    for log in (False, True):
        ticks = Axis("x", *ends, 0.0, 100.0, log).ticks(most)
        assert len(ticks) <= most + (0 if log else 1)
        for tick in ticks:
            assert ends[0] * (1 - 1e-6) <= tick <= ends[1] * (1 + 1e-6)
            assert re.sub(r"[,.]|e.*|0", "", tick_text(tick)).lstrip("-") in {*map(str, range(1, 1000)), ""}
