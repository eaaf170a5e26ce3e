"""Progress of a long run on standard error, only where that is a terminal."""

from __future__ import annotations

import sys
import time
from types import TracebackType

BAR = 28
EVERY = 0.1
"""Seconds between two updates."""


class Progress:
    """One line that is written over: what is done at first; share, rate and time left once it is called with them."""

    def __init__(self, label: str, shown: bool) -> None:
        self.label = label
        self.shown = shown and sys.stderr is not None and sys.stderr.isatty()
        self.done = self.total = 0
        self._began = self._told = time.monotonic()
        self._first = -1
        self._width = 0

    def __enter__(self) -> Progress:
        self._write(f"{self.label} ...")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write("")

    def __call__(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        now = time.monotonic()
        if self._first < 0:
            self._first, self._began = done, now
        if self.shown and now - self._told >= EVERY:
            self._told = now
            self._write(self._line(now - self._began))

    def _line(self, seconds: float) -> str:
        share = self.done / self.total
        bar = ("#" * round(BAR * share)).ljust(BAR, "-")
        rate = (self.done - self._first) / seconds if seconds > 0.0 else 0.0
        left = f"{rate:,.0f}/s, {span((self.total - self.done) / rate)} left" if rate else ""
        return f"{self.label} [{bar}] {share:.0%} of {self.total:,}  {left}"

    def _write(self, line: str) -> None:
        if self.shown and (line or self._width):
            sys.stderr.write("\r" + line.ljust(self._width) + ("" if line else "\r"))
            sys.stderr.flush()
            self._width = len(line)


def span(seconds: float) -> str:
    """A duration in words."""
    if seconds < 60.0:
        return f"{seconds:.0f} s" if seconds >= 10.0 else f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
