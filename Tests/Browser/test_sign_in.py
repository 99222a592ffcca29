"""Signing in by a link that is mailed, and a password that is set anew."""

import time


def test_by_a_mailed_link(visitor):
    email = visitor.house.sign_ins()["rental"].email
    page = visitor.go("/sign-in")
    page.fill("[name=email]", email)
    since = time.time()
    with page.expect_navigation():
        page.click("button[formaction='/sign-in/link']")
    assert page.url.endswith("/sign-in/sent")
    link = visitor.house.await_link(since, email, r"http://\S+/sign-in/link/\S+")
    page.goto(link)
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    assert page.locator(".who").is_visible() and "/sign-in" not in page.url
    # A link opens once.
    visitor.expected.update({link, page.url})
    again = visitor.context.request.get(link)
    assert "type=\"password\"" not in again.text() or again.status >= 400


def test_nobody_is_told_who_has_an_account(visitor):
    page = visitor.go("/sign-in")
    page.fill("[name=email]", "nobody@example.org")
    since = time.time()
    with page.expect_navigation():
        page.click("button[formaction='/sign-in/link']")
    assert page.url.endswith("/sign-in/sent")
    time.sleep(1)
    assert visitor.house.letters("nobody@example.org", since) == []
