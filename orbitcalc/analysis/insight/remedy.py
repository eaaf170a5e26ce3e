"""The nearest change that would make an infeasible scenario work.

For each lever of the constraint at fault: the value, with all else as it is, from which on everything
fits; or, where one lever alone can't bring that about, the value from which on that constraint no
longer fails, with what binds then. Found on a grid between the value now and its bound, refined once,
each a single evaluation on arrays of the margins alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from orbitcalc import catalog, units
from orbitcalc.evaluate import evaluate
from orbitcalc.graph import Parameter, Rule, Selection
from orbitcalc.result import Result
from orbitcalc.scenario import Scenario

UP, DOWN = "up", "down"

LEVERS: Mapping[str, Mapping[str, str]] = {
    "launch rate": {
        "vehicle_flights_cap": UP, "programme_share": UP, "satellite_life": UP,
        "competing_flights": DOWN, "target_power": DOWN,
    },
    "factory": {"factory_throughput": UP, "satellite_life": UP, "target_power": DOWN},
    "date": {
        "launch_growth": UP, "factory_growth": UP, "vehicle_flights_cap": UP, "factory_throughput": UP,
        "programme_share": UP, "competing_flights": DOWN, "deployment_deadline": UP, "target_power": DOWN,
    },
    "array": {"array_area": UP, "it_power_per_satellite": DOWN},
    "radiator": {"radiator_area": UP, "it_power_per_satellite": DOWN},
    "junction temperature": {
        "junction_rise": DOWN, "radiator_temperature": DOWN, "junction_temperature_limit": UP,
    },
    "mass closure": {"specific_impulse": UP, "tank_share": DOWN, "satellite_life": DOWN},
    "payload": {"it_power_per_satellite": DOWN, "payload_to_orbit": UP, "altitude": DOWN},
    "fairing": {"it_power_per_satellite": DOWN, "fairing_packing": UP, "fairing_volume": UP},
    "dose": {"dose_tolerance": UP, "satellite_life": DOWN, "altitude": DOWN},
    "battery cycles": {"battery_cycle_reference": UP, "satellite_life": DOWN, "altitude": UP},
    "downlink": {
        "ground_stations": UP, "station_antennas": UP, "downlink_rate": UP, "traffic_intensity": DOWN,
    },
    "links": {"link_terminals": UP, "link_channel_rate": UP, "link_demand": DOWN},
    "array supply": {"array_supply": UP, "satellite_life": UP, "target_power": DOWN},
}  # fmt: skip
"""For each constraint, the variables that loosen it and the way they do."""

ASKS = frozenset(("target_power", "deployment_deadline"))
"""What is asked for: asking for less comes after doing more."""

POINTS = 256
"""Points of a grid: with the refinement, a value is found to a ten-thousandth of its span."""

FARTHEST = {Parameter: 1e4, Rule: 1e2}
"""The largest change looked for, as a factor; a computed variable is given a value within less."""

DIGITS = 3
"""Significant digits of a suggested value, rounded to the side that works."""


@dataclass(frozen=True)
class Change:
    """A change that mends what is at fault.

    `value` is a text that `--set` takes, `now` what the variable is; `factor` the one over the other;
    `left` names the constraint that fails even so, and is empty where everything then fits.
    """

    name: str
    value: str
    now: str
    left: str = ""
    reason: str = field(default="", repr=False)
    factor: float = math.nan

    @property
    def text(self) -> str:
        """The change as a sentence."""
        times = f", {_times(self.factor)}" if math.isfinite(self.factor) and self.factor > 0.0 else ""
        then = f"then {self.left} binds" if self.left else "then everything fits"
        return f"{self.name} from {self.now} to {self.value}{times}{self.reason}: {then}"


def nearest(scenario: Scenario, result: Result, most: int = 3) -> list[Change]:
    """The changes that mend a scenario: those after which everything fits, then others; the nearest first.

    Parameters
    ----------
    scenario : Scenario
        A scenario.
    result : Result
        What it comes to.
    most : int
        How many changes to return at most.

    Returns
    -------
    list of Change
        None if the scenario is feasible, or if no single lever mends what is at fault.
    """
    if result.word("feasible") == "yes":
        return []
    fault = cause(result)
    found = [_change(scenario, result, fault, name, way) for name, way in LEVERS[fault].items()]
    changes = [each for each in (*found, _vehicle(scenario, result, fault)) if each is not None]
    return sorted(changes, key=lambda each: (bool(each.left), each.name in ASKS, _distance(each)))[:most]


def cause(result: Result) -> str:
    """The constraint at fault: the binding one, or, where that has no measure, the worst that has one.

    A satellite that no flight can lift leaves launch rate and date without a number; the payload has one.
    """
    values = {word: float(result.value_si(name)) for word, name in margins(result).items()}
    measured = {word: margin for word, margin in values.items() if math.isfinite(margin) and margin < 0.0}
    binding = result.word("binding_constraint")
    return min(measured, key=measured.__getitem__) if measured and binding not in measured else binding


def margins(result: Result) -> dict[str, str]:
    """The variable that holds the margin of each constraint, whose meaning begins with the constraint's name."""
    binding = result.variable("binding_constraint")
    assert isinstance(binding, Rule)
    named = {result.variable(name).meaning.partition(":")[0].casefold(): name for name in result.scenario.graph}
    return {word: named[word] for word in binding.words}


