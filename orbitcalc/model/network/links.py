"""Optical links between satellites: received light and data rate."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule
from orbitcalc.physics import diffraction, links

link_terminals = parameter(
    "4",
    "Optical terminals on one satellite",
    low="2",
    high="8",
    bounds=("0", "100"),
    role="lever",
    source="suncatcher",
    note="a planar lattice has four nearest neighbours",
    aliases=("isl", "laser_terminals"),
    roles=("decision",),
)
link_terminal_mass = parameter(
    "15 kg",
    "Mass of one optical terminal",
    low="5 kg",
    high="30 kg",
    bounds=("0 kg", "500 kg"),
    source="assumption",
    note="terminals on the market weigh 10 to 20 kg with their modem (general knowledge, not re-read)",
)
link_terminal_power = parameter(
    "80 W",
    "Power of one optical terminal",
    low="30 W",
    high="150 W",
    bounds=("0 W", "10 kW"),
    source="assumption",
    note="terminals on the market take 40 to 100 W (general knowledge, not re-read)",
)
link_terminal_price = parameter(
    "0.2 MUSD_2025",
    "Price of one optical terminal",
    low="0.06 MUSD_2025",
    high="0.5 MUSD_2025",
    bounds=("0 MUSD_2025", "50 MUSD_2025"),
    source="laser-terminals-2019",
    note="0.1 million for a cubesat terminal in the source, several times that in small numbers; a Starlink of 0.8 "
    "million has three",
)
link_distance = parameter(
    "1 km",
    "Distance between linked satellites",
    low="0.1 km",
    high="5 km",
    bounds=("1 m", "10000 km"),
    role="lever",
    source="suncatcher",
)
link_aperture = parameter(
    "0.1 m",
    "Aperture of the link telescopes",
    low="0.05 m",
    high="0.2 m",
    bounds=("1 mm", "5 m"),
    role="lever",
    source="suncatcher",
    aliases=("telescope_diameter",),
    roles=("decision",),
)
link_wavelength = parameter(
    "1550 nm",
    "Wavelength of the links",
    low="1530 nm",
    high="1565 nm",
    bounds=("300 nm", "20000 nm"),
    role="constant",
    source="suncatcher",
)
link_transmit_power = parameter(
    "5 W",
    "Optical transmit power of one terminal",
    low="1 W",
    high="10 W",
    bounds=("0.001 W", "1000 W"),
    role="lever",
    source="suncatcher",
    note="as printed in the paper; 0.1 W to 1 W suffices at shorter distances",
    roles=("decision",),
)
link_loss_factor = parameter(
    "0.4",
    "Share of the captured light left after optical, pointing and implementation losses",
    low="0.1",
    high="0.7",
    bounds=("1e-6", "1"),
    source="tbird",
    note="about 4 dB; 3 to 12 dB with both apertures",
)
photons_per_bit = parameter(
    "71 1/bit",
    "Received photons needed per bit",
    low="30 1/bit",
    high="200 1/bit",
    bounds=("1 1/bit", "1e5 1/bit"),
    source="suncatcher",
    note="71 and 196 are printed in the link budget; 10 to 30 is coherent detection near its limit",
)
link_aperture_efficiency = parameter(
    "0.8",
    "Aperture efficiency of one telescope, which counts at both ends",
    low="0.55",
    high="0.82",
    bounds=("0.01", "1"),
    source="suncatcher",
    note="a truncated Gaussian beam reaches 0.81, less behind a secondary mirror (general knowledge, not re-read)",
)
link_channels = parameter(
    "24",
    "Wavelength channels of one terminal",
    low="1",
    high="32",
    bounds=("1", "1000"),
    role="lever",
    source="suncatcher",
    note="at 100 GHz spacing; 32 at 75 GHz",
    aliases=("dwdm",),
    roles=("decision",),
)
link_channel_rate = parameter(
    "400 Gbit/s",
    "Data rate of one channel's modem",
    low="100 Gbit/s",
    high="800 Gbit/s",
    bounds=("1 kbit/s", "1000 Tbit/s"),
    source="suncatcher",
    note="100 Gbit/s is a Starlink terminal",
)


@rule("kg", "Mass of the links of one satellite", label="links", adds_to=("equipment_mass",))
def link_mass(link_terminals: Array, link_terminal_mass: Array) -> Array:
    return link_terminals * link_terminal_mass


@rule("W", "Power of the links of one satellite")
def link_power(link_terminals: Array, link_terminal_power: Array) -> Array:
    return link_terminals * link_terminal_power


@rule("1", "Captured over transmitted light, near field included", tabulated=True)
def link_captured_fraction(link_aperture: Array, link_wavelength: Array, link_distance: Array) -> Array:
    radius = 0.5 * link_aperture
    return diffraction.near_field_fraction(diffraction.fresnel_number(radius, link_wavelength, link_distance))


@rule("uW", "Optical power received by one terminal")
def link_received_power(
    link_transmit_power: Array, link_captured_fraction: Array, link_aperture_efficiency: Array, link_loss_factor: Array
) -> Array:
    return link_transmit_power * link_captured_fraction * link_aperture_efficiency**2 * link_loss_factor


@rule("km", "Confocal distance, to which a beam keeps the width of its aperture")
def link_confocal_reach(link_aperture: Array, link_wavelength: Array) -> Array:
    return diffraction.confocal_reach(0.5 * link_aperture, link_wavelength)


@rule("Tbit/s", "Modem data rate of one terminal")
def link_modem_rate(link_channels: Array, link_channel_rate: Array) -> Array:
    return link_channels * link_channel_rate


@rule(
    "Tbit/s",
    "Data rate of one link, limited by the received light and the modems",
    aliases=("bandwidth", "crosslink"),
)
def link_rate(
    link_received_power: Array,
    photons_per_bit: Array,
    link_wavelength: Array,
    link_modem_rate: Array,
    planck: Array,
    speed_of_light: Array,
) -> Array:
    bit_energy = photons_per_bit * planck * speed_of_light / link_wavelength
    return np.minimum(link_received_power / bit_energy, link_modem_rate)


@rule("1", "Gain of one link telescope")
def link_antenna_gain(link_aperture: Array, link_wavelength: Array, link_aperture_efficiency: Array) -> Array:
    return links.antenna_gain(link_aperture, link_wavelength, link_aperture_efficiency)


@rule("m", "Radius of the beam's first dark ring at the linked satellite, in the far field")
def link_spot_radius(link_aperture: Array, link_wavelength: Array, link_distance: Array) -> Array:
    return links.spot_radius(link_aperture, link_wavelength, link_distance)


@rule("urad", "Angle from the beam's axis to its first dark ring")
def link_divergence(link_spot_radius: Array, link_distance: Array) -> Array:
    return link_spot_radius / link_distance


@rule("uW", "Received optical power at which one terminal reaches its modem rate")
def link_power_needed(
    link_modem_rate: Array, photons_per_bit: Array, link_wavelength: Array, planck: Array, speed_of_light: Array
) -> Array:
    return link_modem_rate * photons_per_bit * planck * speed_of_light / link_wavelength


@rule(
    "km",
    "Range at which one terminal still reaches its modem rate",
    tabulated=True,
    no_value="the modems need a larger share of the light than a collimated beam delivers at any distance",
)
def link_reach(
    link_power_needed: Array,
    link_transmit_power: Array,
    link_aperture_efficiency: Array,
    link_loss_factor: Array,
    link_aperture: Array,
    link_wavelength: Array,
) -> Array:
    share = link_power_needed / (link_transmit_power * link_aperture_efficiency**2 * link_loss_factor)
    return diffraction.range_of_fraction(share, link_aperture, link_wavelength)


@rule("Tbit/s", "Capacity of all links of one satellite")
def link_total_rate(link_rate: Array, link_terminals: Array) -> Array:
    return link_rate * link_terminals
