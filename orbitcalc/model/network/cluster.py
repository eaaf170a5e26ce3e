"""Satellites that compute together: the traffic between them, and their spacing."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule

link_dimensions = parameter(
    "2",
    "Dimensions of the torus that the links between satellites form",
    low="2",
    high="3",
    bounds=("1", "6"),
    role="lever",
    source="van-berkel-2026",
    note="a planar cluster links in two; three need longer links",
)
cluster_radius = parameter(
    "1 km",
    "Radius of one close cluster of satellites",
    low="0.5 km",
    high="2 km",
    bounds=("1 m", "1000 km"),
    role="lever",
    source="suncatcher",
)
cluster_spacing = parameter(
    "100 m",
    "Smallest distance between the satellites of a close cluster",
    low="100 m",
    high="200 m",
    bounds=("1 m", "100 km"),
    role="lever",
    source="suncatcher",
)


@rule("Gbit/s", "Traffic between satellites per accelerator at work")
def link_demand(link_intensity: Array, accelerator_performance: Array, arithmetic_utilisation: Array) -> Array:
    return link_intensity * accelerator_performance * arithmetic_utilisation


@rule("1", "Satellites in a planar cluster at that spacing, in the densest lattice")
def cluster_capacity(cluster_radius: Array, cluster_spacing: Array) -> Array:
    """Area of the disc over one cell of the hexagonal lattice, sqrt(3) / 2 of the spacing squared."""
    return 2.0 * np.pi / np.sqrt(3.0) * (cluster_radius / cluster_spacing) ** 2


@rule("Gbit/s", "Traffic between satellites that the accelerators of one satellite need")
def link_traffic(link_demand: Array, accelerators_per_satellite: Array) -> Array:
    return link_demand * accelerators_per_satellite


@rule("1", "Capacity of the links between satellites over the traffic of the accelerators")
def link_capacity(link_total_rate: Array, link_traffic: Array) -> Array:
    """Without limit where the accelerators exchange nothing, whether there are links or not."""
    exchanged = link_traffic > 0.0
    return np.where(exchanged, link_total_rate / np.where(exchanged, link_traffic, np.nan), np.inf)


@rule("1", "Parallel efficiency of a job spread over satellites, as limited by the links")
def network_efficiency(link_capacity: Array) -> Array:
    return np.minimum(link_capacity, 1.0)
