"""A file of named sections whose entries are read one bucket at a time.

Opening costs the same whether the file holds a hundred entries or a hundred thousand: the head names each
section's buckets, and an entry's bucket is known from its key. Every bucket carries its own checksum.
Values are what :mod:`marshal` knows; the file is our own cache, never data from elsewhere.
"""

import marshal
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar
from zlib import crc32

__all__ = ["DamagedError", "Section", "Sections", "pack"]

T = TypeVar("T")
_BUCKET_BYTES = 4096
_LONGEST_HEAD = 1 << 26
Read = Callable[[int, int], bytes]
"""Bytes at an offset, of a length."""


class DamagedError(ValueError):
    """The bytes are not what was written."""


def pack(sections: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The sections as bytes."""
    blobs: list[bytes] = []
    head: dict[str, tuple[int, bytes]] = {}
    at = 0
    for name, entries in sections.items():
        stored = {key: marshal.dumps(value) for key, value in entries.items()}
        number = max(1, min(len(stored), sum(map(len, stored.values())) // _BUCKET_BYTES))
        buckets: list[list[tuple[str, bytes]]] = [[] for _ in range(number)]
        for key, value in stored.items():
            buckets[crc32(key.encode("utf-8", "surrogatepass")) % number].append((key, value))
        places = bytearray()
        for bucket in buckets:
            blob = marshal.dumps(tuple(bucket))
            places += at.to_bytes(5, "big") + len(blob).to_bytes(4, "big") + crc32(blob).to_bytes(4, "big")
            blobs.append(blob)
            at += len(blob)
        head[name] = (len(entries), bytes(places))
    packed_head = marshal.dumps(head)
    return len(packed_head).to_bytes(4, "big") + crc32(packed_head).to_bytes(4, "big") + packed_head + b"".join(blobs)


class Section(Mapping[str, T], Generic[T]):
    """One section; its values are made by ``make`` from what was stored, when first asked for.

    Iteration goes bucket by bucket, not in the order of writing. A damaged bucket is answered from
    ``instead``, which yields the same section made anew.
    """

    def __init__(
        self,
        read: Read,
        start: int,
        size: int,
        places: bytes,
        make: Callable[[Any], T],
        instead: Callable[[], Mapping[str, Any]],
    ) -> None:
        self._read, self._start, self._size, self._places = read, start, size, places
        self._make, self._instead = make, instead
        self._buckets: dict[int, dict[str, bytes]] = {}
        self._made: dict[str, T] = {}
        self._anew: Mapping[str, Any] | None = None

    def __getitem__(self, key: str) -> T:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._make(self._stored(key))
        return made

    def __contains__(self, key: object) -> bool:
        known: Mapping[str, Any] = self._bucket_of(str(key))
        return key in (known if self._anew is None else self._anew)

    def __iter__(self) -> Iterator[str]:
        if self._anew is None:
            for number in range(len(self._places) // 13):
                self._bucket(number)
        if self._anew is not None:
            return iter(self._anew)
        return iter([key for number in sorted(self._buckets) for key in self._buckets[number]])

    def __len__(self) -> int:
        return self._size

    def _stored(self, key: str) -> Any:
        bucket = self._bucket_of(key)
        return marshal.loads(bucket[key]) if self._anew is None else self._anew[key]

    def _bucket_of(self, key: str) -> dict[str, bytes]:
        if self._anew is not None:
            return {}
        return self._bucket(crc32(key.encode("utf-8", "surrogatepass")) % (len(self._places) // 13))

    def _bucket(self, number: int) -> dict[str, bytes]:
        found = self._buckets.get(number)
        if found is None:
            place = self._places[number * 13 : number * 13 + 13]
            at = self._start + int.from_bytes(place[:5], "big")
            blob = self._read(at, int.from_bytes(place[5:9], "big"))
            if crc32(blob) != int.from_bytes(place[9:], "big"):
                self._anew = self._instead()
                return {}
            found = self._buckets[number] = dict(marshal.loads(blob))
        return found


class Sections:
    """The sections of a file. ``rebuild`` makes all of them anew when one proves damaged.

    Raises DamagedError if not even the head can be read.
    """

    def __init__(self, read: Read, rebuild: Callable[[], Mapping[str, Mapping[str, Any]]]) -> None:
        first = read(0, 8)
        length = int.from_bytes(first[:4], "big")
        head = read(8, length) if length < _LONGEST_HEAD else b""
        if not head or len(head) != length or crc32(head) != int.from_bytes(first[4:], "big"):
            raise DamagedError
        self._head: dict[str, tuple[int, bytes]] = marshal.loads(head)
        self._read, self._start = read, 8 + length
        self._rebuild = rebuild
        self._anew: Mapping[str, Mapping[str, Any]] | None = None

    def section(self, name: str, make: Callable[[Any], T]) -> Section[T]:
        """A section by its name."""
        size, places = self._head[name]
        return Section(self._read, self._start, size, places, make, lambda: self._made_anew()[name])

    def _made_anew(self) -> Mapping[str, Mapping[str, Any]]:
        if self._anew is None:
            self._anew = self._rebuild()
        return self._anew
