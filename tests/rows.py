"""Tables in tests: many rows of one statement, tried in one test."""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import pytest


def for_each(names: str | tuple[str, ...], rows: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Call a test with each row and list the rows that fail, as `parametrize` does at the price of a test for each.

    For statements about everything that is declared, of which there are thousands; a row that takes a moment of its
    own, or that someone will want to run alone, is a test of its own.
    """
    columns = tuple(name.strip() for name in names.split(",")) if isinstance(names, str) else names
    table = [row if len(columns) > 1 else (row,) for row in rows]

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def together(**fixtures: Any) -> None:
            failures = []
            for row in table:
                try:
                    test(**fixtures, **dict(zip(columns, row, strict=True)))
                except (AssertionError, pytest.fail.Exception) as error:
                    failures.append(f"{_label(row)}: {error}")
                except Exception as error:
                    error.add_note(f"in the row {_label(row)}")
                    raise
            assert table, "no rows: the statement would hold of nothing"
            assert not failures, "\n".join([f"{len(failures)} of {len(table)} rows:", *failures])

        own = inspect.signature(test)
        rest = [parameter for name, parameter in own.parameters.items() if name not in columns]
        together.__signature__ = own.replace(parameters=rest)  # type: ignore[attr-defined]
        return together

    return decorate


def quick(names: Iterable[Any], *chosen: Any) -> list[Any]:
    """Cases for `parametrize`, of which the chosen ones run each time and the others with `make long`."""
    return [name if name in chosen else pytest.param(name, marks=pytest.mark.long) for name in names]


def _label(row: Iterable[Any]) -> str:
    """The values of a row, the first hundred characters of each."""
    return ", ".join(str(value)[:100] for value in row)
