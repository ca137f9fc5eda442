"""Computes what sentences mean as vectors, with a model that is installed as data. Downloads and stores nothing.

The model is all-MiniLM-L6-v2: six layers of BERT, whose states for the pieces of a sentence are averaged (Reimers and Gurevych,
“Sentence-BERT”, 2019).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from itertools import chain
from math import sqrt

# Several batches at once take less time than several threads for each product. Set before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from plaintext_network.extras import MeaningUnavailable
from plaintext_network.vault.meaning.installed import model_path
from plaintext_network.vault.meaning.onnx_weights import read_weights
from plaintext_network.vault.meaning.word_pieces import piece_numbers
from plaintext_network.vault.worker_processes import available_cores

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from numpy.typing import NDArray

    Vectors: TypeAlias = NDArray[np.int8]
    Floats: TypeAlias = NDArray[np.float32]

# Another file would give other vectors, and has not been tried.
MODEL_DIGEST = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
# The numbers in a vector, and how the model divides them among its heads.
SIZE, _HEADS = 384, 12
_LAYERS = 6
_WIDTH = SIZE // _HEADS
_EPSILON = np.float32(1e-12)
# The most pieces at once, and how many fill a block: to prepare the matrices for a product takes as long as several texts.
_AT_ONCE, _BLOCK = 512, 32
_MOST_THREADS = 4


class SentenceModel:
    """The model in memory. Raises MeaningUnavailable if it is missing or another one."""

    def __init__(self) -> None:
        weights = read_weights(_content())
        self._words = weights["inner.embeddings.word_embeddings.weight_q"]
        self._word_scales = weights["inner.embeddings.word_embeddings.weight_scale"]
        kind = weights["inner.embeddings.token_type_embeddings.weight"][0]
        self._places = _scaled(weights, "inner.embeddings.position_embeddings.weight") + kind
        self._norm = _named(weights, "inner.embeddings.LayerNorm")
        # The file numbers the matrices in the order in which they are used, six a layer.
        matrices = [name.removesuffix("_q") for name in weights if re.fullmatch(r"val_\d+_q", name)]
        matrices.sort(key=lambda name: int(name[4:]))
        self._layers = [
            _Layer(
                weights, number, [_scaled(weights, name) for name in matrices[6 * number : 6 * number + 6]]
            )
            for number in range(_LAYERS)
        ]

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return a row of whole numbers for each text; the row of a text doesn't depend on the others."""
        rows = np.zeros((len(texts), SIZE), np.int8)
        batches = list(_batches([piece_numbers(text) for text in texts]))
        threads = min(_MOST_THREADS, available_cores(), len(batches))
        if threads < 2:
            found = [self._means(batch) for batch in batches]
        else:
            with ThreadPoolExecutor(threads) as pool:
                found = list(pool.map(self._means, batches))
        for at, mean in enumerate(chain.from_iterable(found)):
            # The length of a vector means nothing, so each uses all of the numbers from -127 to 127.
            rows[at] = np.rint(mean * (127 / max(float(np.abs(mean).max()), 1e-9)))
        return rows

    def _means(self, texts: list[list[int]]) -> list[Floats]:
        """Return the mean of the states of each text's pieces after the last layer."""
        parts = list(_parts(texts))
        states = self._states(texts, parts)
        return [states[part].mean(axis=0) for part in parts]

    def _states(self, texts: list[list[int]], parts: list[slice]) -> Floats:
        """Return the state of each piece of these texts after the last layer; those of a text are one part."""
        # Rows are computed by whole blocks, so that the digits of a row don't depend on how many there are.
        size = -(-parts[-1].stop // _BLOCK) * _BLOCK
        pieces, places = np.zeros(size, np.intp), np.zeros(size, np.intp)
        for text, part in zip(texts, parts, strict=True):
            pieces[part], places[part] = text, range(len(text))
        states: Floats = self._words[pieces] * self._word_scales[pieces] + self._places[places]
        states = _normalized(states, self._norm)
        for layer in self._layers:
            states = layer.after(states, parts)
        return states


def _batches(texts: list[list[int]]) -> Iterator[list[list[int]]]:
    """Yield texts whose pieces are computed at once, in order."""
    batch: list[list[int]] = []
    size = 0
    for text in texts:
        if batch and size + len(text) > _AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def _parts(texts: list[list[int]]) -> Iterator[slice]:
    """Yield the rows of each text."""
    at = 0
    for text in texts:
        yield slice(at, at + len(text))
        at += len(text)


class _Layer:
    """One layer: attention of each piece to all, then a network of its own for each."""

    def __init__(self, weights: dict[str, Any], number: int, matrices: list[Floats]) -> None:
        query, key, value, self._attended, self._inner, self._outer = matrices
        # As one matrix, and the division in it: a product less for each.
        self._asked = np.concatenate([query / np.float32(sqrt(_WIDTH)), key, value], axis=1)
        place = f"inner.encoder.layer.{number}"
        biases = [weights[f"{place}.attention.self.{name}.bias"] for name in ("query", "key", "value")]
        self._asked_bias = np.concatenate([biases[0] / np.float32(sqrt(_WIDTH)), *biases[1:]])
        self._attended_bias = weights[f"{place}.attention.output.dense.bias"]
        self._attended_norm = _named(weights, f"{place}.attention.output.LayerNorm")
        self._inner_bias = weights[f"{place}.intermediate.dense.bias"]
        self._outer_bias = weights[f"{place}.output.dense.bias"]
        self._outer_norm = _named(weights, f"{place}.output.LayerNorm")

    def after(self, states: Floats, parts: list[slice]) -> Floats:
        """Return the states of pieces after this layer; those of each text are one part."""
        asked = states @ self._asked + self._asked_bias
        attended = np.zeros_like(states)
        for part in parts:
            query, key, value = asked[part].reshape(-1, 3, _HEADS, _WIDTH).transpose(1, 2, 0, 3)
            weights = query @ key.transpose(0, 2, 1)
            weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
            weights /= weights.sum(axis=-1, keepdims=True)
            attended[part] = (weights @ value).transpose(1, 0, 2).reshape(-1, SIZE)
        states = _normalized(attended @ self._attended + self._attended_bias + states, self._attended_norm)
        inner = _gelu(states @ self._inner + self._inner_bias)
        return _normalized(inner @ self._outer + self._outer_bias + states, self._outer_norm)


def _normalized(states: Floats, norm: tuple[Floats, Floats]) -> Floats:
    """Return each row with mean 0 and variance 1, then scaled and shifted."""
    centered = states - states.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", centered, centered)[:, None] / np.float32(SIZE)
    normalized: Floats = centered / np.sqrt(variance + _EPSILON) * norm[0] + norm[1]
    return normalized


def _gelu(values: Floats) -> Floats:
    """Return x Φ(x), with the error function as in Abramowitz and Stegun 7.1.26, which is exact to seven digits."""
    size = np.abs(values) * np.float32(sqrt(0.5))
    step = 1 / (1 + np.float32(0.3275911) * size)
    tail: Any = np.float32(1.061405429)
    for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail = tail * step + np.float32(factor)
    tail = tail * step * np.exp(-size * size)
    result: Floats = np.maximum(values, 0) - np.float32(0.5) * np.abs(values) * tail
    return result


def _scaled(weights: dict[str, Any], name: str) -> Floats:
    """Return a matrix that is stored as whole numbers and scales."""
    scaled: Floats = weights[f"{name}_q"].astype(np.float32) * weights[f"{name}_scale"]
    return scaled


def _named(weights: dict[str, Any], name: str) -> tuple[Floats, Floats]:
    return weights[f"{name}.weight"], weights[f"{name}.bias"]


@cache
def sentence_model() -> SentenceModel:
    """Return the model, loaded once for this process. Raises MeaningUnavailable."""
    return SentenceModel()


def _content() -> bytes:
    """Return the content of the installed model."""
    path = model_path()
    if path is None:
        raise MeaningUnavailable
    with open(path, "rb") as file:
        content = file.read()
    if sha256(content).hexdigest() != MODEL_DIGEST:
        raise MeaningUnavailable("the installed sentence model is not the one that pnet was tried with")
    return content
