"""Places to run a query in, and the queue before them: first come, first served."""

import threading
from collections import deque
from typing import Self

from graph.errors import Overloaded

FULL = "Too many queries are running; try again in a moment."


class Lane:
    """A number of places. At most `max_waiting` threads wait for one; a place that is left goes to who waits longest."""

    def __init__(self, places: int, max_waiting: int = 0) -> None:
        self._lock = threading.Lock()
        self._free = places
        self._max_waiting = max_waiting
        self._waiting: deque[threading.Event] = deque()
        self._claimed = 0  # places that are about to be left for who waits
        self._is_closed = False

    @property
    def waiting(self) -> int:
        """How many wait for a place."""
        return len(self._waiting)

    def enter(self, seconds: float) -> None:
        """Take a place, waiting at most so long.

        Raises:
            Overloaded: no place became free in time, too many wait already, or the lane is closed.
        """
        with self._lock:
            if self._take():
                return
            if self._is_closed or len(self._waiting) >= self._max_waiting:
                raise Overloaded(FULL)
            turn = threading.Event()
            self._waiting.append(turn)
        if turn.wait(seconds):
            if self._is_closed:
                raise Overloaded(FULL)
            return
        with self._lock:
            if turn in self._waiting:
                self._waiting.remove(turn)
                raise Overloaded(FULL)
        # The place was handed over just as the time ran out.

    def try_enter(self) -> bool:
        """Take a place if one is free."""
        with self._lock:
            return self._take()

    def claim(self) -> bool:
        """Whether a place is to be left for somebody who waits; true for as many places as there are waiting."""
        with self._lock:
            if self._claimed >= len(self._waiting):
                return False
            self._claimed += 1
            return True

    def leave(self, is_claimed: bool = False) -> None:
        """Give a place up."""
        with self._lock:
            self._claimed -= is_claimed
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1

    def close(self) -> None:
        """Let nobody in any more, and send away who waits."""
        with self._lock:
            self._is_closed = True
            while self._waiting:
                self._waiting.popleft().set()

    def _take(self) -> bool:
        if self._is_closed or not self._free:
            return False
        self._free -= 1
        return True


class Place:
    """A place in the quick lane that may become one in the slow lane; a context manager, given up at its end."""

    def __init__(self, quick: Lane, slow: Lane, seconds: float) -> None:
        self._quick = quick
        self._slow = slow
        self._seconds = seconds
        self._lane = quick
        self._is_claimed = False

    @property
    def is_slow(self) -> bool:
        """Whether it is in the slow lane."""
        return self._lane is self._slow

    def __enter__(self) -> Self:
        self._quick.enter(self._seconds)
        return self

    def move(self) -> bool:
        """Go to the slow lane, if a place is free there."""
        if not self._slow.try_enter():
            return False
        self._quick.leave()
        self._lane = self._slow
        return True

    def is_wanted(self) -> bool:
        """Whether the place is to be left for somebody who waits, and nobody else leaves one; asked once before it is left."""
        self._is_claimed = self._lane.claim()
        return self._is_claimed

    def __exit__(self, *_: object) -> None:
        self._lane.leave(self._is_claimed)
