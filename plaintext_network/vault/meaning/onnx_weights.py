"""Reads the weights in an ONNX file: arrays by name. Runs nothing of the file.

The runtime for such files reports its use to its maker as soon as it is imported; weights need none. Of the Protocol Buffers
encoding (https://protobuf.dev/programming-guides/encoding), it reads what onnx.proto3 uses for a graph's initializers.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# The numbers of fields in onnx.proto3: ModelProto.graph, GraphProto.initializer, and those of TensorProto.
_GRAPH, _INITIALIZER = 7, 5
_DIMENSIONS, _TYPE, _NAME, _RAW = 1, 2, 8, 9
# TensorProto.DataType
_TYPES = {1: np.float32, 3: np.int8}


def read_weights(content: bytes) -> dict[str, Any]:
    """Return the arrays of floats and of bytes in an ONNX file by name. They share its memory. Raises ValueError."""
    weights: dict[str, Any] = {}
    try:
        for number, graph in _fields(memoryview(content)):
            if number == _GRAPH:
                weights.update(
                    found
                    for kind, tensor in _fields(graph)
                    if kind == _INITIALIZER
                    for found in _array(tensor)
                )
    except (IndexError, TypeError) as error:
        raise ValueError("this isn't an ONNX file") from error
    return weights


def _array(tensor: memoryview) -> Iterator[tuple[str, Any]]:
    """Yield the name and the array of a tensor whose type is read."""
    shape, kind, name, raw = [], 0, "", memoryview(b"")
    for number, value in _fields(tensor):
        if number == _DIMENSIONS:
            shape.append(value)
        elif number == _TYPE:
            kind = value
        elif number == _NAME:
            name = str(value, "utf-8")
        elif number == _RAW:
            raw = value
    if kind in _TYPES:
        yield name, np.frombuffer(raw, _TYPES[kind]).reshape(shape)


def _fields(message: memoryview) -> Iterator[tuple[int, Any]]:
    """Yield the number and the value of each field of a message: a number, or the bytes of anything else."""
    at = 0
    while at < len(message):
        key, at = _number(message, at)
        kind = key & 7
        if kind == 0:
            value, at = _number(message, at)
            yield key >> 3, value
            continue
        if kind == 2:
            size, at = _number(message, at)
        elif kind in (1, 5):
            size = 8 if kind == 1 else 4
        else:
            raise ValueError("this isn't an ONNX file")
        yield key >> 3, message[at : at + size]
        at += size


def _number(message: memoryview, at: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, the lowest first, and where it ends."""
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at
