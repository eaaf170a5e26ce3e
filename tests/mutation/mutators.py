"""The changes that can be made to a Python source: one operator, comparison, constant, term or function at a time."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

OPERATORS: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.Pow: ("**", "*"),
    ast.FloorDiv: ("//", "/"),
    ast.Mod: ("%", "*"),
}
"""An operator as it is written, and the one that takes its place."""

COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
"""What takes the place of a comparison."""

_PAIRS = (
    ("min", "max"),
    ("minimum", "maximum"),
    ("any", "all"),
    ("sin", "cos"),
    ("arcsin", "arccos"),
    ("floor", "ceil"),
    ("sum", "prod"),
    ("cumsum", "cumprod"),
    ("exp", "log"),
    ("isnan", "isfinite"),
    ("logical_and", "logical_or"),
)
FUNCTIONS = {first: second for pair in _PAIRS for first, second in (pair, pair[::-1])}
"""The function that takes the place of another."""


@dataclass(frozen=True)
class Mutant:
    """One change: the bytes from `start` to `stop` of a source become `text`."""

    line: int
    start: int
    stop: int
    text: str
    function: str
    change: str

    def applied(self, source: str) -> str:
        """The source with the change."""
        data = source.encode()
        return (data[: self.start] + self.text.encode() + data[self.stop :]).decode()


def mutants(source: str) -> list[Mutant]:
    """Every change of a source, in its order. Annotations, decorators, messages and texts keep what they are."""
    starts = [0]
    for line in source.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    listed = []
    for node, function in _nodes(ast.parse(source), ""):
        start = starts[node.lineno - 1] + node.col_offset
        stop = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        for text in _changes(node, source):
            short = f"{_short(ast.unparse(node))} -> {_short(ast.unparse(ast.parse(text)))}"
            listed.append(Mutant(node.lineno, start, stop, text, function, short))
    return listed


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def _nodes(node: ast.AST, function: str) -> Iterator[tuple[ast.expr, str]]:
    """Every expression that may change, with the name of the function or assignment it stands in."""
    if isinstance(node, ast.Raise | ast.JoinedStr | ast.Assert | ast.Import | ast.ImportFrom):
        return
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        function = node.name
    elif not function and isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        function = node.targets[0].id
    if isinstance(node, ast.expr):
        yield node, function
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "returns", "decorator_list"):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from _nodes(child, function)


def _changes(node: ast.expr, source: str) -> Iterator[str]:
    def part(inner: ast.AST) -> str:
        return f"({ast.get_source_segment(source, inner)})"

    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        written, other = OPERATORS[type(node.op)]
        yield f"({part(node.left)} {other} {part(node.right)})"
        yield part(node.left)
        if written in "+*":
            yield part(node.right)
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield f"({part(node.left)} {COMPARISONS[type(node.ops[0])]} {part(node.comparators[0])})"
    elif isinstance(node, ast.BoolOp):
        other = " or " if isinstance(node.op, ast.And) else " and "
        yield f"({other.join(map(part, node.values))})"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
        yield part(node.operand)
    elif isinstance(node, ast.Name) and node.id in FUNCTIONS:
        yield FUNCTIONS[node.id]
    elif isinstance(node, ast.Attribute) and node.attr in FUNCTIONS:
        yield f"{part(node.value)}.{FUNCTIONS[node.attr]}"
    elif isinstance(node, ast.Constant):
        yield from _constants(node.value)


def _constants(value: object) -> Iterator[str]:
    if isinstance(value, bool):
        yield str(not value)
    elif isinstance(value, int):
        yield from (f"({value + 1})", f"({value - 1})")
    elif isinstance(value, float):
        yield f"({value!r} + 1.0)"
        if value:
            yield f"({value!r} * 1.01)"
