"""Draws of uncertain values.

A draw depends on the seed, the name of the variable (or its place among the sorted names, for Sobol
points) and the number of the sample: not on chunks, jobs, the order of a file, or the outputs. Sobol points
are dealt out among several scrambles, independent of one another, whose results can be compared.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.correlation import Correlation
from orbitcalc.analysis.sampling.uncertain import Uncertain
from orbitcalc.evaluate import blocks

Method = Literal["random", "sobol"]

REPLICATES = 16
"""Independent scrambles of the Sobol sequence among which samples are dealt out: their spread is the sampling error."""


@dataclass
class Sampler:
    """Draws of the uncertain values of a scenario, from any sample on.

    Examples
    --------
    >>> import orbitcalc
    >>> from orbitcalc.analysis.sampling.uncertain import uncertain
    >>> inputs = uncertain(orbitcalc.load("baseline"), ["pmad_efficiency"])
    >>> whole = Sampler(inputs, seed=7).draw(0, 10)["pmad_efficiency"]
    >>> parts = [Sampler(inputs, seed=7).draw(start, 5)["pmad_efficiency"] for start in (0, 5)]
    >>> bool((whole == np.concatenate(parts)).all())
    True
    """

    inputs: tuple[Uncertain, ...]
    seed: int = 0
    method: Method = "random"
    correlation: Correlation | None = None
    _streams: dict[str, tuple[Any, int]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if self.correlation:  # of the inputs alone: others may have been left out since it was read
            self.correlation = self.correlation.among({item.name for item in self.inputs})

    def draw(self, start: int, count: int, names: Collection[str] | None = None) -> dict[str, Array]:
        """Samples `start` to `start + count` in SI, by name: of all inputs, or of the named ones only."""
        wanted = {item.name for item in self.inputs if names is None or item.name in names}
        needed = wanted | (self.correlation.beside(wanted) if self.correlation else set())
        return self.values(self.shares(start, count, needed), wanted)

    def shares(self, start: int, count: int, names: Collection[str]) -> dict[str, Array]:
        """The even numbers between 0 and 1 behind the named inputs."""
        if self.method == "sobol":
            return self._sobol(start, count, names)
        return {name: self._random(name, start, count) for name in names}

    def values(self, shares: Mapping[str, Array], wanted: Collection[str]) -> dict[str, Array]:
        """Values in SI of the wanted inputs, for the even numbers between 0 and 1 behind them."""
        normals = self.correlation.normals(shares, wanted) if self.correlation else {}
        return {
            item.name: item.draw_from_normal(normals[item.name])
            if item.name in normals
            else item.draw(shares[item.name])
            for item in self.inputs
            if item.name in wanted
        }

    def pairs(self, count: int) -> Iterator[tuple[int, dict[str, Array], dict[str, Array]]]:
        """The points A and B of Sobol indices: scrambled Sobol points, block by block, with their first row."""
        from scipy.stats import qmc

        names = [item.name for item in self.inputs]
        engine = qmc.Sobol(2 * len(names), scramble=True, rng=np.random.default_rng(self.seed))
        for part in blocks(count):
            points = np.ascontiguousarray(engine.random(part.stop - part.start).T)
            a, b = (self.values(dict(zip(names, half, strict=True)), names) for half in np.split(points, 2))
            yield part.start, a, b

    def _random(self, name: str, start: int, count: int) -> Array:
        """A stream for each name, which can be entered at any sample."""
        generator, at = self._streams.get(name, (None, -1))
        if at != start:
            bits = self.stream(name)
            bits.advance(start)
            generator = np.random.Generator(bits)
        self._streams[name] = (generator, start + count)
        return np.asarray(generator.random(count))

    def stream(self, name: str) -> np.random.PCG64DXSM:
        """The generator of an input, before its first sample."""
        sequence = np.random.SeedSequence(self.seed, spawn_key=(zlib.crc32(name.encode()),))
        return np.random.PCG64DXSM(sequence)

    def _sobol(self, start: int, count: int, names: Collection[str]) -> dict[str, Array]:
        """Points in as many dimensions as there are inputs, whichever of them are wanted.

        Sample i is point i // REPLICATES of the scramble i % REPLICATES: any run of samples has a share of each.
        """
        points = np.empty((count, len(self.inputs)))
        for scramble in range(min(REPLICATES, start + count)):
            first = (start - scramble + REPLICATES - 1) // REPLICATES if start > scramble else 0
            places = slice(scramble + first * REPLICATES - start, count, REPLICATES)
            if wanted := len(range(count)[places]):
                points[places] = self._scrambled(scramble, first, wanted)
        columns = {item.name: index for index, item in enumerate(self.inputs) if item.name in names}
        return {name: np.ascontiguousarray(points[:, index]) for name, index in columns.items()}

    def _scrambled(self, scramble: int, first: int, count: int) -> Array:
        """Points of one scramble of the Sobol sequence, from any point on."""
        from scipy.stats import qmc

        key = f"scramble {scramble}"
        engine, at = self._streams.get(key, (None, -1))
        if at != first:
            seeds = np.random.SeedSequence(self.seed, spawn_key=(scramble,))
            engine = qmc.Sobol(len(self.inputs), scramble=True, rng=np.random.default_rng(seeds))
            if first:
                engine.fast_forward(first)
        # SciPy warns of a first draw that is no power of two; a first point alone is one
        pieces = (count,) if count & (count - 1) == 0 else (1, count - 1)
        points = np.concatenate([engine.random(piece) for piece in pieces])
        self._streams[key] = (engine, first + count)
        return np.asarray(points)
