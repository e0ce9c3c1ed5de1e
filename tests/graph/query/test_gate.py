"""The gate: what may run, what is refused in any spelling, and that text is only text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import QueryRefused
from graph.query.gate import _words, examine

CALLS = [
    "ASK { SERVICE <http://x/> {} }",
    "ASK { SERVICE SILENT <http://x/> {} }",
    "ask{service ?x{}}",
    "ASK { SeRvIcE $x {} }",
    "ASK{?s ?p 1.SERVICE<http://x/>{}}",
    "ASK{?s ?p 12SERVICE<http://x/>{}}",
    "ASK{?s ?p 1e0SERVICE<http://x/>{}}",
    "ASK{?s ?p trueSERVICE<http://x/>{}}",
    "ASK{?s ?p falseSERVICE SILENT?x{}}",
    "PREFIX e:<http://e/> ASK{?s ?p e:.SERVICE<http://x/>{}}",
    "ASK{?s ?p 'a'SERVICE<http://x/>{}}",
    'ASK{?s ?p ""SERVICE ?x {} }',
    "ASK{?s ?p '''a'b'' ''' . SERVICE <http://x> {} }",
    "PREFIX e:<http://e/> ASK{SERVICEe:x{}}",
    "PREFIX e:<http://e/> ASK{SERVICESILENTe:x{}}",
    "PREFIX :<http://e/> ASK{SERVICE:x{}}",
    "ASK{ FILTER(?a<'>')SERVICE <http://evil>{}  FILTER(?b='x')}",
    "ASK{FILTER(1<2)SERVICE#>\n?x{}}",
    "ASK { SERVICE\n#c\n<http://x> # d\n { } }",
    "ASK { ?s ?p ?o FILTER NOT EXISTS { SERVICE <http://x> {} } }",
    "SELECT * { { SELECT * { SERVICE ?s { } } } }",
    r"ASK { \u0053ERVICE <http://x> {} }",
    r"ASK { S\U00000045RVICE <http://x> {} }",
]
UPDATES = [
    "INSERT DATA {}",
    "# hi\nPREFIX a: <http://b> LOAD <http://x>",
    "base <http://x> delete where {}",
    "CLEAR ALL",
    "WITH <http://g> DELETE {} WHERE {}",
    r"\u004COAD <http://x>",
]
HARMLESS = [
    'ASK {?service ?p "SERVICE"}',
    "PREFIX service: <http://e/> ASK { ?s service:SERVICE ?o ; service: ?x }",
    'ASK { GRAPH ?service { ?s ?p "SERVICE ?x {" } }',
    "PREFIX service: <http://e/> ASK { GRAPH service:x { ?s ?p ?o } }",
    "PREFIX service: <http://e/> SELECT * FROM service:x { ?s ?p ?o }",
    "ASK { ?s <http://x/service> ?o }",
    "ASK { GRAPH <http://x/service#> {\n ?s ?p ?o } }",
    "ASK { ?s ?p ?o } # SERVICE <x> {}",
    "SELECT ?load { ?load ?insert ?delete }",
    'ASK { ?s ?p "a\\"SERVICE ?x {" }',
    "ASK { FILTER(?a<?b&&?c>?d) }",
    'ASK { ?s ?p """a"" SERVICE <http://x> {} """ }',
    "ASK { ?s ?p 'x'@service }",
]
TEXT = st.text(alphabet="SERVICEservice <>?x:{}#.1 \n", max_size=30)


@pytest.mark.parametrize("query", CALLS)
def test_a_call_of_another_service_is_refused_however_it_is_spelt(query: str) -> None:
    with pytest.raises(QueryRefused, match="calls no other service"):
        examine(query)


@pytest.mark.parametrize("query", UPDATES)
def test_an_update_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused, match="would change the data"):
        examine(query)


@pytest.mark.parametrize("query", HARMLESS)
def test_the_word_alone_is_no_call(query: str) -> None:
    assert not examine(query).is_volatile


@given(TEXT)
def test_what_stands_in_a_string_or_comment_is_only_text(text: str) -> None:
    examine(f'ASK {{ ?s ?p "{text.replace(chr(10), " ")}" }}')
    examine(f"ASK {{ ?s ?p '''{text}''' }}")
    examine(f"ASK {{ ?s ?p ?o }} # {text.replace(chr(10), ' ')}")


@given(TEXT, st.sampled_from(["", "1 ", "true", "1.5", "?s ?p 'x'.", "{} ", "<http://a> <http://b> 1e3"]))
def test_a_call_after_anything_harmless_is_still_seen(text: str, before: str) -> None:
    comment = "# " + text.replace("\n", " ") + "\n"
    with pytest.raises(QueryRefused):
        examine(f"ASK {{ {comment}{before}SERVICE {comment}<http://x> {{}} }}")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT (NOW() AS ?x) {}", True),
        ("SELECT (rand() AS ?x) {}", True),
        ("SELECT (StrUUID() AS ?x) {}", True),
        ("SELECT (BNODE() AS ?x) {}", True),
        ("SELECT ?now { ?now ?p 'NOW()' } # UUID()", False),
    ],
)
def test_queries_whose_answer_may_change_are_known(query: str, expected: bool) -> None:
    assert examine(query).is_volatile is expected


@pytest.mark.parametrize(
    "part", ["<", "'<", "<>", "a:", "service ", "service", "#\n", "a.", "<a", "PREFIX ", '"', ":%aa", "SERVICE #"]
)
def test_work_grows_with_the_length_and_no_faster(part: str) -> None:
    steps = [sum(1 for _ in _words(part * n)) for n in (500, 1000)]
    assert steps[1] <= 2 * steps[0] + 4
