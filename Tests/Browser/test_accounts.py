"""The books as the director uses them: the page of legal rates, and a rate that was missing, entered with its text."""

import re
from datetime import date, timedelta

from axe_playwright_python.sync_playwright import Axe

from visitor import NARROW, RULES, SIZES, WIDE


def test_a_funder_sees_and_changes_nothing(new_member):
    funder = new_member("funder")
    assert funder.go("/accounts").locator("table.rows").count() == 1
    assert funder.go("/parameters").locator("#add-parameter").count() == 0


def test_a_phone_folds_the_parts_of_the_books_without_script(new_member):
    """An account is a line until it is opened; where there is room everything stands, and the lines of folding are not there."""
    director = new_member("director", java_script_enabled=False)
    month = f"{date.today().replace(day=1) - timedelta(days=1):%Y-%m}"
    books = next(one["id"] for one in director.get("/api/accounts").json() if one["entries"] > 0)
    for name in ("general-ledger", "journal"):
        path = f"/accounts/{books}/{name}?month={month}"
        page = director.go(path)
        lines = page.locator("table.books tbody tr:not(.fold):visible")
        whole = lines.count()
        folds = page.locator("table.books .fold label")
        assert whole > 10 and folds.first.is_hidden(), name
        page.set_viewport_size(SIZES[NARROW])
        assert folds.first.is_visible() and lines.count() <= 1, f"{name}: a sum at the most"
        assert page.evaluate("document.documentElement.scrollHeight") < 4000, name
        folded = lines.count()
        folds.first.click()
        assert lines.count() > folded, name
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 794, "height": 1123})
        assert lines.count() == whole, name
        page.emulate_media(media="screen")
        page.set_viewport_size(SIZES[WIDE])
        assert lines.count() == whole, name
        phone = new_member("director", viewport=SIZES[NARROW]).go(path)
        phone.locator("table.books .fold label").first.click()
        found = Axe().run(phone, options=RULES)
        assert found.violations_count == 0, f"{name}:\n{found.generate_report()}"
