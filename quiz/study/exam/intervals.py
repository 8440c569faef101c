"""Estimates with 95% intervals, and the distribution functions that they need; plain Python."""

from math import atanh, exp, inf, lgamma, log, log1p, sqrt, tanh
from typing import NamedTuple

__all__ = ["Estimate", "beta_cdf", "f_quantile", "feldt", "fisher", "wilson"]

_Z = 1.959963984540054
"""Quantile of the normal distribution at 0.975."""
_TAIL = 0.025


class Estimate(NamedTuple):
    """A figure and the ends of its 95% interval."""

    value: float
    low: float
    high: float


def wilson(mean: float, n: int) -> Estimate:
    """Of a share: the score interval (Wilson 1927, JASA 22:209–212).

    For a mean of partial credits it is too wide rather than too narrow: no variable between 0 and 1 varies more
    than one that is either. ``n`` is at least 1.
    """
    spread = _Z * sqrt(mean * (1 - mean) / n + _Z * _Z / (4 * n * n))
    centre, scale = mean + _Z * _Z / (2 * n), 1 + _Z * _Z / n
    return Estimate(
        mean, max(0.0, min(mean, (centre - spread) / scale)), min(1.0, max(mean, (centre + spread) / scale))
    )


def fisher(correlation: float, n: int) -> Estimate:
    """Of a correlation over ``n`` > 3 pairs: normal after the transformation of Fisher (1921, Metron 1:3–32)."""
    if abs(correlation) >= 1:
        return Estimate(correlation, correlation, correlation)
    centre, spread = atanh(correlation), _Z / sqrt(n - 3)
    return Estimate(correlation, tanh(centre - spread), tanh(centre + spread))


def feldt(alpha: float, people: int, questions: int) -> Estimate:
    """Of Cronbach's alpha or KR-20: (1 − ρ)/(1 − α) is distributed as F (Feldt 1965, Psychometrika 30:357–370).

    Degrees of freedom are n − 1 and (n − 1)(k − 1), both at least 1.
    """
    first, second = people - 1, (people - 1) * (questions - 1)
    low = 1 - (1 - alpha) * f_quantile(1 - _TAIL, first, second)
    return Estimate(alpha, low, 1 - (1 - alpha) * f_quantile(_TAIL, first, second))


def f_quantile(probability: float, first: int, second: int) -> float:
    """The value below which an F variable stays with ``probability`` (between 0 and 1), by bisection."""
    low, high = 0.0, 1.0  # of d1·f / (d1·f + d2), which has a beta distribution
    for _turn in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if beta_cdf(middle, first / 2, second / 2) < probability:
            low = middle
        else:
            high = middle
    share = (low + high) / 2
    return second * share / (first * (1 - share)) if share < 1 else inf


def beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Abramowitz & Stegun 1964, 26.5.8)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # beyond it the fraction of the other tail converges faster
        return 1 - beta_cdf(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    return front * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction, from its front (Lentz 1976, Applied Optics 15:668–671)."""
    tiny = 1e-300
    below = 1 / ((1 - (a + b) * x / (a + 1)) or tiny)
    above, found = 1.0, below
    for m in range(1, 100_000):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            below = 1 / ((1 + term * below) or tiny)
            above = (1 + term / above) or tiny
            found *= below * above
        if abs(below * above - 1) < 1e-15:
            break
    return found
