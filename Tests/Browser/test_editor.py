"""The plan drawn and edited in the browser, by mouse and by keyboard; what is held cannot be drawn over."""

import json
import re

import pytest


class Editor:
    def __init__(self, visitor, level: str):
        self.visitor = visitor
        page = visitor.go(f"/plan?level={level}")
        page.click("[data-plan-edit]")
        page.wait_for_selector("[data-editor] .cell")
        self.page = page

    def codes(self) -> set[str]:
        return set(self.page.locator("[data-editor] .cell").evaluate_all("cells => cells.map(cell => cell.getAttribute('aria-label').split(',')[0])"))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where metres of the plan are on the screen."""
        return tuple(
            self.page.evaluate(
                "([x, y]) => { const p = new DOMPoint(x * 1000, y * 1000).matrixTransform(document.querySelector('.editor-plan').getScreenCTM()); return [p.x, p.y] }",
                [x, y]))

    def click(self, x: float, y: float, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.down(key)
        self.page.mouse.click(*self.point(x, y))
        for key in keys:
            self.page.keyboard.up(key)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.page.mouse.move(*self.point(*start))
        self.page.mouse.down()
        self.page.mouse.move(*self.point((start[0] + end[0]) / 2, (start[1] + end[1]) / 2), steps=4)
        self.page.mouse.move(*self.point(*end), steps=4)
        self.page.mouse.up()

    def tool(self, name: str) -> None:
        self.page.check(f"input[name=tool][value={name}]")

    def chosen(self) -> list[str]:
        return self.page.locator("[data-editor] .cell.chosen").evaluate_all("cells => cells.map(cell => cell.getAttribute('aria-label').split(',')[0])")

    def save(self) -> None:
        with self.page.expect_navigation(url="**/plan?**"):
            self.page.click("[data-save]")

    def save_refused(self) -> str:
        """What is said of it."""
        self.visitor.expect_refusal(self.page.url.removeprefix(self.visitor.house.base).split("?")[0].replace("/edit", "/draw"))
        self.page.click("[data-save]")
        self.page.wait_for_selector("[data-faults] li")
        return self.page.inner_text("[data-faults]")


@pytest.fixture
def director(new_member):
    return new_member("director")


def cell(visitor, code: str) -> dict:
    return next(cell for cell in visitor.get("/api/plan?level=sheds-2-0").json()["cells"] if cell["code"] == code)


def test_a_corridor_by_mouse(director):
    editor = Editor(director, "sheds-2-0")
    before = editor.codes()
    assert {"2AT1", "2AT2", "2AT3"} <= before
    kept = cell(director, "2T01")
    # The workshop that nobody has makes room for a corridor of modules, three on each side.
    editor.click(25, 25.5)
    assert editor.chosen() == ["2AT3"]
    editor.page.keyboard.press("Delete")
    assert "2AT3" not in editor.codes()
    editor.page.keyboard.press("Control+z")
    assert editor.codes() == before
    editor.page.keyboard.press("Control+y")
    editor.page.click("details:has([name=moduleDepth]) > summary")
    for name, value in {"moduleWidth": "3", "moduleDepth": "4.5", "aisle": "2", "firstCode": "2W00"}.items():
        editor.page.fill(f"[name={name}]", value)
    editor.tool("corridor")
    editor.drag((20, 25.5), (29, 25.5))
    assert editor.codes() - before == {"2W01", "2W02", "2W03", "2W04", "2W05", "2W06", "2WA01"}
    assert editor.page.locator("[data-faults] li").count() == 0, editor.page.inner_text("[data-faults]")
    editor.page.fill("[name=note]", "Un couloir de modules")
    editor.save()
    labels = editor.page.locator("a.c").evaluate_all("cells => cells.map(cell => cell.getAttribute('aria-label'))")
    assert sum(label.startswith("2W0") for label in labels) == 6
    assert cell(director, "2T01") == kept, "what was not drawn anew is as it was"


def test_walls_moved_cells_split_and_merged_by_keyboard(director):
    editor = Editor(director, "sheds-2-0")
    page = editor.page
    page.focus(".editor-plan")
    page.keyboard.press("ArrowRight")
    assert len(editor.chosen()) == 1, "an arrow takes the first cell"
    editor.click(28.5, 2)
    assert editor.chosen() == ["2T10"]
    page.keyboard.press("s")
    assert len(editor.chosen()) == 2 and "2T10" not in editor.codes()
    page.keyboard.press("m")
    assert len(editor.chosen()) == 1
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert "2T10" in editor.codes()
    editor.click(28.5, 2)
    page.keyboard.press("ArrowLeft")
    assert editor.chosen() == ["2T09"]
    page.keyboard.press("w")
    page.keyboard.press("w")
    before = page.locator(".cell.chosen").get_attribute("aria-label")
    page.keyboard.press("ArrowRight")
    assert page.locator(".cell.chosen").get_attribute("aria-label") != before, "its wall moves by a step"
    assert page.inner_text("[data-live]"), "it is said"
    page.keyboard.press("Control+z")
    assert page.locator("[data-save]").is_disabled(), "nothing is left to save"


def test_merging_by_mouse_leaves_the_others_alone(director):
    before = {cell["code"]: cell["area"] for cell in director.get("/api/plan?level=sheds-2-0").json()["cells"]}
    editor = Editor(director, "sheds-2-0")
    editor.click(25.5, 2)
    editor.click(28.5, 2, "Shift")
    assert sorted(editor.chosen()) == ["2T09", "2T10"]
    editor.page.click("[data-do=merge]")
    editor.page.fill("[name=code]", "2T09-10")
    editor.page.press("[name=code]", "Tab")
    editor.save()
    after = {cell["code"]: cell["area"] for cell in director.get("/api/plan?level=sheds-2-0").json()["cells"]}
    assert after.pop("2T09-10") == 3000
    assert {code: area for code, area in before.items() if code not in ("2T09", "2T10")} == after


def test_no_wall_moves_into_a_held_cell(director):
    cells = {cell["code"]: cell for cell in director.get("/api/plan?level=sheds-0").json()["cells"]}
    assert cells["G01"]["state"] == "free" and cells["G02"]["state"] == "let"
    holder = cells["G02"]["holder"]["name"]
    editor = Editor(director, "sheds-0")
    box = json.loads(editor.page.evaluate("JSON.stringify(JSON.parse(document.querySelector('#editor-data').textContent).cells.filter(c => c.code === 'G01').map(c => c.outline)[0])"))
    points = [tuple(int(number) / 1000 for number in pair.split(",")) for pair in box.split()]
    right, middle = max(x for x, _ in points), sum(y for _, y in points) / len(points)
    left = min(x for x, _ in points)
    editor.click((left + right) / 2, middle)
    assert editor.chosen() == ["G01"]
    # What is held looks it, says by whom, and is refused at once: before anything is sent.
    neighbour = editor.page.locator(".cell[aria-label^='G02,']")
    assert "held" in neighbour.get_attribute("class").split() and holder in neighbour.get_attribute("aria-label")
    assert "held" not in editor.page.locator(".cell[aria-label^='G01,']").get_attribute("class").split()
    editor.drag((right - 0.05, middle), (right + 0.95, middle))
    told = editor.page.inner_text("[data-faults]")
    assert holder in told and "G02" in told, told
    assert editor.page.locator("[data-save]").is_disabled(), "nothing is drawn"
    neighbour.click()
    assert holder in editor.page.inner_text("[data-held]")
    for key in ("Delete", "s"):
        editor.page.keyboard.press(key)
        assert "G02" in editor.codes() and holder in editor.page.inner_text("[data-faults]") and holder in editor.page.inner_text("[data-live]")
    # New cells are numbered after those of the level.
    assert re.fullmatch(r"[A-Z]\d\d", editor.page.input_value("[name=firstCode]"))
    editor.page.fill("[name=name]", "Atelier")
    editor.page.press("[name=name]", "Tab")
    assert editor.page.locator("[data-save]").is_enabled(), "what is no outline may change"
    assert {cell["code"]: cell for cell in director.get("/api/plan?level=sheds-0").json()["cells"]} == cells, "nothing is changed"
    # The way back is there, and leaving asks first.
    asked = []
    editor.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    editor.page.click(".page-head a.button")
    editor.page.wait_for_url("**/plan?**")
    assert asked == ["beforeunload"]


def facts(editor: Editor, code: str, **typed: str) -> None:
    """Chooses a cell and types what is said of it."""
    editor.page.locator(f".cell[aria-label^='{code},']").click()
    for name, text in typed.items():
        editor.page.fill(f".editor-side [name={name}]", text)
        editor.page.press(f".editor-side [name={name}]", "Tab")


def test_two_who_draw_at_once_keep_what_each_did(new_member):
    first, second = Editor(new_member("director"), "sheds-2-0"), Editor(new_member("rental"), "sheds-2-0")
    facts(first, "2T07", name="Atelier des uns")
    facts(second, "2T08", name="Atelier des autres")
    first.save()
    told = second.save_refused()
    assert "2T07" in told and "2T08" not in told, told
    second.page.locator(".cell[aria-label^='2T07,']").click()
    assert second.page.input_value("[name=name]") == "Atelier des uns", "what the other did is in the drawing"
    second.save()
    again = Editor(new_member("director"), "sheds-2-0")
    for code, name in {"2T07": "Atelier des uns", "2T08": "Atelier des autres"}.items():
        again.page.locator(f".cell[aria-label^='{code},']").click()
        assert again.page.input_value("[name=name]") == name


def test_a_session_that_ends_loses_no_drawing(new_member):
    visitor = new_member("director")
    cookies = visitor.context.cookies()
    editor = Editor(visitor, "sheds-2-0")
    facts(editor, "2T06", name="Dessiné longtemps")
    visitor.context.clear_cookies()
    assert "session" in editor.save_refused()
    assert "/edit" in editor.page.url
    visitor.context.add_cookies(cookies)
    editor.save()
    editor = Editor(visitor, "sheds-2-0")
    editor.page.locator(".cell[aria-label^='2T06,']").click()
    assert editor.page.input_value("[name=name]") == "Dessiné longtemps"


def test_what_is_no_number_stays_and_is_told(director):
    editor = Editor(director, "sheds-2-0")
    facts(editor, "2T05", capacity="douze", workplaces="1,5")
    page = editor.page
    assert page.input_value("[name=capacity]") == "douze" and page.input_value("[name=workplaces]") == "1,5"
    assert page.locator("[data-faults] li").count() == 1 and page.locator("[data-save]").is_disabled()
    facts(editor, "2T05", capacity="12", workplaces="")
    assert page.locator("[data-faults] li").count() == 0 and page.locator("[data-save]").is_enabled()
    # With Ctrl or Alt a key is the browser's; with capitals it is the same key.
    view = page.get_attribute(".editor-plan", "viewBox")
    page.focus(".editor-plan")
    for keys in ("Control+0", "Control+-", "Alt+ArrowLeft"):
        page.evaluate("addEventListener('keydown', event => { window.taken = event.defaultPrevented; event.preventDefault() }, { once: true })")
        page.keyboard.press(keys)
        assert page.evaluate("window.taken") is False, keys
    assert page.get_attribute(".editor-plan", "viewBox") == view
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Shift+Z")
    assert page.locator("[data-faults] li").count() == 0
