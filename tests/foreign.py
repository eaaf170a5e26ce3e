"""Pint's own registry, which is foreign to the program; it takes half a second and is built once in a process."""

from typing import Any

import pint

FOREIGN: Any = pint.UnitRegistry()
