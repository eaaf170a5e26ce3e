"""The whole model as a module of JavaScript: a function for each formula, whatever the words and the given values.

Which formulas run is decided where the module runs (`runtime.js`): by the words of the choices, by what is given and
by what varies. Engines stop optimising long functions; these are short.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import count
from typing import Any

import numpy as np

from orbitcalc.graph import Choice, Formula, Graph, Rule
from orbitcalc.jsonable import finite
from orbitcalc.scenario import Scenario
from orbitcalc.tape import node
from orbitcalc.tape.formulas import Body
from orbitcalc.tape.tables import Tables
from orbitcalc.tape.tape import Elements, Tape
from orbitcalc.tape.tracing import trace_formula

Trace = tuple[str, Formula, Tape, Elements]
"""A variable, one of its formulas, the tape of the formula, and the elements of its result."""


class Functions:
    """The variables of a model that some outputs need, where they stand in `T`, and the functions that compute them."""

    def __init__(self, graph: Graph, wanted: Iterable[str]) -> None:
        self.graph = graph
        self.names = sorted(graph.upstream(wanted, (), {}), key=graph.order.__getitem__)
        self.shapes: dict[str, tuple[int, ...]] = {}
        self.places: dict[str, int] = {}
        self.tables = Tables()
        traces = [trace for name in self.names for trace in self._add(name)]
        self.size = self.room = self._end
        self.bodies = [self._body(*trace) for trace in traces]
        self.formulas = [(name, formula) for name, formula, _, _ in traces]
        self.hidden = [self._hidden(trace[1], body) for trace, body in zip(traces, self.bodies, strict=True)]

    @property
    def _end(self) -> int:
        return sum(int(np.prod(shape)) for shape in self.shapes.values())

    def _add(self, name: str) -> list[Trace]:
        """The formulas of a variable, traced; its place is behind all that it needs."""
        variable = self.graph[name]
        formulas = variable.formulas if isinstance(variable, Rule) else ()
        traces = [
            (name, formula, *trace_formula(name, formula, {item: self.shapes[item] for item in formula.arguments}))
            for formula in formulas
        ]
        self.places[name] = self._end
        self.shapes[name] = np.broadcast_shapes((1,), *(result.shape for *_, result in traces))
        return traces

    def _body(self, name: str, formula: Formula, tape: Tape, result: Elements) -> str:
        places = {
            element: self.places[item] + at
            for item, elements in tape.inputs.items()
            for at, element in enumerate(elements.ravel().tolist())
        }
        spread = np.broadcast_to(result, self.shapes[name]).ravel()
        body = Body(tape, spread, places, self.places[name], self.size, self.tables.name)
        statements = body.statements()
        self.room = max(self.room, body.free)
        return statements

    def _hidden(self, formula: Formula, body: str) -> list[str]:
        """The arguments of a formula that `runtime.js` does not see in its body, where it looks for what is needed."""
        seen = {int(place) for place in re.findall(r"T\[(\d+)", body)}
        spans = ((self.places[item], int(np.prod(self.shapes[item]))) for item in formula.arguments)
        visible = [not seen.isdisjoint(range(start, start + size)) for start, size in spans]
        return [item for item, inside in zip(formula.arguments, visible, strict=True) if not inside]


CHECKS = 3
"""Points at which a module compares itself with Python, the scenario's own first."""

HEAD = (
    "const{abs,sqrt,cbrt,exp,expm1,log,log1p,log2,log10,sin,cos,tan,asin,acos,atan,atan2,sinh,cosh,tanh,asinh,floor,"
    "ceil,trunc,pow,min,max}=Math,isInf=x=>x==1/0||x==-1/0,"
    "find=(t,x,right)=>{if(x!=x)return t.length;let i=0,n=t.length;"
    "while(i<n){const m=i+n>>1;if(right?t[m]<=x:t[m]<x)i=m+1;else n=m}return i};"
)
"""What the functions of formulas call; `find` is the place of a number in a sorted table, behind all if it is nan."""


