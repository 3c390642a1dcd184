"""The statistics and measures, held against libraries and hand-made values."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest, bootstrap

from summitbot.evaluation.finding import ndcg
from summitbot.evaluation.stats import mcnemar, smallest_drop, upper_bound, wilson


@pytest.mark.parametrize(("lost", "won"), [(0, 0), (1, 0), (5, 0), (7, 3), (2, 9)])
def test_mcnemar_is_the_exact_binomial(lost: int, won: int) -> None:
    if lost + won == 0:
        assert mcnemar(0, 0) == 1.0
        return
    exact = binomtest(lost, lost + won, 0.5, alternative="greater").pvalue
    assert mcnemar(lost, won) == pytest.approx(exact)


@pytest.mark.parametrize(("k", "n"), [(0, 5), (5, 5), (19, 20), (96, 100)])
def test_the_interval_is_wilsons(k: int, n: int) -> None:
    theirs = binomtest(k, n).proportion_ci(method="wilson")
    assert wilson(k, n) == pytest.approx((theirs.low, theirs.high), abs=1e-6)


def test_the_bootstrap_agrees_with_scipys_where_clusters_are_single() -> None:
    rng = np.random.default_rng(1)
    values = rng.choice([-1.0, 0.0, 1.0], p=[0.2, 0.7, 0.1], size=200)
    ours = upper_bound({str(n): [v] for n, v in enumerate(values)})
    theirs = bootstrap(
        (values,), np.mean, alternative="less", n_resamples=5000, method="percentile", rng=rng
    ).confidence_interval.high
    assert ours == pytest.approx(theirs, abs=0.02)


def test_turns_of_one_source_count_as_one() -> None:
    lost = {str(n): [0.0] for n in range(40)} | {"one": [-1.0] * 5}
    apart = {str(n): [0.0] for n in range(40)} | {f"s{n}": [-1.0] for n in range(5)}
    assert upper_bound(lost) == 0.0
    assert upper_bound(apart) < 0


def test_the_smallest_drop_is_the_first_that_is_seen() -> None:
    fewest = smallest_drop(60)

    def bound(lost: int) -> float:
        return upper_bound({str(n): [-1.0 if n < lost else 0.0] for n in range(60)})

    assert bound(fewest) < 0
    assert bound(fewest - 1) == 0


@pytest.mark.parametrize(
    ("relevant", "value"),
    [
        ([True], 1.0),
        ([False, True], 0.63093),
        ([False] * 10 + [True], 0.0),
        ([True, False, True], 0.919721),
        ([], 0.0),
    ],
)
def test_ndcg(relevant: list[bool], value: float) -> None:
    assert ndcg(relevant, 10) == pytest.approx(value, abs=1e-5)
