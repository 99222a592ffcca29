"""Cells given, chosen, refused and let as a rental administrator does it, with and without scripts; a milestone that slips, with its letters."""

import re
import time

import pytest


def plan(visitor, level: str) -> dict[str, dict]:
    return {cell["code"]: cell for cell in visitor.get(f"/api/plan?level={level}").json()["cells"]}


def organisation(page, name: str) -> None:
    page.select_option("select[name=organisation]", label=name)


def open_level(page, name: str) -> None:
    page.evaluate("name => [...document.querySelectorAll('.picker-level')].find(level => level.innerText.includes(name)).open = true", name)


def tick(page, *codes: str) -> None:
    for code in codes:
        page.locator(".picker-cells li", has=page.locator(f"strong:text-is('{code}')")).locator("input").check()


def submit(page, form: str = "form.hold-form") -> None:
    with page.expect_navigation():
        page.click(f"{form} button[type=submit]")


def test_a_held_cell_is_not_given(new_member):
    rental = new_member("rental")
    before = rental.get("/api/holds?size=200").headers["x-total-count"]
    page = rental.go("/holds/new?from=2026-12-01")
    page.check("[name=kind][value=let]")
    organisation(page, "Kelvinor")
    open_level(page, "sheds")
    tick(page, "A01")
    assert "Lumifonte" in page.locator(".picker-cells li", has=page.locator("strong:text-is('A01')")).inner_text(), "who has it is told before"
    rental.expect_refusal("/holds")
    submit(page)
    told = page.inner_text("#problems")
    assert "A01" in told and "Lumifonte" in told, told
    assert page.locator("[name=cell]:checked").count() == 1 and page.is_checked("[name=kind][value=let]"), "what was typed is kept"
    assert rental.get("/api/holds?size=200").headers["x-total-count"] == before


def test_two_among_four_then_firmed_up_and_transferred(new_member):
    rental = new_member("rental")
    page = rental.go("/holds/new")
    page.check("[name=kind][value=option]")
    organisation(page, "Wagonnet")
    milestone = page.locator("[name=milestone] option").nth(1).get_attribute("value")
    page.select_option("[name=milestone]", milestone)
    page.fill("[data-picker-search]", "2T0")
    assert page.locator(".picker-cells li:visible").count() > 3, "the filter opens the level"
    tick(page, "2T01", "2T02", "2T03", "2T04")
    assert page.inner_text("[data-picker-sum]").startswith("4 ") and "60" in page.inner_text("[data-picker-sum]")
    page.fill("[name=count]", "2")
    page.fill("[name=expires_on]", "2027-06-30")
    page.fill("[name=monthly_rent]", "300")
    since = time.time()
    submit(page)
    assert re.search(r"/holds/[0-9a-f-]{36}$", page.url), page.inner_text("main")[:800]
    assert "2 parmi 2T01, 2T02, 2T03, 2T04" in page.inner_text(".facts") and "30,00" in page.inner_text(".facts")
    assert rental.house.await_letters(1, since), "the organisation is written to"
    hold = page.url
    # Two that do not touch are refused, beside each other they are not.
    page.click("details:has(form[action$='/firm']) > summary")
    tick(page, "2T01", "2T04")
    rental.expect_refusal(hold.removeprefix(rental.house.base) + "/firm")
    submit(page, "form[action$='/firm']")
    assert page.locator("#problems").is_visible()
    for code in ("2T04",):
        page.locator(".picker-cells li", has=page.locator(f"strong:text-is('{code}')")).locator("input").uncheck()
    tick(page, "2T02")
    submit(page, "form[action$='/firm']")
    assert "2T01, 2T02" in page.inner_text(".facts"), page.inner_text("main")[:800]
    page.click("details:has(form[action$='/transfer']) > summary")
    page.locator("form[action$='/transfer'] select[name=organisation]").select_option(label="Hauban Sécurité")
    submit(page, "form[action$='/transfer']")
    assert "Hauban Sécurité" in page.inner_text("h1")
    page.click("a:text('Voir sur le plan')")
    page.wait_for_url("**/plan?**level=sheds-2-0**")


