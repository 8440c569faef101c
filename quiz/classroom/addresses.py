"""This machine's addresses on its networks, those that a phone can reach first. The standard library only.

No library call lists interfaces, so the system is asked by ``ctypes``: getifaddrs(3) on Linux, macOS and the BSDs,
GetAdaptersAddresses on Windows. Where that fails, the address of the usual route has to do.
"""

import ctypes
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from enum import IntEnum
from ipaddress import AddressValueError, IPv4Address
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Address", "Sort", "best_first", "found", "in_wsl", "sort_of"]


class Sort(IntEnum):
    """What a phone can do with an address; the best first."""

    LAN = 0
    """A private network: the class's Wi-Fi, a hotspot, a cable."""
    OTHER = 1
    """An address that could be anybody's: some schools have such."""
    VIRTUAL = 2
    """Between this machine and itself, or a network of its own making: virtual machines, containers, tunnels."""
    LINK = 3
    """169.254: the network gave no address."""
    LOOPBACK = 4


class Address(NamedTuple):
    """An address and where it is."""

    ip: str
    interface: str
    """The system's name of the interface; on Windows the one that a person sees."""
    sort: Sort


_PRIVATE = tuple(
    (int(IPv4Address(start)), bits)
    for start, bits in (("10.0.0.0", 8), ("172.16.0.0", 12), ("192.168.0.0", 16), ("100.64.0.0", 10))
)
_VIRTUAL = (
    "docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "virtualbox", "vmware", "vethernet", "hyper-v", "wsl",
    "tun", "tap", "utun", "wg", "tailscale", "zt", "zerotier", "ppp", "ipsec", "lxc", "lxd", "cni", "flannel", "cali",
    "podman", "bridge1", "awdl", "llw", "gif", "stf", "anpi", "hamachi", "npcap", "loopback",
)  # fmt: skip
"""How interfaces that are not of hardware begin, as systems and programs name them."""
_HOTSPOTS = ("192.168.137.", "192.168.2.1", "10.42.0.", "172.20.10.", "192.168.43.")
"""Where Windows, macOS, Linux, iPhones and Android phones put a hotspot's network."""


def sort_of(ip: str, interface: str) -> Sort:
    """What ``ip`` at ``interface`` is good for."""
    number = int(IPv4Address(ip))
    if number >> 24 == 127:
        return Sort.LOOPBACK
    if number >> 16 == 0xA9FE:
        return Sort.LINK
    name = interface.casefold()
    if not ip.startswith(_HOTSPOTS) and any(name.startswith(one) or f"({one}" in name for one in _VIRTUAL):
        return Sort.VIRTUAL
    private = any(number >> (32 - bits) == start >> (32 - bits) for start, bits in _PRIVATE)
    return Sort.LAN if private else Sort.OTHER


def found() -> tuple[Address, ...]:
    """All addresses of interfaces that are up, the best first; that of the usual route leads its sort."""
    usual = _usual()
    listed: list[tuple[str, str]] = []
    with suppress(OSError, AttributeError, ValueError):  # a system that has neither call
        listed = list(_windows() if sys.platform == "win32" else _posix())
    if usual and usual not in [ip for ip, _name in listed]:
        listed.append((usual, ""))
    if not listed:
        with suppress(OSError):
            listed = [(ip, "") for ip in socket.gethostbyname_ex(socket.gethostname())[2]]
    addresses = []
    for ip, name in dict(listed).items():
        with suppress(AddressValueError):
            addresses.append(Address(ip, name, sort_of(ip, name)))
    return tuple(sorted(addresses, key=lambda one: (one.sort, one.ip != usual)))


def best_first() -> tuple[str, ...]:
    """Addresses that a phone may reach, the best first."""
    return tuple(one.ip for one in found() if one.sort not in (Sort.LINK, Sort.LOOPBACK))


def in_wsl() -> bool:
    """Whether this is Linux inside Windows, whose addresses a phone cannot reach."""
    if sys.platform != "linux":
        return False
    try:
        return "microsoft" in Path("/proc/sys/kernel/osrelease").read_text("ascii", "replace").casefold()
    except OSError:
        return False


