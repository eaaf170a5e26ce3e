"""A formula as engineers write it, from its tape: the branch that applies at a point, with any texts for its arguments.

What is long, or selects from a series, has no equation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from orbitcalc import units
from orbitcalc._typing import Array
from orbitcalc.tape.program import Program
from orbitcalc.tape.tape import Elements, Instruction, Tape
from orbitcalc.tape.tracing import trace_formula

MOST_OPERATIONS, LONGEST = 40, 220
"""Operations and letters beyond which a formula is too long to be shown."""

DIGITS = 6
"""Significant digits of a number that stands in a formula."""

SUM, PRODUCT, POWER, ATOM = range(4)
"""How tightly the outermost operation of a text binds, loosest first."""

CALLS = {
    "minimum": "min({0}, {1})",
    "maximum": "max({0}, {1})",
    "arctan2": "atan2({0}, {1})",
    "absolute": "abs({0})",
    "log": "ln({0})",
    "log1p": "ln(1 + {0})",
    "sum": "sum({0})",
    "least": "min({0})",
    "greatest": "max({0})",
    **{name: f"{name}({{0}})" for name in ("sqrt", "cbrt", "exp", "log10", "log2", "floor", "ceil", "trunc")},
    **{name: f"{name}({{0}})" for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")},
    **{f"arc{name}": f"a{name}({{0}})" for name in ("sin", "cos", "tan", "sinh")},
}
"""Primitives that are written as functions."""


class _NoEquationError(Exception):
    """A formula is too long, or selects from a series."""


@dataclass(frozen=True)
class _Text:
    """A part of a formula: its text, how tightly it binds, and what it is: an argument, a sum or a product."""

    text: str
    binds: int = ATOM
    argument: str = ""
    terms: tuple[tuple[_Text, str], ...] = ()
    factors: tuple[tuple[_Text, float], ...] = ()

    def within(self, binds: int) -> str:
        return self.text if self.binds >= binds else f"({self.text})"

    @property
    def parts(self) -> tuple[tuple[_Text, float], ...]:
        return self.factors or ((self, 1.0),)


ONE = _Text("1")


def equations(
    name: str, formula: Callable[..., Any], values: Mapping[str, Array], ways: Sequence[Callable[[str], str]]
) -> list[str]:
    """The right side of a formula, without the branches that do not apply, in each way of writing it; empty if long.

    Parameters
    ----------
    name : str
        The variable, for errors.
    formula : callable
        Its function.
    values : mapping of name to ndarray, shape (1,) or (..., 1)
        The arguments at a point in SI, in order.
    ways : sequence of callable
        Each gives the text of an argument, such as its name or its value.
    """
    tape, result = trace_formula(name, formula, {item: value.shape for item, value in values.items()})
    needed = tape.needed([result])
    if len(needed) > MOST_OPERATIONS:
        return [""] * len(ways)
    outputs = {str(item.out): item.elements[:, None] for item in needed}
    computed = Program(tape, outputs)(values) if outputs else {}
    rows = {int(out): row for out, row in computed.items()}
    return [_written_whole(_Equation(tape, rows, write), result) for write in ways]


def _written_whole(reader: _Equation, result: Elements) -> str:
    """The text of a result; empty if it has none, or a long one."""
    try:
        text = reader.of(result.ravel()).text
    except _NoEquationError:
        return ""
    return text if len(text) <= LONGEST else ""


class _Equation:
    """The texts of the elements of one tape; `values` are those of each instruction."""

    def __init__(self, tape: Tape, values: Mapping[int, Any], write: Callable[[str], str]) -> None:
        self.tape, self.values = tape, values
        self.inputs = {item.ravel().tobytes(): _argument(name, write(name)) for name, item in tape.inputs.items()}

    def of(self, elements: Elements) -> _Text:
        """The text of elements that belong together: a number, a whole series, or one number for all of it."""
        known = self.tape.values(elements)
        same = bool((elements == elements[0]).all())
        if known is not None and (known == known[0]).all():
            return _number(float(known[0]))
        if elements.tobytes() in self.inputs:
            return self.inputs[elements.tobytes()]
        if same and len(elements) > 1:
            return self.of(elements[:1])
        if self.tape.maker(int(elements[0])) < 0 or not self.tape.is_whole(elements):
            raise _NoEquationError
        return self._instruction(self.tape.instructions[self.tape.maker(int(elements[0]))])

    def _instruction(self, item: Instruction) -> _Text:
        if item.operation == "where":
            return self._chosen(item)
        parts = [self.of(argument) for argument in item.arguments]
        if item.operation in ("add", "subtract"):
            return _sum(*parts, minus=item.operation == "subtract")
        if item.operation in ("multiply", "divide"):
            return _product(*parts, sign=-1.0 if item.operation == "divide" else 1.0)
        if item.operation == "power":
            return self._power(item, *parts)
        if item.operation == "negative":
            return _negated(parts[0])
        if item.operation == "expm1":
            return _sum(_Text(f"exp({parts[0].text})"), ONE, minus=True)
        if item.operation not in CALLS:
            raise _NoEquationError
        return _Text(CALLS[item.operation].format(*(part.text for part in parts)))

    def _chosen(self, item: Instruction) -> _Text:
        """The branch that applies; a series in which both do has no equation."""
        condition, yes, no = item.arguments
        known = self.tape.values(condition)
        rows = (
            known if known is not None else self.values[self.tape.instructions[self.tape.maker(int(condition[0]))].out]
        )
        if not (np.all(rows) or not np.any(rows)):
            raise _NoEquationError
        return self.of(yes if np.all(rows) else no)

    def _power(self, item: Instruction, base: _Text, exponent: _Text) -> _Text:
        known = self.tape.values(item.arguments[1])
        if known is not None:
            return _written(((base, float(known[0])),))
        return _Text(f"{_base(base)}^{exponent.within(ATOM)}", POWER)


def _number(value: float) -> _Text:
    return _Text(units.number(value, DIGITS), SUM if value < 0.0 else ATOM)


def _argument(name: str, text: str) -> _Text:
    return _Text(text, SUM if text.startswith("-") else ATOM, name)


def _sum(left: _Text, right: _Text, *, minus: bool) -> _Text:
    """A sum of terms; one that is subtracted stands in brackets."""
    other = right.terms if right.terms and not minus else ((right, "-" if minus else "+"),)
    return _summed((*(left.terms or ((left, "+"),)), *other))


def _negated(part: _Text) -> _Text:
    """The negative: of a difference the other difference."""
    terms = tuple((term, "+" if sign == "-" else "-") for term, sign in part.terms)
    first = next((term for term in terms if term[1] == "+"), None)
    if first is None:
        return _Text(f"-{part.within(PRODUCT)}", SUM)
    return _summed((first, *(term for term in terms if term is not first)))


def _summed(terms: tuple[tuple[_Text, str], ...]) -> _Text:
    """Terms with their signs, the first a plus; their unit is written once."""
    endings = {term.text.partition(" ")[2] if term.argument else "" for term, _ in terms}
    unit = endings.pop() if len(endings) == 1 else ""
    texts = [f"{sign} {term.text.removesuffix(f' {unit}') if unit else term.within(PRODUCT)}" for term, sign in terms]
    return _Text(f"{' '.join(texts).removeprefix('+ ')} {unit}".strip(), SUM, terms=terms)


def _product(left: _Text, right: _Text, *, sign: float) -> _Text:
    """A product, in which the same factor is written once."""
    factors = dict(left.parts)
    for factor, exponent in right.parts:
        factors[factor] = factors.get(factor, 0.0) + sign * exponent
    return _written(tuple(item for item in factors.items() if item[0] != ONE))


def _written(factors: tuple[tuple[_Text, float], ...]) -> _Text:
    """Factors with their exponents, those below a line behind it."""
    above = [_factor(part, exponent) for part, exponent in factors if exponent > 0.0]
    below = [_factor(part, -exponent) for part, exponent in factors if exponent < 0.0]
    text = " x ".join(above) or "1"
    if below:
        single = len(below) == 1 and "/" not in below[0]
        text += f" / {below[0]}" if single else f" / ({' x '.join(below)})"
    return _Text(text, PRODUCT if len(factors) > 1 or below else POWER, factors=factors)


def _factor(part: _Text, exponent: float) -> str:
    return part.within(PRODUCT) if exponent == 1.0 else f"{_base(part)}^{exponent:g}"


def _base(part: _Text) -> str:
    """What is raised to a power: a value with a unit stands in brackets."""
    return f"({part.text})" if part.binds < ATOM or (part.argument and " " in part.text) else part.text
