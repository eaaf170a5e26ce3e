"""Addresses: a scenario, or a live page that holds one, with what differs from it after '?' or '#'.

`google-1gw?launch_price=500 USD_2025/kg&altitude=700 km`, `page.html#launch_price=500%20USD_2025/kg`. An address comes
from anywhere: only values are read from it, and they are checked as those of `--set` are.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from orbitcalc.errors import ScenarioError, did_you_mean
from orbitcalc.regular import read_regular

MOST_BYTES = 5_000_000
"""Length of a page that is read, and of its data when unpacked."""

PAGE_FORMAT = "orbitcalc.page/1"
"""The data of a live page."""

SCENARIO, AGAINST = "scenario", "against"
"""Keys of a page's address that are no variables: the scenario it shows, and the plan it is compared with."""

_DATA = re.compile(r'<script type="text/plain" id="data">([A-Za-z0-9+/=\s]*)</script>')
_PAGE = re.compile(r"(.+\.html?)(?:[#?](.*))?", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Address:
    """A scenario by its name or its content, and texts of values by name."""

    base: str
    values: Mapping[str, str] = field(default_factory=dict)
    content: Mapping[str, Any] | None = None


def read_address(text: str) -> Address:
    """The scenario and the values of an address; a plain name or path of a file has no values.

    Raises
    ------
    ScenarioError
        If it cannot be read, or is a page that holds no scenario of that name.
    """
    page = _PAGE.fullmatch(text)
    if page and not ("?" in page[1] or "#" in page[1]):
        values = read_values(page[2] or "")
        return _of_page(Path(page[1]), values)
    base, mark, rest = text.partition("?")
    return Address(text) if not mark or Path(text).is_file() else Address(base, _plain(read_values(rest)))


def read_values(text: str) -> dict[str, str]:
    """NAME=VALUE texts joined by '&', percent-decoded; a plus sign is a plus sign.

    Examples
    --------
    >>> read_values("launch_price=500%20USD_2025/kg&launch_growth=+0.5 1/yr")
    {'launch_price': '500 USD_2025/kg', 'launch_growth': '+0.5 1/yr'}
    """
    values = {}
    for part in filter(None, text.split("&")):
        name, equals, value = part.partition("=")
        if not equals or not name.strip():
            raise ScenarioError(f"address: '{part}' is not NAME=VALUE", hint="such as altitude=700 km, joined by '&'")
        values[unquote(name).strip()] = unquote(value)
    return values


def _plain(values: Mapping[str, str]) -> dict[str, str]:
    """The values of variables, without what concerns a page alone."""
    return {name: value for name, value in values.items() if name not in (SCENARIO, AGAINST)}


def _of_page(path: Path, values: Mapping[str, str]) -> Address:
    """The scenario that a page shows: the one named in its address, or its first."""
    scenarios = _page_scenarios(path)
    wanted = values.get(SCENARIO, next(iter(scenarios)))
    if wanted not in scenarios:
        hint = did_you_mean(wanted, scenarios) or f"it has {', '.join(scenarios)}"
        raise ScenarioError(f"no scenario '{wanted}' in {path.name}", hint=hint)
    content = scenarios[wanted]
    return Address(wanted if content is None else str(path), _plain(values), content)


def _page_scenarios(path: Path) -> dict[str, Mapping[str, Any] | None]:
    """The scenarios of a page by name, None for a shipped one, which its name gives."""
    try:
        match = _DATA.search(read_regular(path, MOST_BYTES)[:MOST_BYTES].decode("utf-8", errors="replace"))
        data = json.loads(_unpacked(match[1])) if match else {}
        if data["format"] != PAGE_FORMAT:
            raise KeyError("format")
        rows = [(str(item["name"]), item["file"]) for item in data["scenarios"]]
        return {name: None if content is None else _own(name, content) for name, content in rows}
    except OSError as error:
        raise ScenarioError(f"cannot read {path}: {error.strerror}") from error
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError, zlib.error) as error:
        raise ScenarioError(
            f"{path} is not a live page of this version", hint="'orbitcalc explore SCENARIO -o page.html' writes one"
        ) from error


def _unpacked(text: str) -> bytes:
    """The compressed data of a page; one that is longer than any page is cut, and so not read."""
    return zlib.decompressobj(wbits=31).decompress(base64.b64decode(text), MOST_BYTES)


def _own(name: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """A scenario of a page as data: it is complete, and reads no other file."""
    return {key: value for key, value in content.items() if key not in ("extends", "unset")} | {"name": name}
