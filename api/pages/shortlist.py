"""The shortlist: what was saved, in an order of one's own, to be opened again, handed on, or made into a schedule."""

from urllib.parse import quote

from werkzeug.wrappers import Response

from api.context import base_address
from api.pages.addresses import address_of
from api.pages.compare import MOST
from api.pages.frame import render
from api.pages.given import MAX_SAVED
from api.pages.saved import moved, read_shortlist
from api.pages.wording import wording
from api.routes import holder
from graph.values import Language

MOST_NAMED = 5
"""Unknown keys that are named; of more it is said how many they are."""

LONGEST_NAME = 20


def shortlist_page(language: Language) -> Response:
    """The shortlist in the address."""
    found = read_shortlist(holder().get().catalogue, language)
    keys, roadmaps = found.keys, found.of("roadmap")
    address = f"{address_of('shortlist', language)}?saved={','.join(quote(key, safe='') for key in keys)}"
    return render(
        "shortlist",
        language,
        shortlist=found,
        without={key: ",".join(other for other in keys if other != key) for key in keys},
        up={key: ",".join(moved(keys, key, -1)) for key in keys},
        down={key: ",".join(moved(keys, key, 1)) for key in keys},
        unknown=named_briefly(found.unknown, language),
        most=MAX_SAVED,
        methods=len(found.of("method")),
        comparable=[item.identifier for item in roadmaps] if 2 <= len(roadmaps) <= MOST else [],
        address=base_address() + address,
    )


def named_briefly(keys: tuple[str, ...], language: Language) -> str:
    """Keys somebody typed, in one part of a sentence: the first ones, shortened, and how many more there are."""
    names = ", ".join(key if len(key) <= LONGEST_NAME else f"{key[:LONGEST_NAME]}…" for key in keys[:MOST_NAMED])
    more = len(keys) - MOST_NAMED
    return wording()("shortlist.unknown-more", language, names=names, n=more) if more > 0 else names
