"""Pickles whose large tables stay packed, value by value, until a value is asked for: one question needs few."""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from types import MethodType
from typing import Any, TypeVar, overload

_LEAST_PACKED = 64
"""Values a table must have to be packed; unpacking a short one at once is quicker."""
REMEMBERING = type(lru_cache(len))
"""What a method becomes that remembers its results."""
_PIECE = 2048
"""Values of a table that are read in one go; then others may go on that share the interpreter."""
_PLAIN = (str, bytes, int, float, tuple, frozenset)

KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")


class PackedMapping(Mapping[KeyT, ValueT]):
    """A dictionary to read only, each value unpacked when it is first asked for."""

    def __init__(self, packed: dict[KeyT, bytes]) -> None:
        self._packed = packed
        self._unpacked: dict[KeyT, ValueT] = {}

    def __getitem__(self, key: KeyT) -> ValueT:
        if key not in self._unpacked:
            self._unpacked[key] = _unpack(self._packed[key])
        return self._unpacked[key]

    def get(self, key: KeyT, default: Any = None) -> Any:
        """The value of a key, or the default; most look-ups of a question find nothing, so that comes quickly."""
        return self[key] if key in self._packed else default

    def __contains__(self, key: object) -> bool:
        return key in self._packed

    def __iter__(self) -> Iterator[KeyT]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def __reduce__(self) -> tuple[Any, ...]:
        return PackedMapping, (self._packed,)


class PackedSequence(Sequence[ValueT]):
    """A list to read only, each value unpacked when it is first asked for."""

    def __init__(self, packed: list[bytes]) -> None:
        self._packed = packed
        self._unpacked: dict[int, ValueT] = {}

    @overload
    def __getitem__(self, at: int) -> ValueT: ...
    @overload
    def __getitem__(self, at: slice) -> list[ValueT]: ...
    def __getitem__(self, at: int | slice) -> ValueT | list[ValueT]:
        if isinstance(at, slice):
            return [self[index] for index in range(len(self))[at]]
        if at not in self._unpacked:
            self._unpacked[at] = _unpack(self._packed[at])
        return self._unpacked[at]

    def __len__(self) -> int:
        return len(self._packed)

    def __reduce__(self) -> tuple[Any, ...]:
        return PackedSequence, (self._packed,)


class _InPieces:
    """A large dictionary that is read as what it is, but not at once: reading it would stop all other threads."""

    def __init__(self, table: dict[Any, Any]) -> None:
        self._table = table

    def __reduce__(self) -> tuple[Any, ...]:
        items = iter(self._table.items())
        pieces = (dict(islice(items, _PIECE)) for _ in range(0, len(self._table), _PIECE))
        return _join, tuple(_Piece(piece) for piece in pieces)


class _Piece:
    """A part of such a dictionary."""

    def __init__(self, part: dict[Any, Any]) -> None:
        self._part = part

    def __reduce__(self) -> tuple[Any, ...]:
        return _pause, (self._part,)


def _pause(part: dict[Any, Any]) -> dict[Any, Any]:
    """Between two pieces the interpreter is in Python's hands for a moment, and may turn to another thread."""
    return part


def _join(*parts: dict[Any, Any]) -> dict[Any, Any]:
    table: dict[Any, Any] = {}
    for part in parts:
        table |= part
    return table


class _Packer(pickle.Pickler):
    """Packs the large tables that are attributes of the objects of some classes."""

    def __init__(self, stream: io.BytesIO, kinds: tuple[type, ...]) -> None:
        super().__init__(stream, protocol=5)
        self._kinds = kinds

    def reducer_override(self, value: Any) -> Any:
        """How to make an object again: without calling it, with its attributes, the large ones packed.

        A method that remembers its results (`self._find = lru_cache(…)(self._find_anew)`) remembers from the beginning.
        """
        if isinstance(value, REMEMBERING) and isinstance(value.__wrapped__, MethodType):
            return _remember, (value.__wrapped__, value.cache_parameters()["maxsize"])
        if type(value) not in self._kinds:
            return NotImplemented
        state = {name: _pack_table(table) for name, table in vars(value).items()}
        return object.__new__, (type(value),), state


def dump_packed(value: object, kinds: tuple[type, ...]) -> bytes:
    """A pickle of an object; the large tables of objects of these classes are read only where it is loaded again."""
    stream = io.BytesIO()
    _Packer(stream, kinds).dump(value)
    return stream.getvalue()


def _remember(method: MethodType, maxsize: int) -> Any:
    return lru_cache(maxsize)(method)


def _pack_table(table: Any) -> Any:
    if not isinstance(table, (dict, list)) or len(table) < _LEAST_PACKED:
        return table
    if isinstance(table, list):
        return table if isinstance(table[0], _PLAIN) else PackedSequence([_pack(value) for value in table])
    if isinstance(next(iter(table.values())), _PLAIN):
        return _InPieces(table) if type(table) is dict and len(table) > _PIECE else table
    return PackedMapping({key: _pack(value) for key, value in table.items()})


def _pack(value: Any) -> bytes:
    return pickle.dumps(_pack_table(value), protocol=5)


def _unpack(raw: bytes) -> Any:
    return pickle.loads(raw)  # noqa: S301  part of a pickle that was read already
