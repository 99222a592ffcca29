"""The plan through time: moved by slider, keyboard, links and forms, in three languages, in colours, on paper."""

import re

import pytest

OPENING = "2019-02"
LEVEL = "b23-0"
WORDS = {"fr": ("fr-FR", "Plan de la maison", "Rez-de-chaussée"), "en": ("en-GB", "Plan of the house", None), "de": ("de-DE", "Plan des Hauses", None)}


def day(page) -> str:
    return page.get_attribute("#plan-body", "data-day")


def await_day(page, wanted: str) -> None:
    page.wait_for_function("day => document.querySelector('#plan-body').dataset.day.startsWith(day)", arg=wanted)


def count(page, state: str) -> int:
    return page.locator(f".plan-figure a.c.s-{state}").count()


def test_slider_goes_through_the_opening(visitor):
    page = visitor.go(f"/plan?level={LEVEL}&day=2018-12-01")
    assert count(page, "unopened") > 10 and count(page, "let") == 0
    assert page.locator(".plan-notice").is_visible(), "a level that is not open says when it is to be"
    promised = page.locator("a.c.is-promised").count()
    assert promised > 0, "the promises before the opening are drawn"
    page.focus("#plan-month")
    for month in ("2019-01", "2019-02", "2019-03"):
        page.keyboard.press("ArrowRight")
        await_day(page, month)
    assert count(page, "unopened") == 0 and count(page, "let") >= 5
    assert day(page) in page.url, "the address is that of the day"
    assert "2019" in page.inner_text(".plan-live"), "the day is said to those who listen"
    assert "2019" in page.get_attribute("#plan-month", "aria-valuetext")
    page.go_back()
    await_day(page, OPENING)


def test_play_moves_and_stops(visitor):
    page = visitor.go(f"/plan?level={LEVEL}&day=2018-12-01")
    page.click("[data-play]")
    await_day(page, "2019-03")
    page.click("[data-play]")
    stopped = day(page)
    page.wait_for_timeout(900)
    assert day(page)[:4] == stopped[:4] and page.get_attribute("[data-play]", "aria-pressed") == "false"


def test_changes_dates_levels_and_colours(new_member):
    page = new_member("director").go(f"/plan?level={LEVEL}&day=2019-02-15")
    first = day(page)
    page.click("[data-step=next]")
    page.wait_for_function("day => document.querySelector('#plan-body').dataset.day > day", arg=first)
    page.click("[data-step=previous]")
    page.fill("#plan-date", "2020-02-01")
    await_day(page, "2020-02-01")
    page.click(".plan-tabs a[href*='sheds-0']")
    page.wait_for_selector(".plan-tabs a[href*='sheds-0'][aria-current]")
    assert count(page, "let") > 100
    for colour in ("state", "kind", "activity", "rent", "holder"):
        page.select_option("#plan-colour", colour)
        page.wait_for_function(
            "colour => (new URL(document.querySelector('#plan-body').dataset.address, location).searchParams.get('colour') ?? 'holder') === colour", arg=colour)
        assert (page.locator(".legend-colours li").count() > 0) == (colour != "state")
    page.hover(".legend-colours li >> nth=0")
    assert 0 < page.locator(".plan-figure .c.is-lit").count() < count(page, "let")
    page.click("[data-plan-today]")
    page.wait_for_function("today => document.querySelector('#plan-body').dataset.day === today", arg=page.get_attribute(".plan-page", "data-today"))


def test_figures_of_a_level_stand_beside_those_of_the_house(new_member):
    director = new_member("director")
    page = director.go("/plan?day=2019-02-15")
    house = page.locator(".plan-sum-value").all_inner_texts()
    page = director.go(f"/plan?day=2019-02-15&level={LEVEL}")
    level = page.locator(".plan-sum-value").all_inner_texts()
    assert level[0] != house[0] and house[0] in page.inner_text(".plan-figures")
    assert level[3] == house[3], "people are counted for the house alone"