def _change(scenario: Scenario, result: Result, fault: str, name: str, way: str) -> Change | None:
    """The least change of one lever that mends everything, or at least the fault; None if there is none."""
    now, end = float(result.value_si(name)), _end(result, name, way)
    if not math.isfinite(now) or now == end:
        return None
    grid = _grid(now, end)
    for wanted in ("margin_least", margins(result)[fault]):
        index = _first(scenario, name, grid, wanted)
        if index is None:
            continue
        before = grid[index - 1] if index else now
        closer = np.linspace(before, grid[index], POINTS + 1)[1:]
        value = closer[_first(scenario, name, closer, wanted) or 0]
        return _rounded(scenario, result, name, float(value), wanted)
    return None


def _first(scenario: Scenario, name: str, values: np.ndarray, wanted: str) -> int | None:
    """The index of the first of these values at which a margin is not below zero."""
    margin = evaluate(scenario, _samples(scenario, name, values), [wanted], check=False)[wanted]
    fits = np.flatnonzero(np.broadcast_to(margin, values.shape) >= 0.0)
    return int(fits[0]) if fits.size else None


def _samples(scenario: Scenario, name: str, values: np.ndarray) -> dict[str, np.ndarray]:
    """Values of a lever, beside a growth of flights that stays: a history wants a capacity for each fleet."""
    return {"launch_growth": np.full(values.shape, scenario.numbers["launch_growth"]), name: values}


def _end(result: Result, name: str, way: str) -> float:
    """How far a lever may go: its bound, and no farther than `FARTHEST`."""
    variable, now = result.variable(name), float(result.value_si(name))
    factor = next(factor for kind, factor in FARTHEST.items() if isinstance(variable, kind))
    low, high = variable.limits if isinstance(variable, Parameter) else (-math.inf, math.inf)
    return min(now * factor, high) if way == UP else max(now / factor, low)


def _grid(now: float, end: float) -> np.ndarray:
    """Values from the one now, left out, to the end: evenly in ratio."""
    return np.geomspace(now, end, POINTS + 1)[1:]


