"""A house that has nothing yet: from the first sign-in to a drawn level, a merge and works, by pages alone."""

import datetime
import os
import re
import signal
import subprocess

import pytest

from served_house import ServedHouse, free_port
from visitor import SIZES, WIDE, Visitor

PASSWORD = "une brique, deux toits"


class EmptyHouse(ServedHouse):
    """Migrated, one director invited, nothing else."""

    def __init__(self, binary, folder):
        self.port = free_port()
        self.base = f"http://localhost:{self.port}"
        self.output = folder / "output.txt"
        self.log = folder / "log.txt"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KM0_")}
        data = ["--data", folder / "data"]

        def run(*words):
            return subprocess.run([binary, *words, *data], env=environment, cwd=folder, check=True, capture_output=True, text=True).stdout

        run("migrate")
        told = run("people", "add", "dora@km0.example", "--name", "Dora", "--role", "director")
        self.invitation = re.search(r"/invitation/\S+", told)[0]
        with self.output.open("w") as output, self.log.open("w") as log:
            self.process = subprocess.Popen(
                [binary, "serve", *data, "--port", str(self.port)], stdout=output, stderr=log, env=environment, cwd=folder)


@pytest.fixture
def empty_house(house, tmp_path):
    binary = house.process.args[0]
    empty = EmptyHouse(binary, tmp_path)
    try:
        empty.wait()
        yield empty
    finally:
        code = empty.stop()
    assert code in (0, -signal.SIGTERM), empty.told()


@pytest.fixture
def newcomer(empty_house, browser, pictures):
    context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris", viewport=SIZES[WIDE])
    visitor = Visitor(empty_house, context, pictures)
    yield visitor
    visitor.end()


def send(page, button="main form button.primary"):
    with page.expect_navigation():
        page.click(button)


def test_from_nothing_to_a_house(newcomer):
    page = newcomer.go(newcomer.house.invitation)
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    send(page, "main button[type=submit]")

    newcomer.go("/buildings")
    newcomer.check_accessible("keeping-nothing")
    page.set_viewport_size(SIZES[WIDE])
    send(page, "main .empty a.button")
    page.fill("[name=name]", "Fonderie")
    page.fill("[name=city]", "Mulhouse")
    send(page)
    page.fill("[name=name]", "Halle")
    send(page)
    for name, value in {"name": "Rez-de-chaussée", "short_name": "R", "width": "32", "depth": "14,5"}.items():
        page.fill(f"[name={name}]", value)
    newcomer.check_accessible("keeping-level-form")
    page.set_viewport_size(SIZES[WIDE])
    send(page)

    level = re.search(r"/levels/[^/]+", page.url)[0]
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    page.fill("[name=from]", "2026-01-01")
    page.click("[data-do=corridor-form]")
    with page.expect_navigation():
        page.click("[data-save]")
    page = newcomer.go(f"{level}?day=2026-06-01")
    assert page.locator("tbody input[name=cell]").count() > 4
    newcomer.check_accessible("keeping-level")
    page.set_viewport_size(SIZES[WIDE])

    # Two modules become one, seen before it is done; while the works run they are out of service.
    pairs = newcomer.go("/links").locator("table").last.locator("tbody tr").all_inner_texts()
    first, other = next(row.split("\t")[:2] for row in pairs if "5\u00a0m" in row)
    page = newcomer.go(f"{level}?day=2026-06-01")
    page.check(f"input[aria-label='{first}']")
    page.check(f"input[aria-label='{other}']")
    send(page, ".chosen button >> nth=0")
    for name, value in {"day": "2026-09-01", "works_from": "2026-07-01", "works_last": "2026-08-31", "cost": "6 800"}.items():
        page.fill(f"[name={name}]", value)
    send(page, "button[value=preview]")
    assert page.locator("#preview svg .is-marked").count() == 1
    newcomer.check_accessible("keeping-merge")
    page.set_viewport_size(SIZES[WIDE])
    send(page, "button[value=act]")
    assert first not in page.locator("tbody th a").all_inner_texts()
    page = newcomer.go("/works")
    assert "6 800,00 €" in page.inner_text("main").replace("\u202f", " ").replace("\u00a0", " ")
    newcomer.check_accessible("keeping-works")

    # Planned for a day to come, it is moved, and then withdrawn: the two go on.
    year = datetime.date.today().year + 2
    pairs = newcomer.go("/links").locator("table").last.locator("tbody tr").all_inner_texts()
    one, two = next(row.split("\t")[:2] for row in pairs if "5\u00a0m" in row and not {first, other} & set(row.split("\t")[:2]))
    page = newcomer.go(f"{level}?day={year}-01-01")
    for code in (one, two):
        page.check(f"input[aria-label='{code}']")
    send(page, ".chosen button >> nth=0")
    page.fill("[name=day]", f"{year}-03-01")
    send(page, "button[value=preview]")
    send(page, "button[value=act]")
    page = newcomer.go("/works")
    with page.expect_navigation():
        page.click("a[href$='/move']")
    assert page.input_value("[name=day]") == f"{year}-03-01"
    page.fill("[name=day]", f"{year}-05-01")
    send(page, "button[value=preview]")
    assert page.locator("#preview svg .is-marked").count() == 1
    newcomer.check_accessible("keeping-move")
    page.set_viewport_size(SIZES[WIDE])
    send(page, "button[value=act]")
    page = newcomer.go("/works")
    newcomer.check_accessible("keeping-planned")
    page.set_viewport_size(SIZES[WIDE])
    page.click("form[action$='/withdraw'] button")
    page.wait_for_selector("dialog[open]")
    with page.expect_navigation():
        page.click("dialog button[value=yes]")
    assert page.locator("form[action$='/withdraw']").count() == 0
    page = newcomer.go(f"{level}?day={year}-06-01")
    assert page.locator(f"input[aria-label='{one}']").count() == page.locator(f"input[aria-label='{two}']").count() == 1
