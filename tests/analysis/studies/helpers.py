"""A study of one printed figure."""

from collections.abc import Callable
from pathlib import Path

HEAD = """schema = 1
extends = "plain-accounting"
it_power_per_satellite = "100 kW"
target_power = "1 GW"
"""
GOOD = """[published.count]
variable = "satellites_nameplate"
value = "10000"
tolerance = 0
reason = "a division"
locator = "page 1"
source = "suncatcher"
"""


Write = Callable[[str], Path]