def _usual() -> str:
    """The address from which this machine would send to the internet. Nothing is sent: it only looks up the route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # an address for documentation, RFC 5737
        return str(probe.getsockname()[0])
    return ""


# POSIX: struct ifaddrs, the same on Linux (glibc, musl), macOS and the BSDs as far as it is read here


class _Ifaddrs(ctypes.Structure):
    pass


_Ifaddrs._fields_ = [
    ("next", ctypes.POINTER(_Ifaddrs)),
    ("name", ctypes.c_char_p),
    ("flags", ctypes.c_uint),
    ("addr", ctypes.c_void_p),
]

_UP = 0x1


def _posix() -> Iterator[tuple[str, str]]:
    """(IPv4 address, interface) of each that is up."""
    libc = ctypes.CDLL(None, use_errno=True)
    first = ctypes.POINTER(_Ifaddrs)()
    libc.getifaddrs.argtypes = [ctypes.POINTER(ctypes.POINTER(_Ifaddrs))]
    libc.freeifaddrs.argtypes = [ctypes.POINTER(_Ifaddrs)]
    if libc.getifaddrs(ctypes.byref(first)):
        raise OSError(ctypes.get_errno(), "getifaddrs")
    try:
        at = first
        while at:
            one = at.contents
            ip = _ipv4(one.addr) if one.addr and one.flags & _UP else ""
            if ip:
                yield ip, (one.name or b"").decode("utf-8", "replace")
            at = one.next
    finally:
        libc.freeifaddrs(first)


def _ipv4(place: int) -> str:
    """The address in a sockaddr; empty for another family. BSD systems keep its length before the family."""
    head = ctypes.string_at(place, 2)
    linux = sys.platform in ("linux", "win32", "cygwin") or sys.platform.startswith(("android", "sunos"))
    family = int.from_bytes(head, sys.byteorder) if linux else head[1]
    return socket.inet_ntoa(ctypes.string_at(place + 4, 4)) if family == socket.AF_INET else ""


# Windows: IP_ADAPTER_ADDRESSES_LH as far as it is read here


class _Unicast(ctypes.Structure):
    pass


_Unicast._fields_ = [
    ("length", ctypes.c_ulong),
    ("flags", ctypes.c_ulong),
    ("next", ctypes.POINTER(_Unicast)),
    ("addr", ctypes.c_void_p),
    ("addr_length", ctypes.c_int),
]


class _Adapter(ctypes.Structure):
    pass


_Adapter._fields_ = [
    ("length", ctypes.c_ulong),
    ("index", ctypes.c_ulong),
    ("next", ctypes.POINTER(_Adapter)),
    ("name", ctypes.c_char_p),
    ("unicast", ctypes.POINTER(_Unicast)),
    ("anycast", ctypes.c_void_p),
    ("multicast", ctypes.c_void_p),
    ("dns_server", ctypes.c_void_p),
    ("dns_suffix", ctypes.c_wchar_p),
    ("description", ctypes.c_wchar_p),
    ("friendly_name", ctypes.c_wchar_p),
    ("physical", ctypes.c_ubyte * 8),
    ("physical_length", ctypes.c_ulong),
    ("adapter_flags", ctypes.c_ulong),
    ("mtu", ctypes.c_ulong),
    ("kind", ctypes.c_ulong),
    ("status", ctypes.c_int),
]

_STATUS_UP = 1
_SKIP = 0x2 | 0x4 | 0x8  # anycast, multicast, name servers
_BUFFER_FULL = 111
_TUNNEL = 131
_MADE_UP = ("virtualbox", "vmware", "hyper-v", "wsl", "tap-", "wintun", "wireguard", "tailscale", "zerotier", "npcap")


def _windows() -> Iterator[tuple[str, str]]:
    """(IPv4 address, name) of each adapter that is up; a made-up one has its maker in the name."""
    lookup: Any = ctypes.WinDLL("iphlpapi").GetAdaptersAddresses  # type: ignore[attr-defined,unused-ignore]
    size = ctypes.c_ulong(16 * 1024)
    for _try in range(4):  # it may grow between two calls
        buffer = ctypes.create_string_buffer(size.value)
        error = lookup(socket.AF_INET, _SKIP, None, buffer, ctypes.byref(size))
        if error != _BUFFER_FULL:
            break
    if error:
        raise OSError(error, "GetAdaptersAddresses")
    at = ctypes.cast(buffer, ctypes.POINTER(_Adapter))
    while at:
        one = at.contents
        made_up = one.kind == _TUNNEL or any(word in (one.description or "").casefold() for word in _MADE_UP)
        name = f"vEthernet {one.friendly_name}" if made_up else one.friendly_name or ""
        address = one.unicast
        while address and one.status == _STATUS_UP:
            ip = _ipv4(address.contents.addr)
            if ip:
                yield ip, name
            address = address.contents.next
        at = one.next
