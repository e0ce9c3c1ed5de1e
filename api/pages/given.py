"""What travels in the address from page to page: the need, what is said of the company, corrections, and the shortlist."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from recommender.profile import MANY, NUMBERS, SINGLE
from recommender.types import Need

MAX_NEED = 1_000
"""Characters of a need on a page. It stands in links, and a page shall stay small; the API takes more."""

MAX_SAVED = 40
MAX_VALUES = 20

PROFILE_KEYS = (*SINGLE, *NUMBERS, *MANY)

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Given:
    """The case of the person who reads.

    Attributes:
        need: the free text, without white space at the ends.
        profile: as in the API; lists for keys with several values. Values are not checked here.
        without: what was understood and is not meant, as (key, identifier); `not=barriers:shift-work` in the address.
        saved: keys of what is on the shortlist, in the order of saving; `saved=R01,C05` in the address.
    """

    need: str = ""
    profile: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    without: tuple[Pair, ...] = ()
    saved: tuple[str, ...] = ()

    @classmethod
    def read(cls, arguments: "MultiDict[str, str]") -> Self:
        """From the parameters of an address; what is empty is left out."""
        profile: dict[str, str | tuple[str, ...]] = {}
        for key in PROFILE_KEYS:
            values = _once(value.strip()[:200] for value in arguments.getlist(key)[:MAX_VALUES])
            if values:
                profile[key] = values if key in MANY else values[0]
        denied = [value.partition(":") for value in _once(arguments.getlist("not")[:MAX_VALUES])]
        saved = _once(part.strip()[:60] for value in arguments.getlist("saved") for part in value.split(","))
        return cls(
            need=arguments.get("need", "").strip()[:MAX_NEED],
            profile=profile,
            without=tuple((key, identifier) for key, colon, identifier in denied if colon),
            saved=saved[:MAX_SAVED],
        )

    def __bool__(self) -> bool:
        """Whether there is a case: a need or something said of the company."""
        return bool(self.need or self.profile)

    @property
    def asked(self) -> Need:
        """What the recommender is asked."""
        profile = {key: list(value) if isinstance(value, tuple) else value for key, value in self.profile.items()}
        return Need(self.need, profile, frozenset(self.without))

    def values(self, key: str) -> tuple[str, ...]:
        """The values of a profile key, none where nothing was said."""
        value = self.profile.get(key, ())
        return (value,) if isinstance(value, str) else value

    def pairs(self, leave_out: Iterable[str] = ()) -> list[Pair]:
        """Names and values for an address or for hidden fields, without some names."""
        found = [("need", self.need)] if self.need else []
        found += [(key, value) for key in self.profile for value in self.values(key)]
        found += [("not", f"{key}:{identifier}") for key, identifier in self.without]
        found += [("saved", ",".join(self.saved))] if self.saved else []
        left_out = set(leave_out)
        return [(name, value) for name, value in found if name not in left_out]

    def query(self, more: Mapping[str, object] | None = None) -> str:
        """The query part of an address with its question mark, empty where there is nothing.

        Args:
            more: further parameters, in the place of those of the same name; without a value they are left out.
        """
        more = more or {}
        pairs = self.pairs(more)
        pairs += [(name, str(value)) for name, value in more.items() if value not in (None, "")]
        return f"?{urlencode(pairs)}" if pairs else ""

    def saving(self, identifier: str) -> str:
        """The `saved` parameter with one more key, or without it where it is there already."""
        rest = tuple(key for key in self.saved if key != identifier)
        return ",".join(rest if identifier in self.saved else (*rest, identifier))


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