def _rounded(scenario: Scenario, result: Result, name: str, value: float, wanted: str) -> Change:
    """A change whose value is rounded to the side that works, if it works there, with what then binds."""
    unit, now = result.display_unit(name), float(result.value_si(name))
    shown = float(unit.from_si(value))
    step = 10.0 ** (math.floor(math.log10(abs(shown))) - DIGITS + 1)
    short = float(f"{(math.ceil if value > now else math.floor)(shown / step) * step:.{DIGITS}g}")
    tried = {each: _margins_at(scenario, name, float(unit.to_si(each)), result) for each in (short, shown)}
    best = next((each for each, found in tried.items() if found[wanted] >= 0.0), shown)
    text = f"{best:.10g} {'' if unit.text == '1' else unit.text}".strip()
    factor = float(unit.to_si(best)) / now
    return Change(name, text, result.text(name), _left(tried[best], result), factor=factor)


def _margins_at(scenario: Scenario, name: str, value: float, result: Result) -> dict[str, float]:
    """Every margin, by variable, with one lever at a value."""
    wanted = ["margin_least", *margins(result).values()]
    found = evaluate(scenario, {name: np.array([value])}, wanted, check=False)
    return {each: float(np.reshape(found[each], -1)[0]) for each in wanted}


def _left(found: Mapping[str, float], result: Result) -> str:
    """The constraint that fails with these margins, one with a measure first; nothing if none does."""
    failing = {word: found[name] for word, name in margins(result).items() if found[name] < 0.0}
    return min(failing, key=lambda word: (not math.isfinite(failing[word]), failing[word]), default="")


def _vehicle(scenario: Scenario, result: Result, fault: str) -> Change | None:
    """The smallest vehicle of the catalogue that lifts one satellite, where the payload is at fault."""
    if fault != "payload":
        return None
    needed = float(result.value_si("payload_to_orbit")) / float(result.value_si("satellites_by_mass"))
    lifting = [(payload, name) for name, payload in _payloads(scenario) if payload >= needed]
    if not lifting:
        return None
    payload, name = min(lifting)
    other = scenario.with_({"vehicle": name}, label="another vehicle")
    wanted = ["margin_least", *margins(result).values()]
    found = evaluate(other, {}, wanted, check=False)
    unit = result.display_unit("payload_to_orbit")
    reason = f" ({units.number(float(unit.from_si(payload)))} {unit.text} to this orbit)"
    now = float(result.value_si("payload_to_orbit"))
    left = _left({each: float(np.reshape(found[each], -1)[0]) for each in wanted}, result)
    return Change("vehicle", name, result.word("vehicle"), left, reason, payload / now)


def _payloads(scenario: Scenario) -> Iterator[tuple[str, float]]:
    """Each vehicle of the catalogue with its payload to the scenario's orbit in SI."""
    selection = scenario.graph["vehicle"]
    assert isinstance(selection, Selection)
    inputs = ("payload_reference", "reference_altitude", "reference_inclination", "upper_stage_mass",
              "upper_stage_specific_impulse")  # fmt: skip
    entries = [catalog.entry(selection.table, name) for name in catalog.names(selection.table)]
    known = [each for each in entries if all(each.values[name].value for name in inputs)]
    texts = {name: [each.values[name].value for each in known] for name in inputs}
    samples = {name: np.array([_si(scenario, name, text) for text in texts[name]]) for name in inputs}
    payloads = evaluate(scenario, samples, ["payload_to_orbit"], check=False)["payload_to_orbit"]
    yield from ((each.name, float(payload)) for each, payload in zip(known, payloads, strict=True))


def _si(scenario: Scenario, name: str, text: str) -> float:
    variable = scenario.graph[name]
    assert isinstance(variable, Parameter)
    return variable.si(text)


def _times(factor: float) -> str:
    """A ratio in words."""
    if factor >= 2.0:
        return f"{units.number(factor, 2)} times"
    if factor > 1.0:
        return f"{factor - 1.0:.1%} more"
    return f"{1.0 - factor:.1%} less" if factor > 0.5 else f"1/{units.number(1.0 / factor, 2)} of it"


def _distance(change: Change) -> float:
    """How far a change goes, as the logarithm of its ratio; one without a ratio is the farthest."""
    return abs(math.log(change.factor)) if math.isfinite(change.factor) and change.factor > 0.0 else math.inf
