"""From assumptions to drafts, as a director does it: a scenario of the demonstration house is searched, looked at, accepted, and its drafts are found."""

import re
import time

import pytest

from served_house import serving


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """As its history leaves it: other tests give away what is free, and then a plan proposes nothing."""
    yield from serving(tmp_path_factory.mktemp("planned"))


@pytest.fixture(scope="module")
def kept_sign_ins() -> dict:
    return {}


def submit(page, form: str) -> None:
    with page.expect_navigation():
        page.click(f"{form} button[type=submit]")


def test_a_scenario_becomes_drafts(new_member, house):
    director = new_member("director")
    page = director.go("/scenarios/new")
    # What is wrong is told beside its field, and what was typed stays.
    # Three things are asked; what is assumed besides stands folded, each theme with what it says.
    assert page.locator("form[action='/scenarios'] :is(input, select):visible").count() == 2 + 6, "a name, a month, six questions"
    folded = page.locator(".planning-fold")
    assert folded.count() == 4 and "personne ne déménage" in folded.nth(0).inner_text() and "36 mois" in folded.nth(3).inner_text()
    # A question decides the assumption it is about, and the line says so; changed by hand, another question is asked.
    page.check("[name=question][value=moves]")
    assert "déménagements proposés" in folded.nth(0).inner_text()
    folded.nth(0).locator("summary").focus()
    page.keyboard.press("Enter")
    page.uncheck("[name=move_firms]")
    assert page.is_checked("[name=question][value=place]") and "personne ne déménage" in folded.nth(0).inner_text()
    page.fill("[name=name]", f"Printemps {time.time_ns()}")
    folded.nth(3).locator("summary").click()
    page.fill("[name=horizon]", "900")
    assert "900 mois" in folded.nth(3).locator("summary").inner_text()
    director.expect_refusal("/scenarios")
    submit(page, "form[action='/scenarios']")
    assert page.locator("#problem-horizon").count() == 1 and page.input_value("[name=horizon]") == "900"
    assert page.is_visible("[name=horizon]"), "the theme with the problem is open"
    page.eval_on_selector_all(".planning-fold", "all => all.forEach(one => { one.open = true })")
    page.fill("[name=horizon]", "14")
    page.uncheck("[name=forecast]")
    page.select_option("[name=effort]", "quick")
    page.check("[name=move_firms]")
    submit(page, "form[action='/scenarios']")
    scenario = page.url
    assert page.locator("#running progress").count() == 1, page.inner_text("main")[:500]

    # The page looks again by itself until there is a plan.
    page.wait_for_selector("form[action$='/accept']", timeout=180_000)
    text = page.inner_text("main")
    assert "Loyers attendus" in text and "Qui vient, qui bouge" in text

    # On the plan through time: the slider leads to another month, with the cells that differ marked.
    with page.expect_navigation():
        page.click("a[href^='/scenarios/'][href$='/plan']")
    assert page.locator("svg .cells a").count() > 50
    page.eval_on_selector("#plan-month", "one => { one.value = 12; one.dispatchEvent(new Event('change', { bubbles: true })) }")
    page.wait_for_url(re.compile(r"month=12"))
    assert page.locator("svg .is-marked").count() > 0
    assert page.locator("table tbody tr").count() > 0

    page.goto(scenario)
    submit(page, "form[action$='/accept']")
    assert "/drafts?scenario=" in page.url
    # The house is full: the offer waits for the move that makes room, and says so; only the move can be opened.
    move = page.locator("tbody tr", has_text="Déménagement à proposer").filter(has_text="À envoyer").first
    offer = page.locator("tbody tr", has_text="Après une autre").first
    assert "Offre" in offer.inner_text() and "Déménagement à proposer, " in offer.inner_text(), page.inner_text("main")[:800]
    assert offer.locator("a[href*='/offer?cells=']").count() == 0
    assert move.locator(".draft-deeds > a, .draft-deeds > form button").count() == 1

    # One is put aside, with its reason.
    offer.locator("summary").click()
    offer.locator("input[name=reason]").fill("À revoir au printemps")
    with page.expect_navigation():
        offer.locator("form button").click()
    page.goto(f"{house.base}/drafts?state=discarded")
    assert "À revoir au printemps" in page.inner_text("main")
    page.goto(f"{house.base}/drafts?state=open")
    assert page.locator("tbody tr", has_text="Déménagement à proposer").count() > 0


def filled_in(page) -> str:
    """The cells of a form, typed or ticked."""
    return page.locator("[name=cells]").first.input_value() or " ".join(page.locator(".picker-cells li:has(:checked) strong").all_inner_texts())


