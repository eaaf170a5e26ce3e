"""Numbers as tables print them."""

import math

_LARGEST = 1e12
_SMALLEST = 1e-3


def number(value: float, digits: int = 4) -> str:
    """A number with `digits` significant digits, thousands grouped; whole numbers in full.

    Examples
    --------
    >>> number(12312.4), number(0.96142), number(1.2e-5)
    ('12,312', '0.9614', '1.200e-05')
    """
    if not math.isfinite(value):
        return "n/a" if math.isnan(value) else ("inf" if value > 0 else "-inf")
    if value == 0.0:
        return "0"
    size = abs(value)
    if size < _SMALLEST or size >= max(_LARGEST, 10 ** (digits - 1)):
        return f"{value:.{digits - 1}e}"
    if size >= 10 ** (digits - 1):
        return f"{value:,.0f}"
    decimals = max(0, digits - 1 - math.floor(math.log10(size)))
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
