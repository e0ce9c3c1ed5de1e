"""Answers that are kept: within their room, those asked for last, under a name that says what they depend on."""

from dataclasses import replace

from api.answers import AnswerCache, KeptAnswer, answer_tag
from graph.query.pool import QueryRequest


def of(size: int) -> KeptAnswer:
    return KeptAnswer("csv", b"x" * size)


def test_what_is_kept_is_found_again() -> None:
    cache = AnswerCache(80)
    cache.put("a", of(10))
    assert cache.get("a") == of(10)
    assert cache.get("b") is None


def test_the_room_is_never_exceeded_and_the_one_not_asked_for_longest_goes() -> None:
    cache = AnswerCache(80)
    for name in "abcdefgh":
        cache.put(name, of(10))
    assert cache.size == 80
    assert cache.get("a") is not None  # asked for: now `b` is the one to go
    cache.put("i", of(10))
    assert cache.size == 80
    assert cache.get("b") is None
    assert [name for name in "acdefghi" if cache.get(name)] == list("acdefghi")


def test_a_large_answer_does_not_drive_out_all_others() -> None:
    cache = AnswerCache(80)
    cache.put("a", of(10))
    assert cache.takes(10)
    assert not cache.takes(11)
    cache.put("b", of(11))
    assert cache.get("b") is None
    assert cache.size == 10


def test_an_answer_put_twice_counts_once() -> None:
    cache = AnswerCache(80)
    cache.put("a", of(10))
    cache.put("a", of(10))
    assert cache.size == 10


def test_a_cache_without_room_keeps_nothing() -> None:
    cache = AnswerCache(0)
    cache.put("a", of(1))
    assert cache.get("a") is None
    assert cache.size == 0


def test_the_tag_depends_on_all_that_the_answer_depends_on() -> None:
    request = QueryRequest("ASK {}", "json", "turtle", "http://a.example/", ("http://g.example/",), ("http://h.example/",))
    others = [
        replace(request, text="ASK { }"),
        replace(request, table_format="csv"),
        replace(request, graph_format="jsonld"),
        replace(request, base="http://b.example/"),
        replace(request, default_graphs=None),
        replace(request, default_graphs=()),
        replace(request, default_graphs=request.named_graphs, named_graphs=request.default_graphs),
    ]
    tags = [answer_tag("1", request), answer_tag("2", request), *(answer_tag("1", other) for other in others)]
    assert len(set(tags)) == len(tags)
    assert answer_tag("1", request) == answer_tag("1", replace(request))
