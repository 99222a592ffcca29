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


def test_each_lands_where_their_work_is(new_visitor):
    director = new_visitor()
    page = director.sign_in("director")
    assert page.url.endswith("/today")
    work = page.locator(".today a").first
    count = int(work.locator("strong").inner_text())
    assert count > 0
    with page.expect_navigation():
        work.click()
    assert page.locator("main h1").is_visible()
    assert new_visitor().sign_in("resident").url.endswith("/my")
