"""What no module may hold, and what every function should."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.package_code import FILES, ROOT, module_of, part, tree_of
from tests.rows import for_each


@for_each("path", FILES)
def test_no_module_prints_catches_all_exceptions_or_holds_a_todo(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print", f"{path}:{node.lineno}: print"
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"{path}:{node.lineno}: bare except"
    assert not re.search(r"\b(TODO|FIXME|XXX)\b", path.read_text("utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef))


def body_length(function: ast.FunctionDef) -> int:
    """Lines of the body, the docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0  # type: ignore[operator]


@for_each("path", FILES)
def test_no_body_is_longer_than_forty_lines(path: Path) -> None:
    long = {f"{function.name}:{function.lineno}": body_length(function) for function in functions(path)}
    assert {name: length for name, length in long.items() if length > 40} == {}


@for_each("path", FILES)
def test_every_module_says_what_it_is(path: Path) -> None:
    tree = tree_of(path)
    assert ast.get_docstring(tree) or not tree.body


DOCUMENTED = ("errors", "hooks", "units", "physics", "economics", "catalog", "scenario", "evaluate")
"""Parts in which every public function and class has a docstring, and every public method of a public class."""


@for_each("path", [path for path in FILES if part(module_of(path)) in DOCUMENTED])
def test_everything_public_says_what_it_is(path: Path) -> None:
    for node in public(tree_of(path)):
        assert ast.get_docstring(node), f"{path}:{node.lineno}: {node.name}"
        for method in public(node) if isinstance(node, ast.ClassDef) else ():
            assert ast.get_docstring(method), f"{path}:{method.lineno}: {node.name}.{method.name}"


def public(tree: ast.Module | ast.ClassDef) -> list[ast.FunctionDef | ast.ClassDef]:
    nodes = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    return [node for node in nodes if not node.name.startswith("_")]


PLAIN_NUMBERS = frozenset((0, 0.5, 1, 2, 3, 4, 6))
"""Numbers of arithmetic and geometry: halves, squares, the faces of a cube, the fourth power."""
ROUNDING = frozenset((1e-12,))
"""Slack of a comparison, against the last bit of a float."""


@for_each("path", sorted((ROOT / "model").rglob("*.py")))
def test_no_coefficient_is_typed_into_a_rule(path: Path) -> None:
    """A coefficient is a parameter with a source, or a constant with one."""
    for function in functions(path):
        for statement in function.body:
            for node in ast.walk(statement):
                if isinstance(node, ast.Constant) and type(node.value) in (int, float):
                    assert node.value in PLAIN_NUMBERS | ROUNDING, (
                        f"{path}:{node.lineno}: {node.value!r} in {function.name}"
                    )
