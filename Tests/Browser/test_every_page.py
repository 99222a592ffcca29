"""Every page of the house, as somebody who may see it: no violation in light and dark, no overflow, no error in the console."""

import re

import pytest

from every_page import BESIDES, ROLES, STATUS, TYPES, Examples, routes


@pytest.fixture(scope="session")
def examples(house, browser, pictures):
    from visitor import Visitor

    director = Visitor(house, browser.new_context(locale="fr-FR"), pictures)
    director.sign_in("director")
    yield Examples(house, director)
    director.end()


@pytest.fixture(scope="session")
def askers(house, browser, pictures):
    """One of each role, who asks without a page."""
    from visitor import Visitor

    asking = {role: Visitor(house, browser.new_context(locale="fr-FR"), pictures) for role in ROLES}
    for role, visitor in asking.items():
        if role != "visitor":
            visitor.sign_in(role)
    yield asking
    for visitor in asking.values():
        visitor.end()


ROUTES = routes()


@pytest.mark.parametrize("route", [route for route in ROUTES + BESIDES if not route.path.startswith("/api/")], ids=str)
def test_page(route, examples, new_member):
    path = examples.path(route)
    visitor = new_member(route.role)
    answer = visitor.get(path, STATUS.get(route.path, 200))
    if "text/html" not in answer.headers["content-type"] or not answer.text().lstrip().startswith("<!DOCTYPE"):
        return
    # Words and addresses of a link are both text: only a look tells when they stand for each other.
    links = re.findall(r'(?:href|action)="([^"]*)"', answer.text())
    assert not [link for link in links if link and not re.match(r"[/#?]|(https?|mailto|tel|webcal):", link)], path
    visitor.go(path, STATUS.get(route.path, 200))
    visitor.check_accessible("page-" + (re.sub(r"[^a-z0-9]+", "-", route.path.lower()).strip("-") or "start"))


@pytest.mark.parametrize("route", [route for route in ROUTES if route.path.startswith("/api/")], ids=str)
def test_interface_answers(route, examples, new_member):
    path = examples.path(route)
    answer = new_member(route.role).get(path, STATUS.get(route.path, 200))
    assert answer.headers["content-type"].startswith(TYPES.get(route.path, "application/json"))


@pytest.mark.parametrize("route", [route for route in ROUTES if ":" in route.path and ":secret" not in route.path], ids=str)
def test_keeps_to_whom_it_may_concern(route, examples, askers):
    """Asked for a thing that is there: whoever may not is told no more than of one that is not; others may be told that it is not theirs."""
    path = examples.path(route)
    for role, visitor in askers.items():
        answer = visitor.context.request.get(visitor.house.base + path, max_redirects=0)
        if role not in route.barred:
            assert answer.status < 500, f"{role} {path}: {answer.status}"
        elif answer.status == 303:
            assert role == "visitor" and answer.headers["location"].startswith("/sign-in"), f"{role} {path}"
        else:
            assert answer.status in (401, 403, 404), f"{role} {path}: {answer.status}"
