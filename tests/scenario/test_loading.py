"""Loading: names, files, mappings, and the scenarios that a scenario extends."""

from pathlib import Path

import pytest

import orbitcalc
from orbitcalc import load
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario import header_of, load_text
from orbitcalc.scenario.loading import shipped


def write(folder: Path, **texts: str) -> Path:
    """Scenario files of these names; the first one's path."""
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder / f"{next(iter(texts))}.toml"


def problem(name: str | Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(name)
    return str(caught.value)


# Names, files and mappings


def test_the_shipped_scenarios_are_the_files_of_their_folder() -> None:
    folder = Path(__file__).parents[2] / "scenarios"
    files = {path.stem: path for path in folder.rglob("*.toml") if path.parent.name not in ("cases", "study-files")}
    assert orbitcalc.scenarios() == tuple(shipped()) == tuple(sorted(files))
    assert all(load(str(path)).digest == load(name).digest for name, path in list(files.items())[:3])


def test_the_header_of_a_shipped_scenario() -> None:
    header = header_of("google-1gw")
    assert header["title"] == load("google-1gw").title
    assert "altitude" not in header
    with pytest.raises(ScenarioError, match="did you mean 'google-1gw'"):
        header_of("google-1gv")


def test_a_scenario_from_standard_input_is_named_so() -> None:
    assert load_text("").name == "stdin"
    assert load_text("", "mine").name == "mine"


def test_a_mapping_and_a_text_give_the_same_scenario() -> None:
    text = load_text('extends = "baseline"\naltitude = "700 km"\n')
    mapping = load({"extends": "baseline", "altitude": "700 km"})
    assert mapping.digest == text.digest


def test_a_path_object_and_its_text_give_the_same_scenario(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('altitude = "700 km"\n', encoding="utf-8")
    assert load(path).digest == load(str(path)).digest
    assert load(path).name == "mine"


# Parents


def test_parents_are_laid_from_left_to_right(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        child='extends = ["left.toml", "right.toml"]\n',
        left='dose_reserve = "1.7"\nmass_margin = "0.17"\n',
        right='dose_reserve = "1.8"\n',
    )
    scenario = load(path)
    assert scenario["dose_reserve"].value == 1.8
    assert scenario["mass_margin"].value == 0.17


def test_a_file_may_extend_a_shipped_scenario_of_its_own_name(tmp_path: Path) -> None:
    path = write(tmp_path, baseline='extends = "baseline"\naltitude = "700 km"\n')
    assert load(path)["altitude"].value == 700e3


# Parents: what can go wrong


def test_a_circle_of_parents_shows_the_chain(tmp_path: Path) -> None:
    path = write(tmp_path, a='extends = "b.toml"\n', b='extends = "c.toml"\n', c='extends = "a.toml"\n')
    text = problem(path)
    assert "circular" in text
    assert text.index("a.toml ->") < text.index("b.toml ->") < text.index("c.toml ->")
    assert f"{tmp_path / 'c.toml'}:1:1: error" in text


@pytest.mark.parametrize("spelling", ["a.toml", "../{folder}/a.toml"])
def test_a_file_that_extends_itself_is_a_circle(tmp_path: Path, spelling: str) -> None:
    path = write(tmp_path, a=f'extends = "{spelling.format(folder=tmp_path.name)}"\n')
    assert "circular" in problem(path)


@pytest.mark.parametrize(
    ("parent", "reason"),
    [("gone.toml", "cannot read"), ("gone", "no scenario 'gone'"), ("baselin", "did you mean 'baseline'")],
)
def test_a_missing_parent_shows_the_chain_and_the_place(tmp_path: Path, parent: str, reason: str) -> None:
    path = write(tmp_path, a='extends = "b.toml"\n', b=f'title = "b"\nextends = "{parent}"\n')
    text = problem(path)
    assert reason in text
    assert "a.toml" in text
    assert f"{tmp_path / 'b.toml'}:2:1: error" in text
    assert "extends = " in text  # the excerpt


def test_a_parent_of_a_newer_format_shows_the_chain(tmp_path: Path) -> None:
    path = write(tmp_path, a='extends = "b.toml"\n', b="schema = 99\n")
    text = problem(path)
    assert f"{tmp_path / 'b.toml'}:1:1: error: schema 99" in text
    assert f"extended by {path}" in text
    assert "newer orbitcalc" in text


def test_a_fault_inside_a_parent_is_reported_with_its_own_place(tmp_path: Path) -> None:
    path = write(tmp_path, a='extends = "b.toml"\naltitud = "1 km"\n', b='\nmass_margn = "0.1"\nalbedo = "7"\n')
    text = problem(path)
    assert f"{tmp_path / 'b.toml'}:2:1" in text
    assert f"{tmp_path / 'b.toml'}:3:1" in text
    assert f"{path}:2:1" in text


def test_a_parent_that_is_not_toml_shows_the_chain(tmp_path: Path) -> None:
    text = problem(write(tmp_path, a='extends = "b.toml"\n', b="x = = 1\n"))
    assert f"{tmp_path / 'b.toml'}:1:" in text
    assert "extended by" in text
