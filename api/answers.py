"""Answers to queries, kept as bytes while there is room, and the tags by which clients know that theirs still holds."""

import hashlib
from collections import OrderedDict
from dataclasses import astuple, dataclass
from threading import Lock

from graph.query.pool import QueryRequest


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A whole answer: key of its format, and its bytes."""

    format: str
    body: bytes


def answer_tag(version: str, request: QueryRequest) -> str:
    """What an answer depends on, as one short name: version, text, formats, dataset and base."""
    return hashlib.sha256(repr((version, astuple(request))).encode("utf-8", "surrogatepass")).hexdigest()[:32]


class AnswerCache:
    """The answers asked for last, up to a number of bytes in all."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._answers: OrderedDict[str, KeptAnswer] = OrderedDict()
        self._lock = Lock()
        self.size = 0

    def takes(self, size: int) -> bool:
        """Whether an answer of so many bytes is kept: up to an eighth of the room, so that none drives out all others."""
        return size <= self._max_bytes // 8

    def get(self, tag: str) -> KeptAnswer | None:
        """The answer with that tag, if it is kept."""
        with self._lock:
            answer = self._answers.get(tag)
            if answer is not None:
                self._answers.move_to_end(tag)
            return answer

    def put(self, tag: str, answer: KeptAnswer) -> None:
        """Keep an answer that fits; those not asked for longest make room."""
        if not self.takes(len(answer.body)):
            return
        with self._lock:
            if tag in self._answers:
                return
            self._answers[tag] = answer
            self.size += len(answer.body)
            while self.size > self._max_bytes:
                _, oldest = self._answers.popitem(last=False)
                self.size -= len(oldest.body)
