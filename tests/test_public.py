"""The public names: on the reference page, documented with units; every result shows itself in every way."""

from __future__ import annotations

import copy
import inspect
import pickle
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc.errors import MissingExtraError, ScenarioError, UnitError
from orbitcalc.notebook.documents import document_of
from tests.rows import for_each

PAGE = (Path(__file__).parent.parent / "docs" / "reference" / "python.md").read_text("utf-8")

CLASSES = [kind for kind in document_of.registry if kind is not object]

NAMES = [name for name in orbitcalc.__all__ if name != "__version__"]


@cache
def results() -> dict[str, Any]:
    """A result of each kind by the name of its class."""
    scenario, other = orbitcalc.load("google-1gw"), orbitcalc.load("mccalip")
    higher = scenario.with_({"altitude": "700 km"})
    from orbitcalc.analysis.breakeven.curve import curve
    from orbitcalc.analysis.breakeven.spread import spread

    question = {"solve": "launch_price", "until": "cost_ratio == 3"}
    made = (
        scenario.run(),
        orbitcalc.mc(scenario, 200),
        orbitcalc.sobol(scenario, 16, outputs=["satellites_required"]),
        orbitcalc.sweep(scenario, {"altitude": "[500, 900] km", "vehicle": "[starship-v3, falcon-9]"}, ["cost_ratio"]),
        orbitcalc.tornado(scenario, ["satellites_required"]),
        orbitcalc.breakeven(scenario, **question),
        curve(scenario, **question, against=("array_areal_mass", "1..4 kg/m^2"), points=3),
        spread(scenario, **question, samples=32),
        orbitcalc.optimise(scenario, levers={"altitude": ""}),
        orbitcalc.pareto(scenario, "cost_ratio", "fleet_mass", levers={"altitude": ""}, subject=(), points=2),
        orbitcalc.compare(scenario, other),
        orbitcalc.bridge(scenario, higher, "array_area"),
        orbitcalc.verify(["suncatcher-learning"]),
    )
    return {type(item).__name__: item for item in made}


def test_there_is_a_result_of_every_kind_here() -> None:
    assert set(results()) == {kind.__name__ for kind in CLASSES}


# The reference


@for_each("name", NAMES)
def test_every_public_name_is_on_the_reference_page(name: str) -> None:
    assert re.search(rf"^\.\. auto\w+:: orbitcalc\.{name}$", PAGE, re.MULTILINE)


@for_each("kind", CLASSES)
def test_every_result_is_on_the_reference_page(kind: type) -> None:
    address = "orbitcalc.Result" if kind.__name__ == "Result" else f"{kind.__module__}.{kind.__name__}"
    assert re.search(rf"^\.\. autoclass:: {re.escape(address)}$", PAGE, re.MULTILINE)


def members() -> list[tuple[str, Callable[..., Any]]]:
    """The public functions, and the methods and properties of public classes, by name."""
    listed: list[tuple[str, Callable[..., Any]]] = []
    for item in [*(getattr(orbitcalc, name) for name in NAMES), *CLASSES]:
        if inspect.isfunction(item):
            listed.append((item.__name__, item))
        elif inspect.isclass(item) and not issubclass(item, BaseException):
            for name, member in vars(item).items():
                function = member.fget if isinstance(member, property) else getattr(member, "func", member)
                if not name.startswith("_") and inspect.isfunction(function):
                    listed.append((f"{item.__name__}.{name}", function))
    return listed


UNIT = re.compile(r"\[[^\]]+\]|\bunits?\b|\bSI\b|share|number|percent", re.IGNORECASE)


@for_each(("name", "member"), members())
def test_every_public_function_is_documented_and_its_numbers_have_units(name: str, member: Callable[..., Any]) -> None:
    text = inspect.getdoc(member) or ""
    assert re.match(r".+[.:]", text), f"{name} has no sentence"
    signature = inspect.signature(member)
    assert all(item.annotation is not item.empty for item in signature.parameters.values() if item.name != "self"), name
    assert signature.return_annotation is not signature.empty, name
    if signature.return_annotation in ("float", "int"):
        assert UNIT.search(text), f"{name}: in which unit?"


@for_each("name", [name for name in NAMES if inspect.isfunction(getattr(orbitcalc, name))])
def test_every_public_function_documents_its_arguments(name: str) -> None:
    function = getattr(orbitcalc, name)
    text = inspect.getdoc(function) or ""
    for argument in inspect.signature(function).parameters:
        assert re.search(rf"\b{argument}\b", text), f"{name} says nothing of {argument}"


# What every result can do


@pytest.mark.parametrize("kind", [kind.__name__ for kind in CLASSES])
def test_every_result_shows_itself(kind: str) -> None:
    item = results()[kind]
    assert len(repr(item)) < 1000
    assert repr(item).startswith(f"<{kind}")
    html = item._repr_html_()
    assert "<table" in html
    assert "<html" not in html
    assert item.plot().svg.startswith("<svg ")
    assert item.plot()._repr_svg_() == item.plot().svg


@pytest.mark.parametrize("kind", [kind.__name__ for kind in CLASSES])
def test_every_result_is_a_data_frame_and_a_data_set(kind: str) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("xarray")
    item = results()[kind]
    frame, data = item.to_pandas(), item.to_xarray()
    assert len(frame)
    assert set(frame.attrs) == {"units", "meanings", "sources"}
    assert data.attrs["title"] == document_of(item).title
    assert all(isinstance(text, str) for name in data.variables for text in data[name].attrs.values())


