"""Lanes: no more in them than they have places, and who came first gets in first."""

import threading
import time

import pytest

from graph.errors import Overloaded
from graph.query.lanes import Lane, Place
from tests.graph.query.processes import eventually


def test_a_full_lane_refuses_who_may_not_wait() -> None:
    lane = Lane(1)
    lane.enter(1)
    assert not lane.try_enter()
    with pytest.raises(Overloaded) as caught:
        lane.enter(1)
    assert caught.value.retry_after >= 1
    lane.leave()
    assert lane.try_enter()


def test_waiting_ends() -> None:
    lane = Lane(0, max_waiting=1)
    begin = time.monotonic()
    with pytest.raises(Overloaded):
        lane.enter(0.05)
    assert time.monotonic() - begin >= 0.05
    assert lane.waiting == 0


def test_first_come_first_served() -> None:
    lane = Lane(1, max_waiting=5)
    lane.enter(1)
    order: list[int] = []

    def wait(number: int) -> None:
        lane.enter(10)
        order.append(number)
        lane.leave()

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(5)]
    for count, thread in enumerate(threads, 1):
        thread.start()
        assert eventually(lambda count=count: lane.waiting == count)  # type: ignore[misc]
    lane.leave()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]


def test_a_closed_lane_sends_away_who_waits_and_who_comes() -> None:
    lane = Lane(0, max_waiting=1)
    refused = threading.Event()

    def wait() -> None:
        try:
            lane.enter(10)
        except Overloaded:
            refused.set()

    thread = threading.Thread(target=wait)
    thread.start()
    assert eventually(lambda: lane.waiting == 1)
    lane.close()
    thread.join()
    assert refused.is_set()
    with pytest.raises(Overloaded):
        lane.enter(1)


def test_no_more_places_are_claimed_than_threads_wait() -> None:
    quick, slow = Lane(2, max_waiting=1), Lane(0)
    with Place(quick, slow, 1) as first:
        assert not first.is_wanted()
        with Place(quick, slow, 1) as second:
            thread = threading.Thread(target=quick.enter, args=(10,))
            thread.start()
            assert eventually(lambda: quick.waiting == 1)
            assert first.is_wanted()
            assert not second.is_wanted()
    thread.join()
    assert quick.try_enter()
    assert not quick.try_enter()
    assert not quick.claim()


def test_a_place_moves_once_and_is_given_up() -> None:
    quick, slow = Lane(1), Lane(1)
    with Place(quick, slow, 1) as place:
        assert not quick.try_enter()
        assert place.move()
        assert quick.try_enter()
        assert not slow.try_enter()
        quick.leave()
    assert slow.try_enter()
    with Place(quick, slow, 1) as place:
        assert not place.move()
    assert quick.try_enter()