def test_an_option_extended_and_released(new_member):
    rental = new_member("rental")
    page = rental.go("/holds/new?from=2029-01-01")
    organisation(page, "Cyberplaine")
    open_level(page, "Sheds 2")
    tick(page, "2T07")
    page.fill("[name=from]", "2029-01-01")
    page.fill("[name=expires_on]", "2027-06-30")
    submit(page)
    page.click("details:has(form[action$='/extend']) > summary")
    page.fill("form[action$='/extend'] [name=expires_on]", "2027-09-30")
    submit(page, "form[action$='/extend']")
    # Typed is the last day it is good for, and that is what is told.
    assert "30 septembre 2027" in page.inner_text(".facts")
    page.click("details:has(form[action$='/release']) > summary")
    page.fill("form[action$='/release'] [name=reason]", "Le projet est abandonné")
    page.click("form[action$='/release'] button[type=submit]")
    page.wait_for_selector("dialog[open]")
    with page.expect_navigation():
        page.click("dialog button[value=yes]")
    assert "libéré" in page.inner_text(".page-head")


def test_what_a_kind_does_not_need_stands_back(new_member):
    page = new_member("rental").go("/holds/new")
    page.check("[name=kind][value=works]")
    assert page.locator("[name=organisation]").is_hidden() and page.locator("[name=monthly_rent]").is_hidden()
    page.check("[name=kind][value=let]")
    assert page.locator("[name=organisation]").is_visible() and page.locator("[name=expires_on]").is_hidden()


def test_all_problems_at_once_without_scripts(new_member):
    rental = new_member("rental", java_script_enabled=False)
    page = rental.go("/holds/new")
    page.check("[name=kind][value=option]")
    page.fill("[name=from]", "")
    page.fill("[name=monthly_rent]", "douze")
    rental.expect_refusal("/holds")
    submit(page)
    wrong = page.locator(".field-wrong").count()
    assert wrong >= 4, page.inner_text("#problems")
    assert page.input_value("[name=monthly_rent]") == "douze"
    page.fill("[name=from]", "2029-01-01")
    page.fill("[name=monthly_rent]", "150")
    page.fill("[name=expires_on]", "2027-06-30")
    organisation(page, "Kelvinor")
    closed = page.locator(".picker-level:not([open]) > summary")
    while closed.count():
        closed.first.click()
    tick(page, "2T08")
    submit(page)
    assert "2T08" in page.inner_text(".facts"), page.inner_text("main")[:800]


@pytest.mark.parametrize("kind", ["option", "let", "works"])
def test_the_list_is_filtered(new_member, kind):
    page = new_member("rental").go("/holds")
    page.select_option("[name=kind]", kind)
    page.click(".toolbar button[type=submit]")
    page.wait_for_url("**kind=*")
    assert page.locator(f"tbody .badge-{kind}").count() == page.locator("tbody tr").count() > 0


def test_a_milestone_slips_with_a_letter_to_each(new_member):
    director = new_member("director")
    one = next(one for one in director.get("/api/milestones").json() if not one["reached"])
    page = director.go(f"/milestones/{one['id']}")
    page.fill("form[method=get] [name=day]", "2029-02-01")
    with page.expect_navigation():
        page.click("form[method=get] button[type=submit]")
    moves = page.locator("tbody tr").count()
    holders = set(page.locator("tbody tr th").all_inner_texts())
    assert moves >= 2 and "Lumifonte" in holders
    assert "01/02/2029" in page.inner_text("tbody"), "what would become of each is shown before"
    assert director.get(f"/api/milestones/{one['id']}").json()["day"] == one["day"], "looking changes nothing"
    page.fill("[name=reason]", "Désamiantage de la toiture")
    since = time.time()
    submit(page, "form[action$='/slip']")
    assert "1er février 2029" in page.inner_text(".page-head") and "Désamiantage" in page.inner_text(".timeline")
    director.house.await_letters(len(holders), since)
    director.house.await_letter(since, text="Désamiantage")
    held = [hold for hold in director.get("/api/holds").json() if hold.get("milestone") == one["id"]]
    assert any(hold["from"] == "2029-02-01" for hold in held)


def test_a_milestone_is_corrected_and_taken_away(new_member):
    director = new_member("director")
    page = director.go("/milestones/new")
    page.fill("[name=name]", "Réception de la vérière")
    page.select_option("[name=building]", director.get("/api/milestones").json()[0]["building"])
    page.select_option("[name=kind]", "works")
    page.fill("[name=day]", "2029-05-01")
    submit(page, "form[action='/milestones']")
    page.click(".page-head a[href$='/edit']")
    page.wait_for_url("**/edit")
    page.fill("[name=name]", "Réception de la verrière")
    submit(page, "form[action^='/milestones/']")
    assert page.inner_text("h1") == "Réception de la verrière"
    submit(page, "form[action$='/remove']")
    assert "verrière" not in page.inner_text("main")
    one = next(one for one in director.get("/api/milestones").json() if not one["reached"])
    page = director.go(f"/milestones/{one['id']}")
    assert page.locator("form[action$='/remove']").count() == 0, "something hangs on it"
