"""Drawings as SVG: what they share is in `axes`; `bars`, `marks` and `areas` hold the kinds of charts."""
