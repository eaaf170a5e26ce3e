"""Published studies: the figures that a study prints, and what this model computes from the study's own inputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from orbitcalc.analysis.studies.published import Printed, printed_figures
from orbitcalc.errors import Problem, ScenarioError, did_you_mean
from orbitcalc.evaluate import plan_for
from orbitcalc.graph import Rule
from orbitcalc.scenario import Scenario, header_of, load, scenarios


@dataclass(frozen=True, kw_only=True)
class Row:
    """One printed figure and ours, both in `unit`; `within` is None where nothing is asserted.

    `deviation` is (ours - printed) / printed; nan where the printed figure is zero.
    """

    name: str
    key: str
    variable: str
    printed: float
    ours: float
    unit: str
    deviation: float
    tolerance: str
    status: str
    within: bool | None
    expected: float | None = None
    year: int | None = None
    reason: str = ""
    locator: str = ""
    source: tuple[str, ...] = ()
    study: str = ""
    note: str = ""

    @property
    def failed(self) -> bool:
        """Whether this figure is out of its tolerance."""
        return self.within is False


def studies() -> tuple[str, ...]:
    """The shipped scenarios that restate a study."""
    return tuple(name for name in scenarios() if header_of(name).get("published"))


def verify(names: Iterable[str] = ()) -> list[Row]:
    """Every printed figure of the named studies, or of all studies, with what this model computes.

    Parameters
    ----------
    names : iterable of str
        Shipped scenarios, files, or what the names of several shipped studies begin with.

    Raises
    ------
    ScenarioError
        With everything that is wrong with the studies, or with a name.

    Examples
    --------
    >>> rows = verify(["suncatcher-learning"])
    >>> all(row.within for row in rows if row.status == "asserted")
    True
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    for name in _named(tuple(names)):
        try:
            rows += verify_scenario(load(name))
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(problems)
    return rows


def _named(names: Sequence[str]) -> list[str]:
    """The studies that the names mean, each once."""
    known = studies()
    selected: dict[str, None] = dict.fromkeys(() if names else known)
    for name in names:
        family = [study for study in known if study.startswith(f"{name}-")]
        single = name in scenarios() or name.endswith(".toml") or "/" in name
        if not single and not family:
            hint = did_you_mean(name, known) or "'orbitcalc verify' without a name shows all"
            raise ScenarioError(f"no study '{name}'", hint=hint)
        selected |= dict.fromkeys([*([name] if single else []), *(family if name in known or not single else [])])
    return list(selected)


def verify_scenario(scenario: Scenario) -> list[Row]:
    """The printed figures of one scenario, with ours.

    Raises
    ------
    ScenarioError
        If it prints none, or with everything that is wrong with them.
    """
    figures = printed_figures(scenario)
    if not figures:
        raise ScenarioError(f"{scenario.name} restates no study", hint="it has no table [published]")
    wanted: dict[Scenario, list[str]] = {}
    for figure in figures:
        wanted.setdefault(figure.variant, []).append(figure.variable)
    values = {variant: _evaluated(variant, names) for variant, names in wanted.items()}
    return [_row(figure, values[figure.variant]) for figure in figures]


def _evaluated(scenario: Scenario, names: Sequence[str]) -> dict[str, np.ndarray]:
    """The named variables in SI, their units proved; a given value is itself."""
    graph, given = scenario.graph, scenario.numbers
    rules = [name for name in names if isinstance(graph[name], Rule) and name not in given]
    proved = plan_for(scenario, rules).prove(given, lambda name: graph[name].unit)
    values = {**given, **proved}
    return {name: np.asarray(values[name], dtype=float) for name in (*names, "first_launch")}


def _row(figure: Printed, values: dict[str, np.ndarray]) -> Row:
    series = values[figure.variable]
    if figure.year is not None:
        series = series.reshape(len(series), -1)
        place = figure.year - int(values["first_launch"])
        ours = float(series[place, 0]) if 0 <= place < len(series) else float("nan")
    else:
        ours = float(series.reshape(-1)[0])
    unit = figure.unit
    return Row(
        name=figure.name,
        key=figure.key,
        variable=figure.variable,
        printed=float(unit.from_si(figure.value)),
        ours=float(unit.from_si(ours)),
        unit=unit.text or "1",
        deviation=_deviation(figure, ours),
        tolerance=figure.tolerance_text,
        status=figure.status,
        within=_within(figure, ours),
        expected=None if figure.expected is None else float(unit.from_si(figure.expected)),
        year=figure.year,
        reason=figure.reason,
        locator=figure.locator,
        source=figure.source,
        study=figure.study,
        note=figure.note,
    )


def _deviation(figure: Printed, ours: float) -> float:
    return (ours - figure.value) / figure.value if figure.value else float("nan")


def _within(figure: Printed, ours: float) -> bool | None:
    """Whether ours meets what is asserted: the printed figure, or for a corrected one the expected."""
    target = {"asserted": figure.value, "corrected": figure.expected}.get(figure.status)
    if target is None:
        return None
    allowed = figure.tolerance if figure.absolute else figure.tolerance * abs(target)
    # even a tolerance of zero allows for rounding in the last digit
    return bool(abs(ours - target) <= allowed + 1e-12 * abs(target))
