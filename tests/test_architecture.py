"""How the code is laid out: layers, what imports what, and what no module may hold."""

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import orbitcalc

ROOT = Path(orbitcalc.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))

LAYERS = {
    "_typing": 0,
    "errors": 0,
    "units": 0,
    "physics": 1,
    "economics": 1,
    "graph": 1,
    "distribution": 1,
    "model": 2,
    "catalog": 3,
    "scenario": 3,
    "result": 3,
    "evaluate": 3,
    "schema": 3,
    "conditions": 4,
    "analysis": 4,
    "report": 5,
    "cli": 6,
    "__main__": 7,
}
"""The layer of each part, from the design; a module imports from its own part and from lower layers."""


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def part(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def for_types_only(tree: ast.Module) -> set[ast.AST]:
    """What stands under `if TYPE_CHECKING`, which never runs."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            found |= {inner for statement in node.body for inner in ast.walk(statement)}
    return found


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports when it runs, with the line; a name imported from a package counts too."""
    tree = tree_of(path)
    skipped = for_types_only(tree)
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides its layer"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_part_has_a_layer() -> None:
    assert {part(module_of(path)) for path in FILES} - {""} <= set(LAYERS)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_go_down(path: Path) -> None:
    own = part(module_of(path))
    for name, line in imports(path):
        other = part(name) if name.startswith("orbitcalc.") else ""
        if own and other and other != own and other in LAYERS:
            below = LAYERS[other] <= LAYERS[own]  # of two in one layer only one imports the other: see below
            assert below, f"{path}:{line}: {own} (layer {LAYERS[own]}) imports {name} (layer {LAYERS[other]})"


def test_no_two_parts_import_one_another() -> None:
    """Within a layer too: the order of parts is one that a reader can follow."""
    needs: dict[str, set[str]] = {}
    for path in FILES:
        own = part(module_of(path))
        top = set(tree_of(path).body)
        tree_lines = {node.lineno for node in top if isinstance(node, ast.Import | ast.ImportFrom)}
        for name, line in imports(path):
            if name.startswith("orbitcalc.") and part(name) in LAYERS and part(name) != own and line in tree_lines:
                needs.setdefault(own, set()).add(part(name))
    for own, others in needs.items():
        for other in others:
            assert own not in needs.get(other, set()), f"{own} and {other} import one another"


def test_only_units_imports_pint() -> None:
    who = {module_of(path) for path in FILES for name, _ in imports(path) if name.split(".")[0] == "pint"}
    assert who == {"orbitcalc.units"}


def test_only_the_command_line_imports_click_and_only_reports_jinja() -> None:
    for package, allowed in (("click", {"cli", "__main__"}), ("jinja2", {"report"})):
        who = {part(module_of(path)) for path in FILES for name, _ in imports(path) if name.split(".")[0] == package}
        assert who <= allowed, package


def test_groups_of_the_model_do_not_import_one_another() -> None:
    for path in (ROOT / "model").glob("*.py"):
        for name, line in imports(path):
            assert not name.startswith("orbitcalc.model"), f"{path}:{line}: the graph ties groups, not imports"


@pytest.mark.parametrize("statement", ["import orbitcalc", "import orbitcalc.cli", "from orbitcalc import errors"])
def test_an_import_is_cheap(statement: str) -> None:
    """Neither NumPy nor pint nor SciPy is loaded before a scenario is."""
    code = f"{statement}; import sys; print(*sorted({{'numpy', 'pint', 'scipy', 'jinja2'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_run_loads_no_slow_package() -> None:
    """Acceptance check 4; what pint itself loads where it is installed (dask, and jinja2 with it) is not ours."""
    code = (
        "import numpy, pint, sys; before = set(sys.modules); import orbitcalc; orbitcalc.load('baseline').run(); "
        "slow = {'scipy.stats', 'scipy.special', 'matplotlib', 'pandas', 'jinja2'}; "
        "print(*sorted(slow & (set(sys.modules) - before)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


# What no module may hold


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_nothing_prints_catches_all_or_is_left_to_do(path: Path) -> None:
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


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_body_is_longer_than_forty_lines(path: Path) -> None:
    long = {f"{function.name}:{function.lineno}": body_length(function) for function in functions(path)}
    assert {name: length for name, length in long.items() if length > 40} == {}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_module_and_every_public_function_says_what_it_is(path: Path) -> None:
    tree = tree_of(path)
    assert ast.get_docstring(tree) or not tree.body
    if part(module_of(path)) in ("physics", "economics", "scenario", "catalog", "evaluate", "distribution"):
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{path}:{node.lineno}: {node.name}"


PLAIN_NUMBERS = frozenset((0, 0.5, 1, 2, 3, 4, 6))
"""Numbers of arithmetic and geometry: halves, squares, the faces of a cube, the fourth power."""
ROUNDING = frozenset((1e-12,))
"""Slack of a comparison, against the last bit of a float."""


@pytest.mark.parametrize("path", sorted((ROOT / "model").glob("*.py")), ids=name_of)
def test_no_coefficient_is_typed_into_a_rule(path: Path) -> None:
    """A coefficient is a parameter with a source, or a constant with one."""
    for function in functions(path):
        for statement in function.body:
            for node in ast.walk(statement):
                if isinstance(node, ast.Constant) and type(node.value) in (int, float):
                    assert node.value in PLAIN_NUMBERS | ROUNDING, (
                        f"{path}:{node.lineno}: {node.value!r} in {function.name}"
                    )


# Docstrings in step with signatures


HELPERS = frozenset(
    ("density_table", "flux_place", "along_flux", "read_by_flux", "mid_years", "stepped_ramp", "present_value")
)
"""Shared between modules of one folder and told in a line, or documented as another one is."""


def documented() -> list[tuple[str, str]]:
    """The public functions of physics and economics, by module and name."""
    found = []
    for folder in ("physics", "economics"):
        for path in sorted((ROOT / folder).glob("*.py")):
            if not path.name.startswith("_"):
                names = [node.name for node in tree_of(path).body if isinstance(node, ast.FunctionDef)]
                found += [(module_of(path), name) for name in names if name[0] != "_" and name not in HELPERS]
    return found


_ENTRY = re.compile(r"^(\*{0,2}\w+(?:, \*{0,2}\w+)*) : ", re.MULTILINE)


def section(docstring: str, name: str) -> str:
    match = re.search(rf"^{name}\n-+\n(.*?)(?=^\w[\w ]*\n-+\n|\Z)", docstring, re.MULTILINE | re.DOTALL)
    return match[1] if match else ""


@pytest.mark.parametrize(("module", "name"), documented())
def test_a_docstring_names_each_argument_with_its_unit(module: str, name: str) -> None:
    function = getattr(import_module(module), name)
    docstring = inspect.getdoc(function) or ""
    arguments = [
        f"*{key}" if each.kind is each.VAR_POSITIONAL else key
        for key, each in inspect.signature(function).parameters.items()
    ]
    text = section(docstring, "Parameters")
    told = [each for match in _ENTRY.finditer(text) for each in match[1].split(", ")]
    assert sorted(told) == sorted(arguments), f"{module}.{name}: Parameters are {told}"
    entries = re.split(_ENTRY, text)[2::2]
    for entry, names in zip(entries, [match[1] for match in _ENTRY.finditer(text)], strict=True):
        numeric = "array_like" in entry or "float" in entry or "ndarray" in entry
        assert not numeric or re.search(r"\[[^\]]+\]", entry), f"{module}.{name}: {names} has no unit in brackets"


@pytest.mark.parametrize(("module", "name"), documented())
def test_a_docstring_says_what_is_returned_in_which_unit(module: str, name: str) -> None:
    docstring = inspect.getdoc(getattr(import_module(module), name)) or ""
    returned = section(docstring, "Returns") or docstring.splitlines()[0]
    assert re.search(r"\[[^\]]+\]", returned) or "bool" in returned, f"{module}.{name}"
