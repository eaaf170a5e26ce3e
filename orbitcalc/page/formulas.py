"""The formulas of variables as texts for the page: what a function returns, in the names of its arguments."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterable
from functools import cache
from types import ModuleType
from typing import Any

from orbitcalc.graph import Constraint, Formula, Graph, Rule

LONGEST = 700
"""Letters of a text at most; of a longer formula the page names what it needs, and the function."""


def formula_texts(graph: Graph, names: Iterable[str]) -> list[str]:
    """The text of each formula of some variables in order, those of one variable in the order of its declaration."""
    rules = (graph[name] for name in names)
    return [_text(rule, formula) for rule in rules if isinstance(rule, Rule) for formula in rule.formulas]


def _text(rule: Rule, formula: Formula) -> str:
    if formula.lines:
        return " + ".join(formula.lines)
    if isinstance(rule, Constraint) and not rule.law:
        return f"1 - {rule.demand or 1}" + (f" / {rule.capacity}" if rule.capacity else "")
    text = _statements(formula.function)
    return text if len(text) <= LONGEST else f"{formula.function.__name__}({', '.join(formula.arguments)})"


def _statements(function: Callable[..., Any]) -> str:
    """What a function returns, after the lines that lead to it; the name of one whose source is not at hand."""
    place = _functions(inspect.getmodule(function)).get(function.__code__.co_firstlineno)
    if place is None:
        return function.__name__
    lines = [item for item in place.body if not (isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant))]
    return "\n".join(ast.unparse(_Plain().visit(item)).removeprefix("return ") for item in lines).replace("np.", "")


class _Plain(ast.NodeTransformer):
    """Without the guards against a division by zero: `where(x > 0, x, nan)` is x."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        guard = ast.unparse(node.func) == "np.where" and len(node.args) == 3 and ast.unparse(node.args[2]) == "np.nan"
        return self.visit(node.args[1]) if guard else self.generic_visit(node)


@cache
def _functions(module: ModuleType | None) -> dict[int, ast.FunctionDef]:
    """The functions of a module by the line with which they begin, decorators included."""
    tree = ast.parse(inspect.getsource(module)) if module else ast.Module([], [])
    functions = [item for item in ast.walk(tree) if isinstance(item, ast.FunctionDef)]
    return {min([item.lineno, *(part.lineno for part in item.decorator_list)]): item for item in functions}
