"""A person in front of a browser: goes to pages, signs in, and notices what a person would not see."""

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Response

from served_house import ServedHouse

WIDE, NARROW = 1440, 390
SIZES = {WIDE: {"width": WIDE, "height": 900}, NARROW: {"width": NARROW, "height": 844}}
# WCAG 2.2 A and AA, and axe's own good practice.
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
# What a strict Content-Security-Policy refused; gathered before any script of the page runs.
WATCH = "addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI))"


def tick_only(page: Page, name: str, *labels: str) -> None:
    """Of the boxes of a field, these and no others."""
    for box in page.locator(f"[name={name}]").all():
        box.uncheck()
    for label in labels:
        page.get_by_label(label, exact=True).check()


class Visitor:
    def __init__(self, house: ServedHouse, context: BrowserContext, pictures: Path | None):
        self.house = house
        self.context = context
        self.pictures = pictures
        self.complaints: list[str] = []
        self.expected: set[str] = set()
        context.add_init_script(WATCH)
        self.page: Page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        self.page.on("response", self._response)

    def _console(self, message) -> None:
        # A refused page is logged by the browser itself; what was expected of the server is checked by `go`.
        if message.type == "error" and message.location.get("url") not in self.expected:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.url not in self.expected:
            self.complaints.append(f"{response.url}: {response.status}")
        if not response.url.startswith((self.house.base, "data:", "blob:")):
            self.complaints.append(f"{response.url}: another host was asked")

    def go(self, path: str, status: int = 200) -> Page:
        """Opens a page of the house, which must answer with `status`."""
        url = self.house.base + path
        if status >= 400:
            self.expected.add(url)
        response = self.page.goto(url, wait_until="load")
        assert response is not None and response.status == status, f"{path}: {response.status if response else 'nothing'}"
        return self.page

    def sign_in(self, role: str) -> Page:
        """As the person of the demonstration who holds this role."""
        them = self.house.sign_ins()[role]
        page = self.go("/sign-in")
        page.fill("input[name=email]", them.email)
        page.fill("input[name=password]", them.password)
        with page.expect_navigation():
            page.press("input[name=password]", "Enter")
        assert "/sign-in" not in page.url, f"{role} could not sign in: {page.inner_text('main')[:500]}"
        return page

    def get(self, path: str, status: int = 200):
        """Asks for something that is not a page, as a script of the page would."""
        answer = self.context.request.get(self.house.base + path, max_redirects=0)
        assert answer.status == status, f"{path}: {answer.status}"
        return answer

    def expect_refusal(self, path: str) -> None:
        """The next answer at this address may be a refusal."""
        self.expected.add(self.house.base + path)

    def check_accessible(self, name: str) -> None:
        """No violation in light and dark, nothing wider than a wide or a narrow screen, and what every page has; leaves pictures."""
        self.check_page(name)
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            self.page.set_viewport_size(SIZES[WIDE])
            self.picture(f"{name}-{scheme}-{WIDE}")
            found = Axe().run(self.page, options=RULES)
            assert found.violations_count == 0, f"{name}, {scheme}:\n{found.generate_report()}"
        for width, height in ((WIDE, 900), (NARROW, 844), (320, 640)):
            self.page.set_viewport_size({"width": width, "height": height})
            wider = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wider <= 0, f"{name}, {width}: the page is {wider} pixels wider than the screen"
            if width == NARROW:
                self.picture(f"{name}-dark-{NARROW}")
        self.page.set_viewport_size(SIZES[WIDE])

    def check_page(self, name: str) -> None:
        """A title of its own before the name of the house, one heading of the first level, a language, no text key left bare."""
        title, language = self.page.title(), self.page.get_attribute("html", "lang")
        own, _, house = title.rpartition(" · ")
        assert own and house, f"{name}: the title is “{title}”"
        assert language in ("fr", "en", "de"), f"{name}: the language is “{language}”"
        assert self.page.locator("h1").count() == 1, f"{name}: {self.page.locator('h1').count()} headings of the first level"
        bare = re.search(r"\b(?:web|people|spaces|welcome|kernel|demand|planning)(?:\.[a-zA-Z0-9]+){2,}", self.page.inner_text("body"))
        assert not bare, f"{name}: the key {bare and bare.group()} stands in the page"

    def picture(self, name: str) -> None:
        if not self.pictures:
            return
        self.pictures.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.pictures / f"{name}.png", full_page=True)

    def end(self) -> None:
        self.context.close()
        assert not self.complaints, "\n".join(self.complaints)
