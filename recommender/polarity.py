"""Whether what a clause names is there, missing, forbidden, or not wanted: simple rules on the words around it.

The rules look at one clause. They err on the side of silence: what they doubt is not understood, and is matched as text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from recommender.words import Token

NO = frozenset("kein keine keinen keinem keiner keines no".split())
NOT = frozenset("nicht nie niemals weder not never neither nor dont doesnt isnt arent cannot cant wont nichts".split())
WITHOUT = frozenset({"ohne", "without"})
INSTEAD = frozenset({"statt", "anstatt", "anstelle"})
NEGATORS = NO | NOT | WITHOUT | INSTEAD
FORBIDDEN = frozenset(
    """verboten verbietet untersagt tabu verbot unerwünscht verbannt draussen spind abgeben
    banned forbidden prohibited disallowed""".split()
)
FAULTY = frozenset(
    """schlecht schlechte schlechtes schlechter schlechten schwach schwaches schwachen langsam langsames wackelig fehlt fehlen
    fehlendes hängt weg ausgefallen instabil lückenhaft poor bad weak slow missing lacking unstable drops patchy""".split()
)
_HAVE = frozenset("hab habe haben hat hatte hatten gibt existiert have has had having there exist got noch yet".split())
_WISH = frozenset(
    "will wollen möchte möchten brauche brauchen braucht soll sollen want wants need needs wollte bitte please".split()
)
_ALL = frozenset(
    "nur jeder jede jedes jeden jedem alle allen immer genug gleich only just every everyone all enough always".split()
)
_AT_EASE = re.compile(
    r"\b(?:kein\w*|nicht|no|not|isnt|arent)(?: \w+)? "
    r"(?:probleme?|thema|hindernis|hürde|rolle|sorge|issues?|obstacle|worry)\b"
)
"""A word of denial and the trouble denied, at most one word between."""

_SETTLED = frozenset("erlaubt geklärt geregelt gelöst erledigt allowed permitted settled solved sorted".split())
_NEAR = 2
_FAR = 3


@dataclass(frozen=True)
class Clause:
    """The tokens of one clause. Places in it are given by the first and last index of their tokens."""

    tokens: Sequence[Token]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words as they are compared: case-folded (ß = ss), without apostrophes."""
        return tuple(token.text.casefold().replace("'", "").replace("’", "") for token in self.tokens)

    def is_refused(self, first: int, last: int) -> bool:
        """Whether what stands at `first..last` is not wanted: "ohne X", "statt X", "wir wollen keine X".

        "Wir haben (noch) keine X" says that X is missing, which is no refusal; nor is "nicht nur X" or "nicht alle X".
        """
        far, before = self._before(first, _FAR), self._before(first, _NEAR)
        if INSTEAD & set(far) or {"instead", "of"} <= set(far) or {"rather", "than"} <= set(far) or WITHOUT & set(before):
            return True
        if before and before[-1] not in _ALL and (NO | NOT) & set(before):
            return not _HAVE & set(self.words)
        return bool(self.words[last + 1 :]) and self.words[-1] in NO | NOT and bool(_WISH & set(self.words))

    def is_denied(self, first: int, last: int) -> bool:
        """Whether a barrier at `first..last` is said not to be there: "kein Betriebsrat", "Datenschutz ist kein Problem"."""
        after = self.words[last + 1 :]
        if _AT_EASE.search(" ".join(self.words)) or (_SETTLED & set(after) and not NEGATORS & set(after)):
            return True
        if (NEGATORS - NOT) & set(self._before(first, _NEAR)) and not NEGATORS & set(after):
            return True
        return bool(after) and after[-1] in NO | NOT and bool((_HAVE - {"noch", "yet"}) & set(self.words))

    def is_lacking(self, first: int, last: int) -> bool:
        """Whether the thing at `first..last` is said to be missing, faulty or forbidden."""
        before, after = self._before(first, _NEAR), self.words[last + 1 :]
        forbidden = [i for i, word in enumerate(self.words) if word in FORBIDDEN]
        if any(i == 0 or self.words[i - 1] not in NOT for i in forbidden):
            return True
        if forbidden:
            return False
        return bool((NO | FAULTY | {"ohne", "without"}) & set(before)) or bool((NOT | FAULTY | NO) & set(after))

    def _before(self, first: int, most: int) -> tuple[str, ...]:
        """Up to `most` words before a place, back to a noun: in "ohne Vorwissen Videos" the videos are not what is missing."""
        start = first
        while start > max(0, first - most):
            start -= 1
            if start and self.tokens[start].text[0].isupper():
                start += 1
                break
        return self.words[start:first]
