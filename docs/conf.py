"""How Sphinx builds these pages."""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import generate
import studies
import systems

import orbitcalc

generate.write()
systems.write()
studies.write()

project = "orbitcalc"
author = "The orbitcalc authors"
copyright = f"2026, {author}"
version = release = orbitcalc.__version__

extensions = ["myst_nb", "sphinx_click", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
nb_execution_mode = "off"
myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"orbitcalc {release}"


def keep_asterisks(_app: object, _command: object, lines: list[str]) -> None:
    """Show a command's help as it stands, not as emphasis."""
    lines[:] = [line.replace("*", r"\*") for line in lines]


def setup(app: Any) -> None:
    app.connect("sphinx-click-process-description", keep_asterisks)
