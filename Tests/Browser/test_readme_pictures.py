"""The pictures of the README. `pytest Tests/Browser --keep-pictures` takes them anew; every other run checks that they are there."""

import io
import re

import pytest
from PIL import Image

from served_house import ROOT

FOLDER = ROOT / "docs" / "pictures"
LIMIT = 250_000
WIDE, PHONE = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}
# Name, address, theme, screen; where `edit` stands the level is opened in the editor.
PICTURES = [
    ("plan", "/plan?level=sheds-0&day=2026-11-24", "light", WIDE),
    ("opening", "/plan?day=2019-02-15", "dark", WIDE),
    ("editor", "/plan?level=sheds-0&day=2026-11-24", "light", WIDE),
    ("phone", "/plan?level=b23-0&day=2019-09-15", "light", PHONE),
]


@pytest.mark.parametrize(("name", "address", "scheme", "size"), PICTURES, ids=[picture[0] for picture in PICTURES])
def test_picture(request, new_member, name, address, scheme, size):
    page = new_member("director", viewport=size, color_scheme=scheme).go(address)
    if name == "editor":
        page.click("[data-plan-edit]")
        page.wait_for_selector("[data-editor] .cell")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    assert len(picture.getcolors(1 << 24)) > 20, "the page is drawn"
    file = FOLDER / f"{name}.png"
    if request.config.getoption("--keep-pictures"):
        FOLDER.mkdir(exist_ok=True)
        picture.quantize(192, dither=Image.Dither.NONE).save(file, optimize=True)
    assert file.exists() and file.stat().st_size < LIMIT, f"{file} is missing or too large"
    assert Image.open(file).size == (size["width"], size["height"]), f"{file} is of another screen"


def test_the_readme_shows_them():
    shown = re.findall(r"\]\((docs/pictures/[a-z]+\.png)\)", (ROOT / "README.md").read_text())
    assert sorted(shown) == sorted(f"docs/pictures/{name}.png" for name, *_ in PICTURES)
