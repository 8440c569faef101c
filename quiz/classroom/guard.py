"""Which requests come from a page of ours: an address is an address of this machine, not a name that somebody made up.

A page elsewhere can make a browser in the classroom connect to this machine, be it under a name that points here (DNS
rebinding). So the host has to be an IP address or this machine's own name, and the origin has to be that same host.
"""

from ipaddress import ip_address

__all__ = ["Guard", "own_names"]


def own_names() -> frozenset[str]:
    """What this machine calls itself, as it may be typed in a browser."""
    import socket

    name = socket.gethostname().casefold().rstrip(".")
    short = name.partition(".")[0]
    return frozenset(one for one in ("localhost", name, short, f"{short}.local") if one not in ("", ".local"))


class Guard:
    """Knows this machine's names."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def admits(self, host: str, origin: str | None = None) -> bool:
        """Whether a request with these headers may be answered; without an origin it is no page's."""
        return self.knows(host) and (origin is None or origin.casefold() == f"http://{host.casefold()}")

    def knows(self, host: str) -> bool:
        """Whether ``host`` (``name:port``) is this machine."""
        if len(host) > 255:
            return False
        name, colon, port = host.rpartition(":")
        if not colon or host.endswith("]"):
            name, port = host, ""
        if colon and port and not (port.isascii() and port.isdecimal()):
            return False
        name = name.casefold()
        if name in self._names:
            return True
        try:
            ip_address(name[1:-1] if name.startswith("[") and name.endswith("]") else name)
        except ValueError:
            return False
        return True
