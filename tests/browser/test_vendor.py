"""What of others is used in these tests is what they published."""

from hashlib import sha256
from pathlib import Path

AXE = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"


def test_axe_is_unchanged() -> None:
    vendor = Path(__file__).parent / "vendor"
    assert sha256((vendor / "axe.min.js").read_bytes()).hexdigest() == AXE
    assert "Mozilla Public License" in (vendor / "LICENSE-axe-core.txt").read_text("utf-8")
