"""The pages anyone sees first, in three languages, light and dark, wide and narrow, with and without scripts."""

import pytest

LOCALES = {"fr": "fr-FR", "en": "en-GB", "de": "de-DE"}


def test_start_page_is_accessible(visitor):
    visitor.go("/")
    visitor.check_accessible("start")


def test_sign_in_page_is_accessible(visitor):
    visitor.go("/sign-in")
    visitor.check_accessible("sign-in")


def test_lost_page_is_accessible(visitor):
    page = visitor.go("/there/is/no/such/page", status=404)
    assert "Hummingbird" not in page.content()
    visitor.check_accessible("lost")


@pytest.mark.parametrize("language", LOCALES)
def test_start_page_speaks_the_language_of_the_browser(new_visitor, language):
    page = new_visitor(locale=LOCALES[language]).go("/")
    assert page.get_attribute("html", "lang") == language


def test_start_page_needs_no_script(new_visitor):
    page = new_visitor(java_script_enabled=False).go("/")
    assert page.locator("main h1").count() == 1


def test_keyboard_reaches_the_content_first(visitor):
    page = visitor.go("/")
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    assert target and target.startswith("#"), "the first thing reached by keyboard skips to the content"


@pytest.mark.parametrize("role", ["director", "rental", "resident", "funder"])
def test_signing_in_and_out(visitor, role):
    page = visitor.sign_in(role)
    assert page.locator("main h1").count() == 1
