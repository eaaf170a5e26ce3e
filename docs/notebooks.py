"""Text notebooks as files of Jupyter, to download; the pages themselves are executed when they are built."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FOLDER = HERE / "generated" / "notebooks"

FRONT = re.compile(r"\A---\n.*?^---\n", re.MULTILINE | re.DOTALL)
CELL = re.compile(r"^```\{code-cell\} python\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
ROLE = re.compile(r"\{download\}`[^`]*`")
"""A link that has no meaning in the file it leads to."""


def sources() -> list[Path]:
    """The text notebooks."""
    return sorted((HERE / "notebooks").glob("*.md"))


def cells(text: str) -> list[tuple[str, str]]:
    """The cells of a text notebook: "markdown" or "code", and the text."""
    parts = CELL.split(FRONT.sub("", text))
    kinds = ("markdown", "code")
    return [(kinds[place % 2], part.strip()) for place, part in enumerate(parts) if part.strip()]


def code(text: str) -> str:
    """The code of a text notebook."""
    return "\n\n".join(part for kind, part in cells(text) if kind == "code")


def notebook(text: str) -> dict[str, Any]:
    """A text notebook as data of Jupyter, format 4.5, not executed."""
    listed = []
    for number, (kind, part) in enumerate(cells(text)):
        cell: dict[str, Any] = {"id": f"cell-{number}", "cell_type": kind, "metadata": {}}
        cell["source"] = ROLE.sub("this file", part)
        listed.append(cell | ({"execution_count": None, "outputs": []} if kind == "code" else {}))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": listed, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def write(folder: Path = FOLDER) -> list[Path]:
    """The notebooks as files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for source in sources():
        path = folder / f"{source.stem}.ipynb"
        path.write_text(json.dumps(notebook(source.read_text("utf-8")), indent=1) + "\n", encoding="utf-8")
        paths.append(path)
    return paths
