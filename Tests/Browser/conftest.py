"""What the browser tests are handed: one house for all of them, one browser, and a fresh visitor for each."""

import os
import shutil
import time
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from served_house import serving
from visitor import SIZES, WIDE, Visitor

# The tests' day is the house's: before midnight in UTC it is already tomorrow there.
os.environ["TZ"] = "Europe/Paris"
time.tzset()


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """Where a picture of every page is left, when somebody wants to look at them."""
    folder = os.environ.get("KM0_TEST_PICTURES")
    return Path(folder) if folder else None


def pytest_addoption(parser):
    parser.addoption("--keep-pictures", action="store_true", help="write the pictures of the README anew, into docs/pictures")


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    yield from serving(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="session")
def browser():
    path = shutil.which("chromium")
    assert path, "Debian's chromium is not there: ./km0 test installs it"
    with sync_playwright() as playwright:
        # Root has no user namespace to build a sandbox in; the tests open nothing but the house.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def new_visitor(house, browser, pictures):
    """Makes visitors: `new_visitor(locale="de-DE", java_script_enabled=False)`."""
    visitors = []

    def make(**options) -> Visitor:
        context = browser.new_context(**{"locale": "fr-FR", "timezone_id": "Europe/Paris", "viewport": SIZES[WIDE], **options})
        visitors.append(Visitor(house, context, pictures))
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.end()


@pytest.fixture(scope="session")
def kept_sign_ins() -> dict:
    return {}


@pytest.fixture
def new_member(new_visitor, kept_sign_ins):
    """Makes visitors who are signed in with a role; each role signs in once, and its cookies are kept."""

    def make(role: str, **options) -> Visitor:
        if role == "visitor":
            return new_visitor(**options)
        if role not in kept_sign_ins:
            first = new_visitor()
            first.sign_in(role)
            kept_sign_ins[role] = first.context.storage_state()
        return new_visitor(storage_state=kept_sign_ins[role], **options)

    return make


@pytest.fixture
def visitor(new_visitor) -> Visitor:
    return new_visitor()
