"""Docstrings of physics and economics in step with signatures: each argument and result with its unit."""

import ast
import inspect
import re
from importlib import import_module

from tests.package_code import ROOT, module_of, tree_of
from tests.rows import for_each

HELPERS = frozenset(
    ("density_table", "flux_place", "along_flux", "read_by_flux", "mid_years", "stepped_ramp", "present_value")
)
"""Shared between modules of one folder and described in a line, or documented as another one is."""


def documented() -> list[tuple[str, str]]:
    """The public functions of physics and economics, by module and name."""
    functions: list[tuple[str, str]] = []
    for folder in ("physics", "economics"):
        for path in sorted((ROOT / folder).glob("*.py")):
            if not path.name.startswith("_"):
                names = [node.name for node in tree_of(path).body if isinstance(node, ast.FunctionDef)]
                functions += [(module_of(path), name) for name in names if name[0] != "_" and name not in HELPERS]
    return functions


_ENTRY = re.compile(r"^(\*{0,2}\w+(?:, \*{0,2}\w+)*) : ", re.MULTILINE)


def section(docstring: str, name: str) -> str:
    match = re.search(rf"^{name}\n-+\n(.*?)(?=^\w[\w ]*\n-+\n|\Z)", docstring, re.MULTILINE | re.DOTALL)
    return match[1] if match else ""


@for_each(("module", "name"), documented())
def test_a_docstring_names_each_argument_with_its_unit(module: str, name: str) -> None:
    function = getattr(import_module(module), name)
    docstring = inspect.getdoc(function) or ""
    arguments = [
        f"*{key}" if parameter.kind is parameter.VAR_POSITIONAL else key
        for key, parameter in inspect.signature(function).parameters.items()
    ]
    text = section(docstring, "Parameters")
    listed = [argument for match in _ENTRY.finditer(text) for argument in match[1].split(", ")]
    assert sorted(listed) == sorted(arguments), f"{module}.{name}: Parameters are {listed}"
    entries = re.split(_ENTRY, text)[2::2]
    for entry, match in zip(entries, _ENTRY.finditer(text), strict=True):
        numeric = "array_like" in entry or "float" in entry or "ndarray" in entry
        assert not numeric or re.search(r"\[[^\]]+\]", entry), f"{module}.{name}: {match[1]} has no unit in brackets"


@for_each(("module", "name"), documented())
def test_a_docstring_says_what_is_returned_in_which_unit(module: str, name: str) -> None:
    docstring = inspect.getdoc(getattr(import_module(module), name)) or ""
    returned = section(docstring, "Returns") or docstring.splitlines()[0]
    assert re.search(r"\[[^\]]+\]", returned) or "bool" in returned, f"{module}.{name}"
