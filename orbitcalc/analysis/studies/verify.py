"""Published studies: the figures that a study prints, and what this model computes from the study's own inputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from orbitcalc import model
from orbitcalc.analysis.studies.evidence import COUNTED, Evidence, evidence_of
from orbitcalc.analysis.studies.published import Printed, printed_figures
from orbitcalc.errors import Problem, ScenarioError, did_you_mean
from orbitcalc.evaluate import plan_for, proved_values
from orbitcalc.graph import Rule
from orbitcalc.scenario import Scenario, header_of, load, scenarios
from orbitcalc.shown import Shown


@dataclass(frozen=True, kw_only=True)
class Row:
    """One printed figure and ours, both in `unit`; `within` is None where nothing is asserted.

    `deviation` is (ours - printed) / printed; nan where the printed figure is zero. `kind` says what the figure is
    evidence of, `inputs` which inputs move it (`values` in SI), `rules` which rules move with them. `overrides` are
    the values of this row alone, each with its source. `repeats` is the earlier row that asserts the same figure from
    the same inputs.
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
    kind: str = ""
    inputs: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()
    repeats: str = ""
    rules: frozenset[str] = field(default=frozenset(), repr=False)
    values: tuple[float, ...] = field(default=(), repr=False)

    @property
    def counted(self) -> bool:
        """Whether this figure is evidence: asserted, in tolerance, computed from inputs, and not counted before."""
        return self.status == "asserted" and bool(self.within) and self.kind in COUNTED and not self.repeats

    @property
    def failed(self) -> bool:
        """Whether this figure is out of its tolerance."""
        return self.within is False


def studies() -> tuple[str, ...]:
    """The shipped scenarios that restate a study."""
    return tuple(name for name in scenarios() if header_of(name).get("published"))


def verify(names: Iterable[str] = ()) -> Verification:
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
    return Verification(_with_repeats(rows))


def _with_repeats(rows: Iterable[Row]) -> list[Row]:
    """The rows, each that asserts the same figure of the same source from the same inputs again saying so."""
    first: dict[tuple[object, ...], str] = {}
    out = []
    for row in rows:
        same = (row.source, row.variable, row.year, row.printed, row.unit, row.values)
        place = f"{row.name}.{row.key}"
        earlier = first.setdefault(same, place) if row.status == "asserted" else place
        out.append(replace(row, repeats="" if earlier == place else earlier))
    return out


class Verification(Shown, tuple[Row, ...]):
    """The printed figures of some studies, each beside ours."""

    __slots__ = ()


@dataclass(frozen=True)
class Tally:
    """The evidence of the figures: counts, and the rules that they check and do not check."""

    figures: int
    sources: int
    deep: int
    checked: frozenset[str]
    unchecked: tuple[str, ...]


DEEP = 3
"""Inputs from which on a formula counts as deep."""


def tally(rows: Iterable[Row]) -> Tally:
    """The distinct printed figures, their sources, and the rules that stand above them and move with their inputs."""
    counted = [row for row in rows if row.counted]
    checked = frozenset().union(*(row.rules for row in counted))
    return Tally(
        figures=len(counted),
        sources=len({key for row in counted for key in row.source}),
        deep=sum(row.kind == "formula" and len(row.inputs) >= DEEP for row in counted),
        checked=checked,
        unchecked=tuple(name for name in model.graph().of(Rule) if name not in checked),
    )


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
    return verify_figures(figures)


def verify_figures(figures: Sequence[Printed]) -> list[Row]:
    """Some printed figures, with ours."""
    variants: dict[Scenario, list[Printed]] = {}
    for figure in figures:
        variants.setdefault(figure.variant, []).append(figure)
    rows: dict[Printed, Row] = {}
    for variant, group in variants.items():
        values = _evaluated(variant, [figure.variable for figure in group])
        for figure, evidence in zip(group, evidence_of(group), strict=True):
            rows[figure] = _row(figure, values, evidence)
    return [rows[figure] for figure in figures]


def _evaluated(scenario: Scenario, names: Sequence[str]) -> dict[str, np.ndarray]:
    """The named variables in SI, their units proved; a given value is itself."""
    graph, given = scenario.graph, scenario.numbers
    rules = [name for name in names if isinstance(graph[name], Rule) and name not in given]
    values = {**given, **proved_values(scenario, plan_for(scenario, rules))}
    return {name: np.asarray(values[name], dtype=float) for name in (*names, "first_launch")}


def _row(figure: Printed, values: dict[str, np.ndarray], evidence: Evidence) -> Row:
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
        kind=evidence.kind,
        inputs=evidence.inputs,
        overrides=tuple(_override(figure.variant, name) for name in figure.overrides),
        rules=evidence.rules,
        values=tuple(float(figure.variant.numbers[name]) for name in evidence.inputs),
    )


def _override(variant: Scenario, name: str) -> str:
    """A value that one row gives, with its source."""
    setting = variant[name]
    source = f" ({', '.join(setting.source)})" if setting.source else ""
    return f"{name} = {setting.text}{source}"


def _deviation(figure: Printed, ours: float) -> float:
    return (ours - figure.value) / figure.value if figure.value else float("nan")


def _within(figure: Printed, ours: float) -> bool | None:
    """Whether our figure meets the asserted one: the printed figure, or for a corrected one the expected."""
    target = {"asserted": figure.value, "corrected": figure.expected}.get(figure.status)
    if target is None:
        return None
    allowed = figure.tolerance if figure.absolute else figure.tolerance * abs(target)
    # even a tolerance of zero allows for rounding in the last digit
    return bool(abs(ours - target) <= allowed + 1e-12 * abs(target))
