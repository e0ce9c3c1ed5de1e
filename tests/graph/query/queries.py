"""Queries for the tests of the pool: a short one, long ones, and those of an attacker."""

LOOKUP = "SELECT ?p ?o { <https://w3id.org/codiclust/id/roadmap/R01> ?p ?o }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DIGITS = "{ 0 1 2 3 4 5 6 7 8 9 }"
NUMBERS = f"VALUES ?a {DIGITS} VALUES ?b {DIGITS} VALUES ?c {DIGITS}"
"""A thousand rows."""
PAIRS = f"{NUMBERS} VALUES ?x {DIGITS} VALUES ?y {DIGITS} VALUES ?z {DIGITS}"
LONG = f"SELECT (COUNT(*) AS ?n) {{ {PAIRS} FILTER(STR(?a) != STR(?x) || ?b != ?y || ?c != ?z) }}"
"""A million pairs, less the thousand of which both are the same: about a second."""
LONG_ANSWER = b"n\r\n999000\r\n"
DOUBLED = " ".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(20))
MEMORY = f"SELECT (STRLEN(?a20) AS ?n) {{ BIND('{'a' * 1000}' AS ?a0) {DOUBLED} }}"
MANY = " ".join(map(str, range(99_999)))
HOSTILE = {
    "regex": f'SELECT * {{ ?s ?p ?o . ?x ?y ?z FILTER(REGEX(CONCAT(STR(?o), "{"a" * 50}!", STR(?z)), "(a+)+$")) }}',
    "count": RUNAWAY,
    "order": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c",
    "path": "SELECT (COUNT(*) AS ?n) { ?a (<>|!<>)* ?b . ?b (<>|!<>)* ?c . ?d (<>|!<>)* ?e }",
    "values": f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {MANY} }} VALUES ?b {{ {MANY} }} FILTER(?a + ?b < 0) }}",
    "concat": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?f))) AS ?all) { ?a ?b ?c . ?d ?e ?f }",
    "graph": "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }",
    "nested": f"SELECT ({'(' * 50_000}1{')' * 50_000} AS ?x) {{}}",
}
