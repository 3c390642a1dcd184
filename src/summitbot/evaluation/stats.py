"""Paired tests of two runs over the same turns: a bootstrap over clusters, and McNemar's exact test.

Turns about the same source fall together when it changes, so whole clusters are drawn (Cameron, Gelbach and
Miller 2008), with a fixed seed: the same two runs always get the same verdict. `tests/test_evaluation_stats.py`
holds both against scipy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import comb, sqrt

import numpy as np

SEED, DRAWS, ALPHA = 20180612, 2000, 0.05
# A mean that moved by less than this is no drop that a reader would meet, however sure it is.
LEAST = 0.01
# With fewer clusters a bootstrap's bound says nothing: one lost of one would be certain.
FEWEST = 10


def upper_bound(differences: Mapping[str, Sequence[float]]) -> float:
    """The one-sided 95 % upper bound of the mean difference (now − then), by cluster.

    Below 0, the run is worse by more than the choice of questions explains.
    """
    rows = [differences[name] for name in sorted(differences)]
    sums = np.array([sum(row) for row in rows], dtype=float)
    sizes = np.array([len(row) for row in rows], dtype=float)
    draws = np.random.default_rng(SEED).integers(0, len(rows), size=(DRAWS, len(rows)))
    means = sums[draws].sum(axis=1) / sizes[draws].sum(axis=1)
    return float(np.quantile(means, 1 - ALPHA))


def mcnemar(lost: int, won: int) -> float:
    """One-sided exact p (McNemar 1947, exact form): so many lost, or more, of those that changed, by chance."""
    changed = lost + won
    return float(sum(comb(changed, k) for k in range(lost, changed + 1)) / 2**changed)


def smallest_drop(clusters: int) -> int:
    """The fewest clusters that must each lose a case, none being won, before `upper_bound` is below 0."""
    for lost in range(1, clusters + 1):
        if (1 - lost / clusters) ** clusters < ALPHA:
            return lost
    return clusters


def wilson(k: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share, k of n (Wilson 1927): it holds near 0 and 1 too. (0, 1) for none."""
    if not n:
        return 0.0, 1.0
    z, p = 1.959964, k / n
    middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n))
