"""How Sphinx builds these pages."""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import generate
import notebooks
import studies
import systems
import texts
import trust
import validation

import orbitcalc

generate.write()
generate.live_page()
notebooks.write()
systems.write()
validation.write(studies.write())
trust.write(trust.HERE / "generated")

project = "orbitcalc"
author = "The orbitcalc authors"
copyright = f"2026, {author}"
version = release = orbitcalc.__version__

extensions = ["myst_nb", "sphinx_click", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "generated/notebooks", "generated/live"]
nb_execution_mode = "force"  # the text notebooks alone have code cells
nb_execution_timeout = 120
nb_execution_raise_on_error = True
myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 3
smartquotes = False  # dashes and quotes of commands stay as they are typed

html_theme = "furo"
html_extra_path = ["generated/live"]  # copied beside the pages as it is
html_title = f"orbitcalc {release}"


def as_typed(_app: object, _command: object, lines: list[str]) -> None:
    """Show a command's help as it stands."""
    lines[:] = texts.help_lines(lines)


def setup(app: Any) -> None:
    app.connect("sphinx-click-process-description", as_typed)
