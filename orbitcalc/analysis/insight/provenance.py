"""The inputs and sources of a result, and how well founded they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orbitcalc import catalog
from orbitcalc.result import Result

READ, SECONDARY, GENERAL, ASSUMPTION = "read", "secondary", "general knowledge, not re-read", "assumption"
CLASSES = (READ, SECONDARY, GENERAL, ASSUMPTION)
"""How a source was read, the best first: the `class` of its entry in the list of sources."""

KINDS = (*CLASSES, "inferred", "unsourced")
"""How well founded an input may be: by its best source, unless the value is inferred or an assumption."""


@dataclass(frozen=True)
class Entered:
    """An input that entered a result: its value, its origin and its source."""

    name: str
    text: str
    origin: str
    kind: str
    sources: tuple[str, ...]
    locator: str
    as_of: str
    note: str


@dataclass(frozen=True)
class Reference:
    """A source that entered a result: what it is, and the inputs that rest on it."""

    key: str
    fields: Mapping[str, str]
    inputs: tuple[Entered, ...]

    @property
    def text(self) -> str:
        """The reference in full, as one line."""
        names = ("publisher", "title", "date", "doi", "url")
        return ", ".join(self.fields[name] for name in names if self.fields.get(name)) or self.key

    @property
    def locators(self) -> tuple[str, ...]:
        """The places of the values in the source, without repetition."""
        return tuple(dict.fromkeys(item.locator for item in self.inputs if item.locator))


def entered(result: Result, *names: str) -> list[Entered]:
    """The given inputs that entered these variables (by default the headline), in the order of the model."""
    scenario = result.scenario
    wanted = names or scenario.graph.headline
    return [_entered(result, name) for name in result.inputs_of(*wanted) if name in scenario]


def _entered(result: Result, name: str) -> Entered:
    setting = result.scenario[name]
    text = "not published" if setting.missing else result.text(name)
    return Entered(
        name=name,
        text=text,
        origin=setting.origin,
        kind=kind_of(setting.source),
        sources=setting.source,
        locator=setting.locator,
        as_of=setting.as_of,
        note=setting.note or setting.missing,
    )


def kind_of(sources: Sequence[str]) -> str:
    """How well founded a value of these sources is: one of `KINDS`."""
    own = next((word for word in (ASSUMPTION, "inferred") if word in sources), "")
    known = catalog.sources()
    classes = {str(known[key]["class"]) for key in sources if key in known}
    return own or next((word for word in CLASSES if word in classes), "unsourced")


def shares(inputs: Iterable[Entered]) -> dict[str, float]:
    """The share of these inputs of each kind [1].

    All kinds are listed. They sum to 1, or are all 0 where nothing is given.
    """
    counted = Counter(item.kind for item in inputs)
    total = counted.total()
    return {kind: counted[kind] / total if total else 0.0 for kind in KINDS}


def percents(parts: Mapping[str, float]) -> dict[str, int]:
    """Shares of a whole [1] in whole percent that sum to 100: the largest remainders are rounded up.

    Examples
    --------
    >>> percents({"read": 0.335, "secondary": 0.335, "assumption": 0.33})
    {'read': 34, 'secondary': 33, 'assumption': 33}
    """
    whole = {name: int(100.0 * share) for name, share in parts.items()}
    missing = round(100.0 * sum(parts.values())) - sum(whole.values())
    largest = sorted(parts, key=lambda name: whole[name] - 100.0 * parts[name])
    return whole | {name: whole[name] + 1 for name in largest[:missing]}


def references(result: Result, *names: str) -> list[Reference]:
    """The sources that entered these variables, each with its inputs; the most used first."""
    inputs = entered(result, *names)
    by_key: dict[str, list[Entered]] = {}
    for item in inputs:
        for key in item.sources:
            by_key.setdefault(key, []).append(item)
    known = catalog.sources()
    used = [Reference(key, _texts(known.get(key, {})), tuple(using)) for key, using in by_key.items()]
    return sorted(used, key=lambda reference: (-len(reference.inputs), reference.key))


def _texts(fields: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(item) for name, item in fields.items()}
