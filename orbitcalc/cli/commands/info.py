"""`orbitcalc info`: what to paste into a bug report."""

from __future__ import annotations

import click

from orbitcalc.cli.options import output_options
from orbitcalc.cli.output import Output

UNIT = {"unit": "name of the unit", "in base units": "how many of which base units it is"}

VERSION = {"what": "package, program or system", "version": "its version, or whether it is installed"}

EXTRAS = ("cairosvg", "pandas", "pyarrow", "xarray", "distributed", "xlsxwriter")


@click.command("info", short_help="Versions, platform, optional packages; or the units.")
@click.option("--units", "units_too", is_flag=True, help="The units that can be written.")
@output_options()
def command(units_too: bool, out: Output) -> None:
    """List versions, platform and optional packages: what a bug report needs.

    \b
    Examples:
      orbitcalc info
      orbitcalc info --units
    """
    from orbitcalc.document import Table, table_document

    if units_too:
        table = Table(tuple(UNIT), _units(), meanings=UNIT)
        out.show(table_document("units", "Units", lambda: table))
    else:
        table = Table(tuple(VERSION), _versions(), meanings=VERSION)
        out.show(table_document("info", "orbitcalc and what it runs on", lambda: table))


def _versions() -> list[list[str]]:
    import platform

    from orbitcalc import __version__, units
    from orbitcalc.cli.provenance import CORE, version_of

    packages = [[name, version_of(name) or "not installed"] for name in (*CORE, *EXTRAS)]
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    about = [["orbitcalc", __version__], ["python", python], ["platform", system]]
    return [*about, *packages, ["native kernel", _native()], ["base year of prices", str(units.BASE_YEAR)]]


def _native() -> str:
    """Whether there is a native kernel, and its compiler."""
    from orbitcalc.tape.native.compiler import NativeError, compiler

    try:
        own = compiler()
    except NativeError as error:
        return str(error)
    return f"{own.name}, {own.samples} samples in a vector"


def _units() -> list[list[str]]:
    from orbitcalc import units

    rows = []
    for name in sorted(units.known_units(), key=lambda name: (name.casefold(), name)):
        unit = units.unit(name)
        base = " ".join(f"{key}^{n}" if n != 1 else key for key, n in unit.dimension) or "1"
        offset = f" + {unit.offset!r}" if unit.offset else ""
        rows.append([name, f"{unit.scale!r} {base}{offset}"])
    return rows
