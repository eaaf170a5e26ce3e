"""Pages with every formula of the model: typeset from its trace, or as source code where that is easier to read."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator, Sequence
from types import FunctionType, ModuleType
from typing import Any

import mathml
from terms import TooLongError, expression, traced
from texts import plain

from orbitcalc import model
from orbitcalc.graph import Formula, Rule, Variable
from orbitcalc.tape.tape import Elements, Tape

LETTERS = {"": "", "years": "y", "season": "s", "shield": "k"}
"""The letter that counts the elements of a series, by its axis."""

LIBRARIES = ("orbitcalc.physics", "orbitcalc.economics")
"""Packages of textbook functions, which the formulas call."""

ABOUT = """\
(equations)=
# Equations

Every formula of the model, by group. They are read back from what the program computes: each is traced to its
operations, and these are typeset. So a page cannot differ from the program. Numbers are in SI units, and rounded to six
digits on the page alone; a name with *y* is a series over the years from the first launch, one with *s* over the parts
of a year, one with *k* over thicknesses of the shield. A formula that is longer than its source, that iterates over a
series or that reads a table stands as source code. Where a condition of an equation does not hold, there is no value.
"""


def plain_names(names: Sequence[str]) -> str:
    """Variables as links, with their units."""
    graph = model.graph()
    units = {name: getattr(graph[name], "unit_text", "") for name in names}
    return ", ".join(
        f"[`{name}`](#variable-{name})" + (f" [{plain(units[name])}]" if units[name] else "") for name in names
    )


def letter_of(variable: Variable, formula: Formula) -> str:
    """The letter that counts in a formula."""
    axes = [getattr(model.graph()[name], "axis", "") for name in (variable.name, *formula.arguments)]
    return next((LETTERS[axis] for axis in axes if axis), "y")


def equation(variable: Rule, formula: Formula, tape: Tape, result: Elements) -> str:
    """A formula as MathML, or as source code where it is too long to typeset."""
    try:
        term = expression(tape, result, letter_of(variable, formula))
    except TooLongError:
        return f"```python\n{source(formula)}\n```"
    text = mathml.display(variable.name, LETTERS[variable.axis], term)
    return f'```{{raw}} html\n<div style="overflow-x: auto">{text}</div>\n```'


def source(formula: Formula) -> str:
    """The function of a formula, and below it the textbook functions that it calls."""
    functions = [written(formula), *called(written(formula))]
    return "\n\n".join(bare(function) for function in dict.fromkeys(functions))


def written(formula: Formula) -> FunctionType:
    """The function of a formula as it is written, which takes the names of its arguments where they are collected."""
    function = formula.function
    return getattr(function, "func", function)  # type: ignore[return-value]


def bare(function: Any) -> str:
    """The source of a function without decorators and docstring."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    node = next(item for item in ast.walk(tree) if isinstance(item, ast.FunctionDef))
    node.decorator_list = []
    if ast.get_docstring(node):
        node.body = node.body[1:]
    return ast.unparse(node)


def called(function: Any) -> list[FunctionType]:
    """The textbook functions that a function names."""
    names = function.__code__.co_names
    spaces = [function.__globals__.get(name) for name in names]
    modules = [item for item in spaces if isinstance(item, ModuleType) and item.__name__.startswith(LIBRARIES)]
    direct = [item for item in spaces if _is_textbook(item)]
    through = [getattr(module, name, None) for module in modules for name in names]
    return list(dict.fromkeys([*direct, *(item for item in through if _is_textbook(item))]))


def _is_textbook(item: Any) -> bool:
    return isinstance(item, FunctionType) and item.__module__.startswith(LIBRARIES)


def references(formula: Formula) -> Iterator[str]:
    """What the textbook functions of a formula cite, each after the name of the function."""
    for function in called(written(formula)):
        _, mark, rest = (inspect.getdoc(function) or "").partition("References\n----------\n")
        if mark:
            cited = plain(" ".join(rest.split("\n\n")[0].split()))
            yield f"- `{function.__module__.removeprefix('orbitcalc.')}.{function.__name__}`: {cited}"


def formula_parts(variable: Rule, formula: Formula, tape: Tape, result: Elements) -> Iterator[str]:
    """A formula with its conditions, its arguments and its sources."""
    if formula.when:
        words = [
            (f"[`{choice}`](#variable-{choice})", " or ".join(map("`{}`".format, own))) for choice, own in formula.when
        ]
        yield f"Where {' and '.join(f'{choice} is {own}' for choice, own in words)}:"
    elif len(variable.formulas) > 1:
        yield "Otherwise:"
    yield equation(variable, formula, tape, result)
    if formula.arguments:
        yield f"From {plain_names(formula.arguments)}."
    reason = written(formula).__doc__ if not formula.sums_lines else ""
    if reason:
        yield plain(" ".join(reason.split()))
    cited = list(references(formula))
    if cited:
        yield "\n".join(cited)


def rule_part(variable: Rule, formulas: Sequence[tuple[Formula, Tape, Elements]]) -> str:
    """All formulas of a variable: those for words of a choice first, then the one for all others."""
    unit = f" [{plain(variable.unit_text)}]" if variable.unit_text else ""
    about = f"[{plain(variable.meaning)}](#variable-{variable.name}){unit}."
    head = f"(equation-{variable.name})=\n### `{variable.name}`\n\n{about}"
    ordered = sorted(formulas, key=lambda item: not item[0].when)
    return "\n\n".join([head, *(part for item in ordered for part in formula_parts(variable, *item))])


def pages() -> dict[str, str]:
    """The index of the equations and a page for each group that has any, by file name."""
    graph = model.graph()
    tapes = traced(graph)
    texts: dict[str, str] = {}
    for group in model.GROUPS:
        rules = [item for item in graph.values() if item.group == group and isinstance(item, Rule)]
        if rules:
            parts = [f"# Equations: {group}", *(rule_part(item, tapes[item.name]) for item in rules)]
            texts[f"equations-{group}"] = "\n\n".join(parts) + "\n"
    tree = "\n".join(["```{toctree}", ":maxdepth: 1\n", *texts, "```"])
    return {"equations": f"{ABOUT}\n{tree}\n", **texts}
