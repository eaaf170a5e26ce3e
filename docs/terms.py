"""A formula as an expression, read back from its tape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orbitcalc.graph import Formula, Graph, Rule
from orbitcalc.tape.tape import Elements, Instruction, Tape
from orbitcalc.tape.tracing import trace_formula

LONGEST = 30
"""Names and numbers of an expression that is still easier to read than the source."""


class TooLongError(Exception):
    """An expression that is longer than its source, or that reads a table."""


@dataclass(frozen=True)
class Number:
    """A constant."""

    value: float


@dataclass(frozen=True)
class Name:
    """A variable; `series` is the letter that counts its elements."""

    text: str
    series: str = ""


@dataclass(frozen=True)
class Operation:
    """A primitive of terms; "sum", "least" and "greatest" run over the letter of `series`."""

    name: str
    terms: tuple[Term, ...]
    series: str = ""


@dataclass(frozen=True)
class Product:
    """Factors with their exponents."""

    factors: tuple[tuple[Term, float], ...]


Term = Number | Name | Operation | Product


def traced(graph: Graph) -> dict[str, list[tuple[Formula, Tape, Elements]]]:
    """The tape and the result of every formula, by variable."""
    shapes: dict[str, tuple[int, ...]] = {}
    result: dict[str, list[tuple[Formula, Tape, Elements]]] = {}
    for name in sorted(graph, key=graph.order.__getitem__):
        variable = graph[name]
        formulas = variable.formulas if isinstance(variable, Rule) else ()
        own = [
            (formula, *trace_formula(name, formula, {item: shapes[item] for item in formula.arguments}))
            for formula in formulas
        ]
        shapes[name] = np.broadcast_shapes((1,), *(elements.shape for *_, elements in own))
        result[name] = own
    return result


def expression(tape: Tape, result: Elements, letter: str = "y") -> Term:
    """The result of a tape as an expression of its inputs.

    Raises
    ------
    TooLongError
        If it is too long to read, or no expression.
    """
    term, conditions = hoisted(_Reader(tape, letter).term(tape.run(result.ravel())))
    return given(term, conditions)


class _Reader:
    """Reads the elements of a tape as terms."""

    def __init__(self, tape: Tape, letter: str) -> None:
        self.tape, self.letter, self.count = tape, letter, 0
        self.inputs = {int(elements.flat[0]): (name, elements.ravel()) for name, elements in tape.inputs.items()}

    def term(self, run: Elements) -> Term:
        """A run of elements: a number, one element, or all elements of one instruction or input."""
        values = self.tape.values(run)
        if values is not None:
            return self._constant(values)
        single = len(run) == 1 or bool((run == run[0]).all())
        first = int(run[0])
        whole = run[:1] if single else run
        if first in self.inputs and np.array_equal(self.inputs[first][1], whole):
            return self._counted(Name(self.inputs[first][0], "" if single else self.letter))
        place = self.tape.maker(first)
        if place < 0 or not self.tape.is_whole(whole):
            raise TooLongError("some elements of a series")
        return self._operation(self.tape.instructions[place])

    def _counted(self, term: Term) -> Term:
        self.count += 1
        if self.count > LONGEST:
            raise TooLongError("many terms")
        return term

    def _constant(self, values: Sequence[float]) -> Term:
        numbers = np.asarray(values, float)
        if (numbers == numbers[0]).all() or np.isnan(numbers).all():
            return self._counted(Number(float(numbers[0])))
        step = numbers[1] - numbers[0]
        if not np.allclose(np.diff(numbers), step, rtol=1e-12):
            raise TooLongError("a table")
        year = self._counted(Name(self.letter))
        scaled = year if step == 1.0 else product([(Number(float(step)), 1.0), (year, 1.0)])
        return scaled if numbers[0] == 0.0 else Operation("add", (Number(float(numbers[0])), scaled))

    def _operation(self, item: Instruction) -> Term:
        if item.operation in ("copy", "pick", "unpick", "search"):
            raise TooLongError(item.operation)
        if item.operation in ("sum", "least", "greatest"):
            if item.size > 1:
                raise TooLongError("sums of rows")
            rows = self.tape.run(item.arguments[0].ravel())
            return Operation(item.operation, (self.term(rows),), self.letter)
        return simplified(item.operation, [self.term(run) for run in item.arguments])


NO_SIDE = (
    "where",
    "less",
    "less_equal",
    "greater",
    "greater_equal",
    "equal",
    "not_equal",
    "isnan",
    "isinf",
    "isfinite",
)
"""Operations that may have a value where a term of theirs has none."""


def given(term: Term, conditions: Sequence[Term]) -> Term:
    """A term that has a value only under conditions."""
    return Operation("given", (term, *conditions)) if conditions else term


def hoisted(term: Term) -> tuple[Term, list[Term]]:
    """A term without the conditions under which alone it has a value, and these."""
    if isinstance(term, Product):
        parts = [(*hoisted(factor), power) for factor, power in term.factors]
        conditions = [item for _, own, _ in parts for item in own]
        return product([(factor, power) for factor, _, power in parts]), list(dict.fromkeys(conditions))
    if not isinstance(term, Operation):
        return term, []
    inside = [hoisted(item) for item in term.terms]
    if term.name == "where" and _is_none(term.terms[2]):
        return inside[1][0], list(dict.fromkeys([term.terms[0], *inside[1][1]]))
    if term.name in NO_SIDE or term.series:
        return Operation(term.name, tuple(given(*item) for item in inside), term.series), []
    return Operation(term.name, tuple(item for item, _ in inside)), [own for _, owns in inside for own in owns]


def _is_none(term: Term) -> bool:
    return isinstance(term, Number) and bool(np.isnan(term.value))


def simplified(name: str, terms: Sequence[Term]) -> Term:
    """An operation on terms, products and roots collected."""
    if name == "multiply":
        return product([(terms[0], 1.0), (terms[1], 1.0)])
    if name == "divide":
        return product([(terms[0], 1.0), (terms[1], -1.0)])
    if name == "negative":
        return product([(Number(-1.0), 1.0), (terms[0], 1.0)])
    if name == "sqrt":
        return product([(terms[0], 0.5)])
    if name == "power" and isinstance(terms[1], Number):
        return product([(terms[0], terms[1].value)])
    return Operation(name, tuple(terms))


def product(parts: Sequence[tuple[Term, float]]) -> Term:
    """A product of powers: equal factors collected, numbers multiplied."""
    exponents: dict[Term, float] = {}
    number = 1.0
    for term, power in parts:
        for factor, exponent in term.factors if isinstance(term, Product) else ((term, 1.0),):
            if isinstance(factor, Number) and (exponent * power).is_integer():
                number *= factor.value ** (exponent * power)
            else:
                exponents[factor] = exponents.get(factor, 0.0) + exponent * power
    factors = tuple((factor, power) for factor, power in exponents.items() if power)
    if not factors:
        return Number(number)
    if number == 1.0:
        return factors[0][0] if len(factors) == 1 and factors[0][1] == 1.0 else Product(factors)
    return Product(((Number(number), 1.0), *factors))
