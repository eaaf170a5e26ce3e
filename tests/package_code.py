"""The code of the package as data: its files, their trees, and what imports what."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import orbitcalc

ROOT = Path(orbitcalc.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))

DYNAMIC = frozenset(("import_module", "__import__", "resolve_name", "exec", "eval"))
"""Functions that import a module by its name, or could."""


@dataclass(frozen=True)
class Import:
    """One import: what is imported, and where. `name` is empty if it is known only at run time."""

    name: str
    line: int
    runs: bool = True
    """False under `if TYPE_CHECKING`."""


def name_of(path: Path) -> str:
    """A file as tests show it."""
    return str(path.relative_to(ROOT))


def module_of(path: Path, root: Path = ROOT) -> str:
    """The module that a file is."""
    parts = path.relative_to(root.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part(module: str) -> str:
    """The part of the package that a module belongs to, such as "analysis"; empty for the package itself."""
    return [*module.split("."), ""][1]


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"))


@cache
def imports(path: Path) -> tuple[Import, ...]:
    """Every import of a file, inside functions too; `from package import name` counts as `package.name`."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[Import]:
    tree = tree_of(path)
    for_types = _for_types_only(tree)
    for node in ast.walk(tree):
        runs = node not in for_types
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno, runs) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides its layer"
            yield from (Import(f"{node.module}.{alias.name}", node.lineno, runs) for alias in node.names)
        elif isinstance(node, ast.Call) and called(node) in DYNAMIC:
            yield Import(_text_of(node.args[0]) if node.args else "", node.lineno, runs)


def called(node: ast.Call) -> str:
    """The last name of the function that is called."""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _for_types_only(tree: ast.Module) -> set[ast.AST]:
    """The nodes under `if TYPE_CHECKING`, which never run."""
    blocks = [node for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)]
    return {inner for block in blocks for statement in block.body for inner in ast.walk(statement)}


def _text_of(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def module_graph(files: Mapping[str, Path]) -> dict[str, set[str]]:
    """The modules that each module needs when it runs, by name.

    To import a module runs the `__init__` of every package around it, so those count too, unless they are around
    the importing module as well.
    """
    edges: dict[str, set[str]] = {}
    for module, path in files.items():
        targets = {nearest(entry.name, files) for entry in imports(path) if entry.runs} - {""}
        around = {package for target in targets for package in packages_around(target)}
        edges[module] = (targets | around.difference(packages_around(module))) - {module}
    return edges


def nearest(name: str, files: Mapping[str, Path]) -> str:
    """The module that an imported name is or comes from; empty if it is not one of these."""
    while name and name not in files:
        name = name.rpartition(".")[0]
    return name


def packages_around(module: str) -> list[str]:
    """The packages that hold a module, from the outermost."""
    parts = module.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts))]


def circles(edges: Mapping[str, set[str]]) -> list[set[str]]:
    """The sets of nodes that reach one another (Tarjan)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    out: list[set[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for target in edges.get(node, ()):
            if target not in index:
                visit(target)
                low[node] = min(low[node], low[target])
            elif target in stack:
                low[node] = min(low[node], index[target])
        if low[node] == index[node]:
            position = stack.index(node)
            component = set(stack[position:])
            del stack[position:]
            if len(component) > 1:
                out.append(component)

    for node in edges:
        if node not in index:
            visit(node)
    return out