def test_the_samples_of_a_run_are_a_data_frame_with_units_and_sources() -> None:
    pytest.importorskip("pandas")
    ensemble = results()["Ensemble"]
    frame = ensemble.to_pandas()
    draws = ensemble.draws(inputs=True)
    unit = orbitcalc.units.unit(frame.attrs["units"]["capex"])
    np.testing.assert_allclose(frame["capex"], unit.from_si(draws["capex"]), rtol=1e-14)
    assert len(frame) == ensemble.samples
    assert frame.attrs["units"]["altitude" if "altitude" in frame else "array_areal_mass"]
    assert frame.attrs["sources"]["array_areal_mass"]
    assert frame["cost_ratio < 1"].mean() == ensemble.probability("cost_ratio < 1")


def test_a_grid_keeps_its_axes() -> None:
    pytest.importorskip("xarray")
    data = results()["Sweep"].to_xarray()
    assert dict(data.sizes) == {"altitude": 2, "vehicle": 2}
    own = orbitcalc.load("google-1gw").with_({"altitude": "900 km", "vehicle": "falcon-9"}).run()
    at = data["cost_ratio"].sel(altitude=900.0, vehicle="falcon-9")
    assert float(at) == pytest.approx(own.value("cost_ratio"), rel=1e-12)
    assert data["altitude"].attrs["units"] == "km"


def test_a_result_keeps_its_series_by_year() -> None:
    pytest.importorskip("xarray")
    data, result = results()["Result"].to_xarray(), results()["Result"]
    assert float(data["capex"]) == result.value("capex")
    assert data["capex"].attrs["units"] == result.unit("capex")
    online = result.value("power_online")
    np.testing.assert_array_equal(data["power_online"].values[: len(online)], online)


def test_without_the_extra_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("pandas", "xarray"):
        monkeypatch.setitem(sys.modules, package, None)
        with pytest.raises(MissingExtraError, match=r"pip install 'orbitcalc\[data\]'"):
            getattr(results()["Tornado"], f"to_{package}")()


@pytest.mark.parametrize("kind", [kind.__name__ for kind in CLASSES])
def test_every_result_can_be_pickled_and_copied(kind: str) -> None:
    item = results()[kind]
    for again in (pickle.loads(pickle.dumps(item)), copy.deepcopy(item)):
        assert repr(again) == repr(item)


# Probabilities, runs, comparisons


def test_the_probability_of_any_condition_is_known_afterwards() -> None:
    ensemble = orbitcalc.mc(orbitcalc.load("google-1gw"), 500, outputs=["cost_ratio"], conditions=())
    expected = float(np.mean(ensemble.draws()["cost_ratio"] < 5.0))
    assert 0.0 < expected < 1.0
    assert ensemble.probability("cost_ratio < 5") == expected
    both = orbitcalc.mc(orbitcalc.load("google-1gw"), 500, conditions=["fleet_mass < 70000 t"])
    assert ensemble.probability("fleet_mass < 70000 t") == both.probability("fleet_mass < 70000 t")


def test_a_wrong_condition_is_an_error_that_names_no_flag() -> None:
    with pytest.raises(ScenarioError, match="did you mean 'cost_ratio'") as caught:
        results()["Ensemble"].probability("cost_ration < 1")
    assert "--" not in str(caught.value)


def test_a_stored_run_is_read_as_it_was(tmp_path: Path) -> None:
    scenario = orbitcalc.load("google-1gw")
    stored = orbitcalc.mc(scenario, 300, folder=tmp_path / "run", chunk=100)
    again = orbitcalc.read_run(tmp_path / "run")
    assert again.to_dict() == stored.to_dict()
    np.testing.assert_array_equal(again.draws(150)["capex"], stored.draws()["capex"][:150])
    next((tmp_path / "run" / "chunks").iterdir()).unlink()
    before = sorted((tmp_path / "run").rglob("*"))
    with pytest.raises(orbitcalc.OrbitcalcError, match="holds 200 of 300 samples; continue it with"):
        orbitcalc.read_run(str(tmp_path / "run"))
    assert sorted((tmp_path / "run").rglob("*")) == before


def test_scenarios_are_compared_one_by_one_or_as_a_list() -> None:
    pair = orbitcalc.load("google-1gw"), orbitcalc.load("mccalip")
    assert orbitcalc.compare(*pair).labels == orbitcalc.compare(list(pair)).labels == ("google-1gw", "mccalip")
    with pytest.raises(ScenarioError, match="two scenarios"):
        orbitcalc.compare(pair[0])


def test_the_value_of_a_word_is_an_error_that_says_what_gives_it() -> None:
    with pytest.raises(UnitError, match=r"word\('vehicle'\)"):
        results()["Result"].value("vehicle")


def test_modules_are_there_under_their_names() -> None:
    scenario = orbitcalc.load("google-1gw")
    values = orbitcalc.evaluate.evaluate(scenario, {"it_power_per_satellite": [5e4, 1e5]}, ["array_area"])
    assert values["array_area"].shape == (2,)
    assert "altitude" in orbitcalc.model.graph()
