"""BLAKE2, without OpenSSL where that can be had: importing ``hashlib`` loads it, 3 ms of every start."""

try:
    from _blake2 import blake2b  # CPython's own module, which hashlib.blake2b is
except ImportError:  # another Python, or a later one
    from hashlib import blake2b

__all__ = ["blake2b"]