def test_one_name_for_the_cells_of_one_holder(new_member):
    page = new_member("director").go("/plan?day=2026-11-24&level=sheds-0")
    assert page.locator(".n text", has_text="Lumifonte").count() == 1, "four cells side by side bear one name"
    cells = page.locator("a.c[aria-label*='Lumifonte']")
    assert cells.count() == 4, "each cell still says who has it"
    assert "inventée" in cells.first.get_attribute("aria-label"), "and that it is invented"
    assert "*" in page.inner_text(".legend-note")
    assert page.locator(".soft").count() > 10


def test_keyboard_alone(new_member):
    page = new_member("director").go("/plan?day=2026-11-24&level=sheds-0")
    assert page.locator("a.c[tabindex='0']").count() == 1, "the drawing is one stop"
    page.focus(".plan-scroll")
    page.keyboard.press("Tab")
    code = lambda: page.evaluate("document.activeElement.getAttribute('aria-label')?.split(/[ ,]/)[0]")
    assert code() == "A01"
    assert "A01" in page.inner_text(".plan-card")
    page.keyboard.press("ArrowRight")
    assert code() == "A02"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("End")
    last = code()
    assert last not in ("A01", "A02")
    page.keyboard.press("Home")
    assert code() == "A01"
    page.keyboard.press("Escape")
    assert page.locator(".plan-card").is_hidden()
    # Past the drawing by one Tab.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.plan-figure')") is None
    page.keyboard.press("Shift+Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert re.search(r"/cells/[0-9a-f-]{36}$", page.url)
    assert "A01" in page.inner_text("h1")


def test_hovering_tells(new_member):
    page = new_member("director").go("/plan?day=2026-11-24&level=sheds-0")
    page.hover("a.c[aria-label^='A01']")
    told = page.inner_text(".plan-card")
    assert "A01" in told and "Lumifonte" in told


def test_without_scripts(new_visitor):
    page = new_visitor(java_script_enabled=False).go(f"/plan?level={LEVEL}&day=2018-12-01")
    page.click("[data-step=next]")
    assert "2018-12-01" not in page.url and page.locator("h1").count() == 1
    page.fill("#plan-date", "2019-03-15")
    page.click("form[data-plan-form] button[type=submit]")
    assert day(page) == "2019-03-15" and count(page, "let") > 0
    page.click("form[data-plan-slider] button[type=submit]")
    assert day(page) == "2019-03-01"
    page.click(".plan-views a >> nth=1")
    assert page.locator("table.plan-facts tbody tr").count() > 10
    page.click("table.plan-facts th a >> nth=2")
    assert page.locator("th[aria-sort]").count() == 1


@pytest.mark.parametrize("language", WORDS)
def test_three_languages(new_visitor, language):
    locale, title, level = WORDS[language]
    page = new_visitor(locale=locale).go(f"/plan?level={LEVEL}&day=2019-02-15")
    assert page.get_attribute("html", "lang") == language
    assert page.inner_text("h1") == title
    assert "2019" in page.inner_text(".plan-day")
    for other in page.locator(".languages a").all():
        assert "level=b23-0" in other.get_attribute("href"), "another language keeps the place"


def test_no_rents_and_no_hidden_names_for_the_public(visitor):
    page = visitor.go("/plan?day=2026-11-24&level=sheds-0")
    assert page.locator("#plan-colour option[value=rent]").count() == 0
    assert "€" not in page.inner_text(".plan-figures")


@pytest.mark.parametrize("level", ["sheds-0", LEVEL])
def test_on_paper(new_member, level):
    page = new_member("director").go(f"/plan?day=2026-11-24&level={level}")
    page.emulate_media(media="print")
    assert page.locator(".plan-controls").is_hidden() and page.locator(".top").is_hidden() and page.locator(".plan-legend").is_visible()
    sheet = page.pdf(format="A4", landscape=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1, "a level is one sheet"
