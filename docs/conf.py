"""How Sphinx builds these pages."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import generate

import orbitcalc

generate.write()

project = "orbitcalc"
author = "The orbitcalc authors"
copyright = f"2026, {author}"
version = release = orbitcalc.__version__

extensions = ["myst_nb", "sphinx_click"]
exclude_patterns = ["_build"]
nb_execution_mode = "off"
myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"orbitcalc {release}"
