"""Where the code outside the model spells the name of one of its variables."""

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from orbitcalc import model
from tests.package_code import ROOT, module_of, name_of, part, tree_of

OWN_NAMES = frozenset(("model", "physics", "economics"))
"""Parts where such a word is a declaration, or the argument of a function that knows no model."""

DATA = ("catalog/data/", "physics/data/", "units.txt")
"""Data with names of its own: the catalogue, tables of physics, units."""

_FIELD = re.compile(r"\{(\w+)(?:[.\[!:][^{}]*)?\}")
_WORD = re.compile(r"[A-Za-z_]\w*")
_MARKED = re.compile(r"""(?:["'.]|\{\{\s*|\|\s*)([A-Za-z_]\w*)|^\s*([A-Za-z_]\w*)\s*[=:]""", re.MULTILINE)


def names_in_package() -> dict[str, list[str]]:
    """The names of model variables that each file spells, once for each time; files without any are left out."""
    names = frozenset(model.graph())
    out: dict[str, list[str]] = {}
    for path in sorted(path for path in ROOT.rglob("*") if path.is_file() and _counts(path)):
        text_names = (
            names_in_code(tree_of(path), names) if path.suffix == ".py" else names_in_data(path.read_text(), names)
        )
        if listed := list(text_names):
            out[name_of(path)] = listed
    return out


def _counts(path: Path) -> bool:
    if path.suffix == ".py":
        return part(module_of(path)) not in OWN_NAMES
    return path.suffix not in (".pyc", ".typed") and not name_of(path).startswith(DATA)


def names_in_code(tree: ast.Module, names: Collection[str]) -> Iterator[str]:
    """The names in string constants, in fields of templates, as attributes and as keyword arguments.

    A docstring spells none, nor does the attribute of an imported module, such as `np.array`.
    """
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    modules = {alias.asname or alias.name.split(".")[0] for alias in _aliases(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            words = [node.value, *_FIELD.findall(node.value)]
        elif isinstance(node, ast.Attribute):
            words = [] if isinstance(node.value, ast.Name) and node.value.id in modules else [node.attr]
        elif isinstance(node, ast.keyword):
            words = [node.arg or ""]
        else:
            continue
        yield from (word for word in words if word in names)


def _aliases(tree: ast.Module) -> Iterator[ast.alias]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from node.names


def names_in_data(text: str, names: Collection[str]) -> Iterator[str]:
    """The names in a template or data file; one that is also an English word counts where it is quoted or a key."""
    yield from (word for word in _WORD.findall(text) if word in names and "_" in word)
    marked = (word for pair in _MARKED.findall(text) for word in pair)
    yield from (word for word in marked if word in names and "_" not in word)