def module(scenario: Scenario, wanted: Iterable[str], draws: Mapping[str, Any] | None = None) -> str:
    """A module of JavaScript with the class `Model`, which begins as a scenario and follows its inputs and words.

    Parameters
    ----------
    scenario : Scenario
        The values and words to begin with.
    wanted : iterable of str
        The outputs; everything that they need, by any word, is in the module.
    draws : mapping, optional
        The distributions of what is uncertain, as `orbitcalc.analysis.sampling.described` gives them.

    Raises
    ------
    ModelError
        Naming a rule that cannot be traced, or, where node is installed, one that the module computes otherwise.
    """
    outputs = tuple(dict.fromkeys(wanted))
    functions = _functions(scenario.graph, outputs)
    text = "\n".join(
        [
            f"const data={_text(_data(scenario, functions, outputs, draws))};",
            HEAD,
            *(f"const {name}={table};" for name, table in functions.tables.texts.items()),
            f"const functions=T=>[{','.join(f'()=>{{{body}}}' for body in functions.bodies)}];",
            resources.files("orbitcalc.tape").joinpath("runtime.js").read_text(encoding="utf-8"),
        ]
    )
    if node.available():
        node.check(scenario, text, outputs, [{}])
    return text


def data_of(text: str) -> dict[str, Any]:
    """The data with which a module begins."""
    first = text.partition("\n")[0]
    return dict(json.loads(first.removeprefix("const data=").removesuffix(";")))


@lru_cache(maxsize=4)
def _functions(graph: Graph, outputs: tuple[str, ...]) -> Functions:
    """The functions are the same for every scenario of a graph."""
    return Functions(graph, outputs)


def _expected(scenario: Scenario, names: Sequence[str], outputs: tuple[str, ...]) -> list[list[float | None]]:
    """The first element of each output as the plan computes it, at the points at which a module checks itself."""
    numbers = scenario.numbers
    plan = scenario.graph.plan(outputs, numbers, scenario.words)
    rows = []
    for point in range(CHECKS):
        moved = {
            name: numbers[name] * (1.0 + 0.02 * point * math.sin(place + point))
            for place, name in enumerate(names)
            if name in numbers
        }
        values = {**moved, **plan.evaluate(moved)}
        rows.append([finite(float(np.ravel(values[name])[0])) for name in outputs])
    return rows


def _text(data: Mapping[str, Any]) -> str:
    """Data as JavaScript, numbers without the zeros that JSON writes."""
    return re.sub(r"(?<=\d)\.0(?=[],}])|(?<=e-)0", "", json.dumps(data, separators=(",", ":")))


def _data(
    scenario: Scenario, functions: Functions, outputs: tuple[str, ...], draws: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The inputs and outputs of the functions, and the values of a scenario; variables by their place in the list."""
    place = dict(zip(functions.names, count()))
    choices = {name for _, formula in functions.formulas for name, _ in formula.when}
    numbers = scenario.numbers
    return {
        "names": " ".join(functions.names),
        "sizes": {place[name]: int(np.prod(shape)) for name, shape in functions.shapes.items() if np.prod(shape) > 1},
        "room": functions.room,
        "formulas": [
            [place[name], *([dict(formula.when)] if formula.when or hidden else []), *map(place.__getitem__, hidden)]
            for (name, formula), hidden in zip(functions.formulas, functions.hidden, strict=True)
        ],
        "words": {name: scenario.words[name] for name in scenario.graph.of(Choice) if name in choices},
        "numbers": {place[name]: float(numbers[name]) for name in functions.names if name in numbers},
        "followers": [[place[a], place[b]] for a, b in scenario.followers.items() if a in place and b in place],
        "outputs": [place[name] for name in outputs],
        "check": _expected(scenario, functions.names, outputs),
        "draws": {
            "inputs": [[place[name], *rest] for name, *rest in draws["inputs"]] if draws else [],
            "root": draws["root"] if draws else [],
        },
    }
