"""Schemathesis over the application's own OpenAPI document, all checks on, the same cases every time."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from schemathesis import Case

from api.app import create_app
from api.openapi import Api

EXAMPLES = 100
WITHOUT_PARAMETERS = {"GET /healthz", "GET /readyz"}
"""Operations of which there is one request only."""

# Facet and profile values are open strings: what the schema allows may still name nothing known, which is 404 or 422.
CONFIG = schemathesis.Config.from_dict(
    {
        "seed": 20_180_901,
        "generation": {"max-examples": EXAMPLES, "database": "none"},
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "404", "422"]}},
    }
)
schema = schemathesis.openapi.from_dict(create_app().document(), config=CONFIG)
fuzzed: Counter[str] = Counter()
answered: Counter[str] = Counter()


@pytest.fixture(scope="module", autouse=True)
def often_enough(request: pytest.FixtureRequest) -> Iterator[None]:
    """Afterwards: every operation was tried as often as promised, and not only refused."""
    before = request.session.testsfailed
    yield
    if request.session.testsfailed > before:
        return
    for operation in answered.keys() - WITHOUT_PARAMETERS:
        assert fuzzed[operation] >= EXAMPLES, operation
        assert answered[operation] >= 5, operation


@schema.parametrize()
def test_every_operation_keeps_its_word(case: Case[Any], app: Api) -> None:
    response = case.call_and_validate(app=app)
    operation = case.operation.label
    assert case.meta is not None
    fuzzed[operation] += case.meta.phase.name.value == "fuzzing"
    answered[operation] += response.status_code == 200
