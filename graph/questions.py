"""The competency questions as things to ask: titles, parameters with defaults, and the query.

A question is a `.rq` file of the ontology: `# de:` and `# en:` lines with its title, then at most one line
`VALUES (?name ..) { (default ..) }` with its parameters, which the SELECT names too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from graph.errors import InputError
from graph.store import Binding, GraphStore, ResultTable
from graph.values import Text
from ontology.files import competency_question_files

_TITLE = re.compile(r"^# (de|en): (.+)$", re.MULTILINE)
_VALUES = re.compile(r"^ *VALUES \(.*\) \{ \(.*\) \}$\n?", re.MULTILINE)
_PREFIX = re.compile(r"^PREFIX .*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CompetencyQuestion:
    """One question. `key` is the file name without its ending; `query` runs as it stands, with the defaults."""

    key: str
    title: Text
    query: str

    def defaults(self) -> Mapping[str, Binding]:
        """Parameter -> default term; empty where the question has none."""
        line = _VALUES.search(self.query)
        if line is None:
            return {}
        prefixes = "\n".join(_PREFIX.findall(self.query))
        found = Store().query(f"{prefixes} SELECT * WHERE {{ {line[0]} }}")
        assert isinstance(found, QuerySolutions)
        row = next(found)
        terms = {variable.value: row[variable] for variable in found.variables}
        return {name: term for name, term in terms.items() if isinstance(term, NamedNode | Literal)}

    def ask(self, store: GraphStore, **terms: Binding) -> ResultTable:
        """Run the question with some parameters given as terms, the others at their defaults.

        Terms are bound by the engine; no query text is built from them.

        Raises:
            InputError: the question has no parameter of that name.
        """
        defaults = self.defaults()
        if unknown := sorted(set(terms) - set(defaults)):
            known = ", ".join(defaults) or "none"
            raise InputError(f"{self.key} has no parameter '{unknown[0]}'; it has: {known}", f"/{unknown[0]}", tuple(defaults))
        return store.select(_VALUES.sub("", self.query), {**defaults, **terms})


def competency_questions() -> tuple[CompetencyQuestion, ...]:
    """All competency questions, in the order of their numbers."""
    found = []
    for file in competency_question_files():
        text = file.read_text("utf-8")
        titles = {language: title.strip() for language, title in _TITLE.findall(text)}
        found.append(CompetencyQuestion(file.name.removesuffix(".rq"), Text(titles.get("de"), titles.get("en")), text))
    return tuple(found)
