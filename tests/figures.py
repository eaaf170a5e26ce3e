"""Figures of the long checks, kept in a file by the commands that make them and read by a page of the docs."""

from __future__ import annotations

import json
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orbitcalc

FILE = Path(__file__).resolve().parents[1] / "docs" / "explanation" / "trust.json"


def read() -> dict[str, dict[str, Any]]:
    """The figures by check and entry."""
    return json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}


def record(check: str, entry: str, figures: dict[str, Any]) -> None:
    """Keep the figures of one entry of a check, with the day and the versions."""
    everything = read()
    about = {"date": f"{datetime.now(UTC):%Y-%m-%d}", "version": orbitcalc.__version__}
    everything.setdefault(check, {})[entry] = figures | about | {"python": platform.python_version()}
    FILE.write_text(json.dumps(everything, indent=1, sort_keys=True) + "\n", encoding="utf-8")
