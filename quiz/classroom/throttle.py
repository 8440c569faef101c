"""Guesses are counted: wrong codes and tokens, per address. Time comes in as an argument, in seconds."""

from collections import OrderedDict
from ipaddress import IPv6Address, ip_address

__all__ = ["Bucket", "Throttle", "guesses", "network_of"]

_ADDRESSES = 4096
"""Addresses remembered at once. Whoever owns more of them than this is not in a classroom."""


class Bucket:
    """So many at once, then one every ``seconds``."""

    __slots__ = ("at", "left", "most", "seconds")

    def __init__(self, most: int, seconds: float, at: float) -> None:
        self.most, self.seconds, self.at = most, seconds, at
        self.left = float(most)

    def refill(self, at: float) -> None:
        """Bring it up to date."""
        self.left = min(self.most, self.left + max(0.0, at - self.at) / self.seconds)
        self.at = at

    def take(self, at: float) -> bool:
        """Take one; False if there is none."""
        self.refill(at)
        if self.left < 1:
            return False
        self.left -= 1
        return True


class Throttle:
    """A bucket per address. Those that are full again are forgotten."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def spent(self, address: str, at: float) -> bool:
        """Whether ``address`` has used up its tries. Costs none."""
        found = self._buckets.get(network_of(address))
        if found is None:
            return False
        found.refill(at)
        return found.left < 1

    def take(self, address: str, at: float) -> bool:
        """Count a try; False if there was none left."""
        network = network_of(address)
        found = self._buckets.get(network)
        if found is None:
            self._forget(at)
            found = self._buckets[network] = Bucket(self._most, self._seconds, at)
        self._buckets.move_to_end(network)
        return found.take(at)

    def _forget(self, at: float) -> None:
        """Make room: the one that was quiet for longest, and any before it that have nothing against them."""
        while self._buckets:
            oldest = next(iter(self._buckets.values()))
            oldest.refill(at)
            if oldest.left < self._most and len(self._buckets) < _ADDRESSES:
                return
            self._buckets.popitem(last=False)


def network_of(address: str) -> str:
    """What is throttled together: an IPv4 address, or the /64 that one IPv6 host has to itself."""
    if ":" not in address:
        return address
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped) if mapped else found.exploded[:19]
    return address


def guesses() -> Throttle:
    """For wrong codes and tokens: a class that mistypes gets through, a program that tries them all does not."""
    return Throttle(30, 2.0)
