"""Every page of the house, as somebody who may see it: no violation in light and dark, no overflow, no error in the console."""

import re

import pytest

from every_page import BESIDES, STATUS, TYPES, Examples, routes


@pytest.fixture(scope="session")
def examples(house, browser, pictures):
    from visitor import Visitor

    director = Visitor(house, browser.new_context(locale="fr-FR"), pictures)
    director.sign_in("director")
    yield Examples(house, director)
    director.end()


ROUTES = routes()


@pytest.mark.parametrize("route", [route for route in ROUTES + BESIDES if not route.path.startswith("/api/")], ids=str)
def test_page(route, examples, new_member):
    path = examples.path(route)
    visitor = new_member(route.role)
    answer = visitor.get(path, STATUS.get(route.path, 200))
    if "text/html" not in answer.headers["content-type"] or not answer.text().lstrip().startswith("<!DOCTYPE"):
        return
    visitor.go(path, STATUS.get(route.path, 200))
    visitor.check_accessible("page-" + (re.sub(r"[^a-z0-9]+", "-", route.path.lower()).strip("-") or "start"))


@pytest.mark.parametrize("route", [route for route in ROUTES if route.path.startswith("/api/")], ids=str)
def test_interface_answers(route, examples, new_member):
    path = examples.path(route)
    answer = new_member(route.role).get(path)
    assert answer.headers["content-type"].startswith(TYPES.get(route.path, "application/json"))
