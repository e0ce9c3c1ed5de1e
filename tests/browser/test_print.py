"""What comes out of the printer."""

from contextlib import closing

import pytest
from pypdfium2 import PdfDocument

from tests.browser.conftest import Visitor

A4 = (595, 842)
"""Points, upright."""


def sheets(visitor: Visitor, address: str) -> list[tuple[tuple[int, int], str]]:
    """Width and height in points, and the text, of every sheet."""
    page = visitor().to(address)
    with closing(PdfDocument(page.pdf(prefer_css_page_size=True))) as document:
        return [
            ((round(sheet.get_width()), round(sheet.get_height())), sheet.get_textpage().get_text_bounded())
            for sheet in document
        ]


@pytest.mark.parametrize("identifier", ["R01", "R08", "R23"])
def test_what_is_handed_out_fits_one_sheet(visitor: Visitor, identifier: str) -> None:
    ((size, text),) = sheets(visitor, f"/beispiele/{identifier}/mitgeben")
    assert size == A4
    assert "Erfundenes Beispiel" in text
    assert f"/beispiele/{identifier}" in text
    assert "Merkliste" not in text


def test_the_drawn_roadmap_has_a_sheet_of_its_own_on_its_side(visitor: Visitor) -> None:
    printed = sheets(visitor, "/beispiele/R01")
    lying = [text for (width, height), text in printed if width > height]
    assert len(lying) == 1
    assert "Monat 1" in lying[0]
    assert {size for size, _ in printed} == {A4, A4[::-1]}
    assert all("Vorführen" not in text for _, text in printed)


def test_a_plan_prints_as_a_table_without_fields(visitor: Visitor) -> None:
    ((size, text),) = sheets(visitor, "/ablaufplan?saved=C06,C07,C08&start=09:00")
    assert size == A4
    assert "09:00" in text
    assert "Neu rechnen" not in text
