"""One competency question, asked from several tools."""

from collections.abc import Mapping

from graph.questions import CompetencyQuestion

ASKED = "09-practices-within-effort"
"""The question that the snippets ask."""

_PANDAS = """from pathlib import Path
from urllib.parse import urlencode

import pandas as pd

query = urlencode({"query": Path("efforts.rq").read_text("utf-8")})
efforts = pd.read_csv(f"{base}/sparql?{query}", storage_options={"Accept": "text/csv"})
print(efforts["effort"].describe())
"""

_R = """query <- paste(readLines("efforts.rq", encoding = "UTF-8"), collapse = "\\n")
address <- paste0("{base}/sparql?query=", URLencode(query, reserved = TRUE))
efforts <- read.csv(url(address, headers = c(Accept = "text/csv"), encoding = "UTF-8"))
summary(efforts$effort)
"""

_CURL = """curl -s --get {base}/sparql -H 'Accept: text/csv' --data-urlencode query@efforts.rq
"""


def snippets(questions: tuple[CompetencyQuestion, ...], base: str) -> Mapping[str, str]:
    """The query, to be kept in a file efforts.rq, and how pandas, R and curl send it to the service at `base`."""
    query = next(question.query for question in questions if question.key == ASKED)
    texts = {"pandas": _PANDAS, "r": _R, "curl": _CURL}
    return {"sparql": query, **{name: text.replace("{base}", base) for name, text in texts.items()}}
