"""The text notebooks: every cell runs and shows something, and the file to download holds the same."""

import ast
import contextlib
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
NAMES = ("drivers-and-doubt", "first-study", "reproduce-and-bridge")


@pytest.fixture(scope="module")
def notebooks() -> Iterator[ModuleType]:
    """The module that reads the notebooks; docs/ is not a package, so it is put on the path meanwhile."""
    sys.path.insert(0, str(ROOT / "docs"))
    import notebooks

    yield notebooks
    sys.path.remove(str(ROOT / "docs"))


def text_of(name: str) -> str:
    return (ROOT / "docs" / "notebooks" / f"{name}.md").read_text(encoding="utf-8")


def shown(code: str, names: dict[str, Any]) -> str:
    """What a cell prints, and the picture or the page of its last expression, as a notebook does it."""
    body = ast.parse(code).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(ast.Module(body, []), "cell", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None
    draw = getattr(value, "_repr_svg_", None) or getattr(value, "_repr_html_", None)
    return out.getvalue() + (draw() if draw else "" if value is None else repr(value))


@pytest.mark.pages
@pytest.mark.parametrize("name", NAMES)
def test_every_cell_runs(notebooks: ModuleType, name: str) -> None:
    names: dict[str, Any] = {}
    cells = [part for kind, part in notebooks.cells(text_of(name)) if kind == "code"]
    texts = [shown(part, names) for part in cells]
    assert len(cells) >= 4
    quiet = [isinstance(ast.parse(part).body[-1], ast.Assign | ast.Import) for part in cells]
    assert [bool(text) for text in texts] == [not silent for silent in quiet]
    assert any(text.startswith("<svg") for text in texts)
    assert any("<table" in text for text in texts)


def test_the_notebooks_are_those_of_the_folder(notebooks: ModuleType) -> None:
    assert tuple(path.stem for path in notebooks.sources()) == NAMES
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    assert all(f"\nnotebooks/{name}\n" in index for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_file_to_download_has_the_same_cells(notebooks: ModuleType, name: str, tmp_path: Path) -> None:
    (path,) = (path for path in notebooks.write(tmp_path) if path.stem == name)
    data = json.loads(path.read_text(encoding="utf-8"))
    assert (data["nbformat"], data["metadata"]["kernelspec"]["name"]) == (4, "python3")
    code = [cell["source"] for cell in data["cells"] if cell["cell_type"] == "code"]
    assert code == [part for kind, part in notebooks.cells(text_of(name)) if kind == "code"]
    assert text_of(name).count("```{code-cell}") == len(code)
    assert len({cell["id"] for cell in data["cells"]}) == len(data["cells"])
    prose = "\n".join(cell["source"] for cell in data["cells"] if cell["cell_type"] == "markdown")
    assert "{download}" not in prose
    assert "file_format" not in prose
    assert f"../generated/notebooks/{name}.ipynb" in text_of(name)
