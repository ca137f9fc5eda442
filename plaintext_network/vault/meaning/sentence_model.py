"""Computes what sentences mean as vectors, with a model that is installed as data. Downloads and stores nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256

import numpy as np
import onnxruntime

from plaintext_network.errors import MeaningUnavailable
from plaintext_network.vault.meaning.installed import model_path
from plaintext_network.vault.meaning.word_pieces import piece_numbers
from plaintext_network.vault.worker_processes import available_cores

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    Vectors: TypeAlias = NDArray[np.int8]

# all-MiniLM-L6-v2 with weights of 8 bits. Another file would give other vectors, and has not been tried.
MODEL_DIGEST = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
# The numbers in a vector.
SIZE = 384
# Threads, each with one text at a time: in a batch, the last digits of a text's vector depend on the other texts, and short
# texts cost as much as the longest.
_MOST_THREADS = 4


class SentenceModel:
    """The model in memory. To load it takes half a second. Raises MeaningUnavailable if it is missing or another one."""

    def __init__(self) -> None:
        content = _content()
        # Some builds report their use to the maker unless told not to.
        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # A warning about the machine is no news for the reader of an answer.
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return a row of whole numbers for each text; the row of a text doesn't depend on the others."""
        rows = np.zeros((len(texts), SIZE), np.int8)
        for at, row in enumerate(self._each(texts)):
            rows[at] = row
        return rows

    def _each(self, texts: Sequence[str]) -> Iterator[Vectors]:
        threads = min(_MOST_THREADS, available_cores(), len(texts))
        if threads < 2:
            yield from map(self._vector, texts)
            return
        with ThreadPoolExecutor(threads) as pool:
            yield from pool.map(self._vector, texts)

    def _vector(self, text: str) -> Vectors:
        numbers = np.array([piece_numbers(text)], np.int64)
        given = {
            "input_ids": numbers,
            "attention_mask": np.ones_like(numbers),
            "token_type_ids": np.zeros_like(numbers),
        }
        (states,) = self._session.run(["last_hidden_state"], given)
        mean = states[0].mean(axis=0)
        # The length of a vector means nothing, so each uses all of the numbers from -127 to 127.
        rounded: Vectors = np.rint(mean * (127 / max(float(np.abs(mean).max()), 1e-9))).astype(np.int8)
        return rounded


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
