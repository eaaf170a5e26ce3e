"""Drawings as SVG: what they share is in `axes`; `bars` and `lines` hold the kinds of charts."""
