"""From the public form to the accepted offer, as those who live it do: a visitor without an account, the house, a committee of two."""

import time

from served_house import APPLICATION_LINK, part_of
from visitor import tick_only


def submit(page, form: str) -> None:
    with page.expect_navigation():
        page.click(f"{form} button[type=submit]")


def open_deed(page, form: str) -> None:
    """Its form may stand open already."""
    if not page.locator(form).is_visible():
        page.click(f"details:has({form}) > summary")


def test_from_enquiry_to_accepted_offer(new_visitor, new_member, house, tmp_path):
    stranger = new_visitor()
    email = f"eve-{time.time_ns()}@atelix.example"
    page = stranger.go("/enquiry")
    for name, value in {
        "name": "Ève Muller", "email": email, "organisation": "Atelix", "cells": "2", "message": "Deux modules voisins, au calme."}.items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=need]", "module")
    page.check("[name=consent]")
    page.wait_for_timeout(5000)
    submit(page, "main form")
    assert page.url.endswith("/enquiry/received")

    director = new_member("director")
    desk = director.go("/enquiries?state=open")
    desk.click("tbody a:has-text('Ève Muller')")
    desk.click("a[href$='/demand']")
    since = time.time() - 0.01
    desk.click(".page-head a.primary")
    assert desk.input_value("[name=contact]") == "Ève Muller" and desk.input_value("[name=wanted_cells]") == "2"
    desk.fill("[name=earliest]", "2028-10-01")
    desk.fill("[name=jobs]", "4")
    submit(desk, "form[action='/applications']")
    file = desk.url
    mine = house.await_link(since, email, APPLICATION_LINK)

    # The applicant brings the papers and submits; too early, the page says what is missing.
    page = stranger.go(mine)
    stranger.expect_refusal(f"{mine}/move")
    submit(page, "form:has(input[value=submit])")
    assert page.locator("#problems li").count() == 3, page.inner_text("main")[:800]
    paper = tmp_path / "paper.pdf"
    for kind in ("identity", "registration", "businessPlan"):
        paper.write_bytes(b"%PDF-1.7 " + kind.encode())
        page = stranger.go(mine)
        open_deed(page, "form[action$='/papers']")
        page.select_option("form[action$='/papers'] [name=paper]", kind)
        page.set_input_files("form[action$='/papers'] [name=file]", paper)
        submit(page, "form[action$='/papers']")
    submit(page, "form:has(input[value=submit])")
    assert "À examiner" in page.inner_text(".page-head")

    # A committee of the director and the rental administrator.
    desk = director.go("/committees/new")
    desk.fill("[name=day]", time.strftime("%Y-%m-%d"))
    tick_only(desk, "member", "Ariane Keller", "Claire Schmitt")
    tick_only(desk, "application", "Atelix")
    submit(desk, "form[action='/committees']")
    session = desk.url.removeprefix(house.base)
    for role in ("director", "rental"):
        member = new_member(role)
        seat = member.go(session)
        seat.click("tbody a:has-text('Atelix')")
        item = seat.url.removeprefix(house.base)
        open_deed(seat, "form[action$='/scores']")
        for criterion in ("project", "team", "solvency", "collective"):
            seat.fill(f"[name=score_{criterion}]", "4")
        submit(seat, "form[action$='/scores']")
    desk = director.go(item)
    assert "80,00" in desk.inner_text("table")
    open_deed(desk, "form[action$='/decision']")
    desk.select_option("[name=decision]", "accept")
    desk.fill("[name=reasons]", "Projet solide, équipe complète.")
    since = time.time() - 0.01
    submit(desk, "form[action$='/decision']")
    letter = house.await_letter(since, email, part="application/pdf")
    assert [part.get_content_type() for part in letter.iter_attachments()] == ["application/pdf"]
    assert director.get(f"{item}/letter").body().startswith(b"%PDF")
    assert director.get(f"{session}/minutes").body().startswith(b"%PDF")

    # On the list, with every point; offered what suits.
    desk = director.go("/waiting-list?q=atelix")
    assert "Décision 20,00" in desk.inner_text("tbody")
    desk = director.go(file.removeprefix(house.base))
    desk.click("a[href$='/offer']")
    desk.locator(".table-part tbody a").first.click()
    cells = desk.input_value("[name=cells]")
    assert len(cells.split()) == 2, "two adjacent cells are proposed"
    since = time.time() - 0.01
    submit(desk, "form[action$='/offer']")
    assert cells.split()[0] in desk.inner_text("main"), desk.inner_text("main")[:800]
    page = stranger.go(house.await_link(since, email, APPLICATION_LINK))
    assert cells.split()[0] in page.inner_text("main")
    page.select_option("form[action$='/answer'] [name=answer]", "accept")
    submit(page, "form[action$='/answer']")
    assert "Offre acceptée" in page.inner_text(".page-head")
    assert "Offre acceptée" in director.go(file.removeprefix(house.base)).inner_text(".page-head")


def test_a_visit_is_invited_by_calendar(new_member, house):
    rental = new_member("rental")
    page = rental.go("/visits")
    open_deed(page, "form[action='/visits/slots']")
    page.fill("form[action='/visits/slots'] [name=day]", time.strftime("%Y-%m-%d", time.localtime(time.time() + 3 * 86400)))
    page.fill("form[action='/visits/slots'] [name=time]", "10:15")
    page.fill("form[action='/visits/slots'] [name=guide]", "Claire Schmitt")
    submit(page, "form[action='/visits/slots']")
    open_deed(page, "form[action='/visits'][method=post]")
    since = time.time() - 0.01
    submit(page, "form[action='/visits'][method=post]")
    calendar = part_of(house.await_letter(since, part="text/calendar"), "text/calendar")
    assert calendar["content-type"].params["method"] == "REQUEST" and "BEGIN:VEVENT" in calendar.get_content()
    # Reception sees who comes, and plans nothing.
    reception = new_member("reception")
    desk = reception.go("/visits")
    assert desk.locator("tbody tr").count() >= 1 and desk.locator("form[action='/visits/slots']").count() == 0
    reception.get("/applications", 403)


def test_unmet_demand_is_seen_and_exported(new_member):
    funder = new_member("funder")
    page = funder.go("/unmet-demand")
    assert page.locator(".demand-chart rect").count() > 100 and "2019" in page.inner_text("main")
    table = funder.get("/unmet-demand.csv?from=2020-01&through=2020-12").body().decode()
    assert len(table.strip().splitlines()) == 13
