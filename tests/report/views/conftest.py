"""Fixtures of the views: two scenarios, and the command line."""

from __future__ import annotations

from tests.analysis.conftest import google, mccalip
from tests.cli.conftest import shell

__all__ = ["google", "mccalip", "shell"]
