"""What made a result: versions and command, without user name, host or path of the machine."""

from __future__ import annotations

import platform
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from orbitcalc import __version__

CORE = ("numpy", "scipy", "pint", "click", "jinja2")


def version_of(package: str) -> str:
    """The installed version of a package, or an empty text; the package is not imported."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def provenance(command: Sequence[str] = ()) -> dict[str, Any]:
    """Versions of everything that determines the numbers, and the command, which is the one given if not named."""
    return {
        "orbitcalc": __version__,
        "python": platform.python_version(),
        **{package: version_of(package) for package in CORE[:3]},
        "platform": f"{platform.system()} {platform.machine()}",
        "command": list(command) or ["orbitcalc", *sys.argv[1:]],
    }