def test_each_kind_of_draft_leads_to_its_form_filled_in(new_member, house):
    """Whatever the demonstration yields: the form that a draft opens has its cells and its day."""
    director = new_member("director")
    seen = set()
    for line in director.get("/api/drafts?state=open").json():
        if line["kind"] in seen:
            continue
        page = director.go(f"/drafts?state=open&kind={line['kind']}")
        row = page.locator("tbody tr", has_text=line["cells"]).first
        deed = row.locator(".draft-deeds > a, .draft-deeds > form button").first
        if deed.count() == 0:
            continue
        seen.add(line["kind"])
        with page.expect_navigation():
            deed.click()
        if "/holds/" in page.url and line["kind"] == "move":
            continue
        assert filled_in(page) == line["cells"], (line, page.url)
        if line["kind"] != "promise":
            assert page.locator(f"[value='{line['from']}']").count() > 0, (line, page.url)
        if line["kind"] in ("option", "growth"):
            assert page.input_value("[name=organisation]"), page.url
    assert seen


def test_what_if_a_firm_leaves(new_member, house):
    director = new_member("director")
    done = next(one for one in director.get("/api/scenarios?state=done").json())
    page = director.go(f"/scenarios/{done['id']}")
    with page.expect_navigation():
        page.click("a[href^='/scenarios/new?former=']")
    assert page.locator("details.what-if[open]").count() == 1 and page.input_value("[name=horizon]") == str(done["assumptions"]["horizon"])
    firm = page.locator("#field-leaves_1 option").nth(1)
    name, value = firm.inner_text(), firm.get_attribute("value")
    page.select_option("[name=leaves_1]", value)
    # Without its month it is told beside the field, and the choice stays.
    director.expect_refusal("/scenarios")
    submit(page, "form[action='/scenarios']")
    assert page.locator("#problem-leaves_month_1").count() == 1 and page.input_value("[name=leaves_1]") == value
    first = page.input_value("[name=month]")
    year, month = (int(part) for part in first.split("-"))
    page.fill("[name=leaves_month_1]", f"{year + (month + 2) // 12}-{(month + 2) % 12 + 1:02d}")
    submit(page, "form[action='/scenarios']")
    page.wait_for_selector("form[action$='/accept']", timeout=180_000)
    text = page.inner_text("main")
    assert f"{name} part à partir de" in text and "Ce qui change par rapport à" in text and "En tout" in text
    rows = director.get(f"/api/scenarios/{page.url.split('/')[-1]}/departures").json()
    assert any(change["kind"] == "leaves" for one in rows["departures"] for change in one["changes"])


def test_questions_and_futures(new_member, house):
    director = new_member("director")
    page = director.go("/planning-questions")
    # Three in a row cannot be had in a house that is full, and who is in the way is told.
    page.fill("[name=cells]", "3")
    with page.expect_navigation():
        page.click("form[action='/planning-questions'] button[type=submit]")
    assert "Ce qui bloque" in page.inner_text("main") and page.locator("#drawn").count() == 0
    page.fill("[name=cells]", "2")
    with page.expect_navigation():
        page.click("form[action='/planning-questions'] button[type=submit]")
    assert page.locator("tbody tr").count() > 0
    # The answers stand on the drawing, and each leads to the form of its act with its cells.
    assert page.locator("#drawn svg .is-marked").count() >= 2
    cells = page.locator("tbody tr th").first.inner_text()
    with page.expect_navigation():
        page.locator("tbody a[href*='cells=']:not([href*='answer='])").first.click()
    filled = filled_in(page)
    assert filled and (filled == cells or "/move" in page.url), (filled, cells, page.url)

    page = director.go("/second-building/new")
    assert "Arrivées par taille" in page.inner_text("main")
    # The second building is asked about; the rest stands folded, in one line each that follows what is typed.
    assert page.locator("form[action='/second-building'] :is(input, select):visible").count() == 6
    page.fill("[name=name]", f"Bâtir {time.time_ns()}")
    page.eval_on_selector_all(".planning-fold", "all => all.forEach(one => { one.open = true })")
    page.fill("[name=futures]", "40")
    assert "40 futurs" in page.inner_text(".planning-fold:has([name=futures]) summary").replace("\u202f", " ").replace("\xa0", " ")
    page.fill("[name=second_cells]", "40")
    page.fill("[name=second_opens]", f"{time.localtime().tm_year + 2}-01")
    submit(page, "form[action='/second-building']")
    page.wait_for_selector(".planning-chart", timeout=180_000)
    assert page.locator(".planning-chart.wide").count() == 4
    # A phone shows each curve to its end.
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.locator(".planning-chart:visible").count() == 4
    assert page.eval_on_selector_all(".planning-chart.narrow", "all => all.every(one => one.getBoundingClientRect().right <= innerWidth)")
    page.set_viewport_size({"width": 1440, "height": 900})
    # What lies behind the figures is folded; paper has it.
    assert "Kaufman" not in page.inner_text("main")
    page.emulate_media(media="print")
    assert "Kaufman" in page.inner_text("main")
    page.emulate_media(media="screen")
    assert director.get(page.url.removeprefix(house.base) + "/months.csv").status == 200
