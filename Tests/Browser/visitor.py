"""A person in front of a browser: goes to pages, signs in, and notices what a person would not see."""

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


class Visitor:
    def __init__(self, house: ServedHouse, context: BrowserContext, pictures: Path):
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

    def check_accessible(self, name: str) -> None:
        """No violation on this page, in light and dark, wide and narrow; leaves a picture of each."""
        for scheme in ("light", "dark"):
            for width, size in SIZES.items():
                self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                self.page.set_viewport_size(size)
                self.picture(f"{name}-{scheme}-{width}")
                found = Axe().run(self.page, options=RULES)
                assert found.violations_count == 0, f"{name}, {scheme}, {width}:\n{found.generate_report()}"
                wider = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                assert wider <= 0, f"{name}, {width}: the page is {wider} pixels wider than the screen"

    def picture(self, name: str) -> None:
        self.pictures.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.pictures / f"{name}.png", full_page=True)

    def end(self) -> None:
        self.context.close()
        assert not self.complaints, "\n".join(self.complaints)
