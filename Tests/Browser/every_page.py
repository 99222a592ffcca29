"""Which pages there are: read from docs/permissions.md, which a test of the house holds against its routes. What stands in an address for
`:name` is found in the running demonstration; a page whose `:name` nobody here knows fails its test until an example is given."""

import datetime
import re
import time
from dataclasses import dataclass

from program import Program
from served_house import APPLICATION_LINK, ROOT, ServedHouse

ROLES = ["visitor", "director", "development", "rental", "reception", "incubation", "fab", "school", "club", "resident", "funder"]
ROUTE = re.compile(r"^\| `GET (/\S*)` \|(.+)\|$", re.MULTILINE)


@dataclass(frozen=True)
class Route:
    path: str
    role: str
    # Those for whom the table says no.
    barred: tuple = ()

    def __str__(self):
        return f"{self.role} {self.path}"


def routes() -> list[Route]:
    """Every address that is got, with the first role that may: as the public where it may."""
    found = []
    for path, cells in ROUTE.findall((ROOT / "docs" / "permissions.md").read_text()):
        allowed = [role for role, cell in zip(ROLES, cells.split("|"), strict=True) if cell.strip() == "yes"]
        found.append(Route(path, allowed[0], tuple(role for role in ROLES if role not in allowed)))
    assert len(found) > 40, "docs/permissions.md is not read as it is written"
    return found


# What the table does not say: pages that are worth seeing in another state or as somebody else.
BESIDES = [
    Route("/plan?level=sheds-0&day=2019-02-15", "director"),
    Route("/plan?level=b23-1&day=2018-03-01&colour=state", "visitor"),
    Route("/plan?level=sheds-2-0&day=2028-12-01&colour=rent", "rental"),
    Route("/plan?view=table&sort=-area&level=sheds-0", "resident"),
    Route("/milestones/:milestone?day=2029-01-15", "director"),
    Route("/holds?kind=option&q=rot", "rental"),
    Route("/there/is/no/such/page", "director"),
    # What each of them sees first, and then every day.
    *(Route("/", role) for role in ROLES[1:]),
    *(
        Route(route.path, role)
        for route in routes()
        if route.path in ("/today", "/my")
        for role in ROLES
        if role not in (route.role, *route.barred)
        # From what waits in the house these are led to what is their own.
        and (route.path, role) not in (("/today", "school"), ("/today", "resident"))
    ),
]
# Not pages for a browser, or pages that answer with another status.
# The final invoice is that of a down payment; the invoice shown here is none.
# The leases of the demonstration keep no file.
STATUS = {"/there/is/no/such/page": 404, "/invoices/:invoice/final": 404, "/leases/:contract/files/:file": 404, "/api/leases/:contract/files/:file": 404}
# What an address needs behind it to show anything.
QUERIES = {
    "/cells/merge": "?cell={cell}&cell={neighbour}",
    "/api/search": "?count=1",
    "/receipts/new": "?customer={organisation}",
    "/plans/new": "?customer={organisation}",
    "/refunds/new": "?customer={organisation}",
    "/api/leases/:contract/what-if": "?change=more&cells=2&from=2030-03",
    "/api/collections/preview": "?entity={issuer}&day=2026-12-15",
    "/api/late/reminders": "?entity={issuer}",
    "/api/late/penalties": "?entity={issuer}",
    "/api/milestones/:milestone/preview": "?day=2029-01-15",
}
# The accounts of the demonstration: the house's own, and a customer's.
IBANS = ["FR7630006000011234567890189", "FR1420041010050500013M02606"]


def bank_day(days: int) -> str:
    """So many days from now, or the Monday after; holidays of the banks apart."""
    day = datetime.date.today() + datetime.timedelta(days=days)
    while day.weekday() > 4 or (day.month, day.day) in {(1, 1), (5, 1), (12, 25), (12, 26)}:
        day += datetime.timedelta(days=1)
    return day.isoformat()


# What a program gets that is not JSON.
TYPES = {
    "/api/collections/:collection/file": "application/xml",
    "/api/transfers/:transfer/file": "application/xml",
    "/api/invoices/:invoice/files/:format": "application/pdf",
    "/api/holds/:hold/letter": "application/pdf",
    "/api/leases/:contract/papers/:document": "application/pdf",
    "/api/exchange": "application/zip",
    "/api/accounts/:books/fec": "application/zip",
    "/api/settlements/statement": "application/pdf",
    "/api/my/charges/statement": "application/pdf",
}


class Examples:
    """Finds one of each thing in the house, as a director would."""

    def __init__(self, house: ServedHouse, director):
        self.house, self.director, self.known = house, director, {}

    def path(self, route: Route) -> str:
        names = re.findall(r":([a-zA-Z]+)", route.path)
        path = route.path
        # A letter belongs to one file, whose applicant may read it.
        if path.endswith("/letters/:item"):
            item = self.value("item", "")
            return f"/application/{self.link_to(self.api(f'/api/committee-items/{item}')['application'])}/letters/{item}"
        # A paper belongs to one file.
        if path.endswith("/papers/:paper"):
            application, paper = self.mine()
            path = path.replace(":application", application).replace(":paper", paper)
            names = [name for name in names if name == "secret"]
        for name in names:
            path = path.replace(f":{name}", self.value(name, route.path), 1)
        query = QUERIES.get(route.path, "")
        for name in re.findall(r"\{(\w+)\}", query):
            query = query.replace(f"{{{name}}}", self.value(name, route.path), 1)
        return path + query

    def value(self, name: str, path: str) -> str:
        if name == "organisation" and "/invoicing-settings/entities/" in path:
            return self.entity_that_invoices()
        if name in ("contract", "mandate") and path.startswith("/my/"):
            return self.own_contract() if name == "contract" else self.own_mandate()
        finder = getattr(self, name, None)
        assert finder, f"{path}: what stands for :{name}? Give every_page.py an example"
        key = (name, path if name == "secret" else "")
        if key not in self.known:
            self.known[key] = finder(path) if name == "secret" else finder()
        return self.known[key]

    def api(self, path: str):
        return self.director.get(path).json()

    def linked(self, path: str, pattern: str) -> str:
        text = self.director.get(path).text()
        found = re.search(pattern, text)
        assert found, f"{path} holds nothing like {pattern}"
        return found.group(1)

    def cells(self) -> list[dict]:
        return [cell for cell in self.api("/api/plan?level=sheds-0")["cells"] if cell["state"] == "let"]

    def cell(self) -> str:
        return self.cells()[0]["cell"]

    def neighbour(self) -> str:
        return self.cells()[1]["cell"]

    def level(self) -> str:
        return self.linked("/plan?level=sheds-0", r'data-level="([^"]+)"')

    def organisation(self) -> str:
        return self.cells()[0]["holder"]["id"]

    def person(self) -> str:
        return self.linked("/people", r"/people/([0-9a-f-]{36})")

    def books(self) -> str:
        """Of an entity that has invoiced somebody."""
        self.invoice()
        every = [one["id"] for one in self.api("/api/accounts")]
        return next(books for books in every if self.api(f"/api/accounts/{books}/customers")["rows"])

    def customer(self) -> str:
        return self.api(f"/api/accounts/{self.value('books', '')}/customers")["rows"][0]["customer"]

    def entry(self) -> str:
        return self.api(f"/api/accounts/{self.value('books', '')}/journal")["rows"][0]["entry"]

    def hold(self) -> str:
        return next(hold["id"] for hold in self.api("/api/holds") if not hold["cells"])

    def reshaping(self) -> str:
        """A split of a room that is never let, years from now."""
        found = [one["id"] for one in self.api("/api/reshapings") if one["planned"]]
        if not found:
            cells = self.api("/api/levels/" + self.linked("/plan?level=b23-0", r'data-level="([^"]+)"'))["cells"]
            landing = next(cell["id"] for cell in cells if cell["code"] == "B0-PAL-E")
            self.tell(f"/api/cells/{landing}/split", {"day": "2035-03-01", "parts": 2})
            found = [one["id"] for one in self.api("/api/reshapings") if one["planned"]]
        return found[0]

    def milestone(self) -> str:
        return next(one["id"] for one in self.api("/api/milestones") if not one["reached"])

    def building(self) -> str:
        return self.api("/api/milestones")[0]["building"]

    def site(self) -> str:
        return self.linked("/buildings", r"/sites/([^/\"]+)/edit")

    def lease(self) -> str:
        return self.linked(f"/buildings/{self.value('building', '')}", r"/head-leases/([^/\"]+)/edit")

    def contract(self) -> str:
        """One that is running and may be moved."""
        return self.api("/api/leases?state=running")[0]["id"]

    def file(self) -> str:
        return "019ab000-0000-7000-8000-000000000001"

    def filed(self) -> None:
        """A certificate is handed in for the first lease of the list, so that it keeps a file."""
        page = self.director.go(f"/leases/{self.api('/api/leases')[0]['id']}")
        form = "form[action$='/insurances']"
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        for name, text in {"insurer": "Assurances du Rhin", "from": "2026-01-01", "last": "2026-12-31"}.items():
            page.fill(f"{form} [name={name}]", text)
        page.set_input_files(f"{form} [name=file]", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 x"})
        with page.expect_navigation():
            page.click(f"{form} button[type=submit]")

    def scheme(self) -> str:
        return self.api("/api/schemes")[0]["id"]

    def page(self) -> str:
        return "legal"

    def document(self) -> str:
        return "contract.pdf"

    def text(self) -> str:
        return "contract-commercial"

    def language(self) -> str:
        return "fr"

    def format(self) -> str:
        return "facturx"

    def invoice(self) -> str:
        found = [one for one in self.api("/api/invoices") if one["type"] == 380]
        return found[0]["id"] if found else self.invoiced()

    def charge(self) -> str:
        found = self.api("/api/charges")
        return found[0]["id"] if found else self.charged()

    def call(self) -> str:
        found = self.api("/api/deposit-calls")
        if found:
            return found[0]["id"]
        deposit = {"entity": self.entity_that_invoices(), "customer": self.organisation(), "text": "Dépôt de garantie", "amount": "900"}
        return self.tell("/api/deposit-calls", deposit)["id"]

    def run(self) -> str:
        return self.tell("/api/invoice-runs", {"month": time.strftime("%Y-%m")})["id"]

    def tell(self, path: str, facts: dict, method: str = "post") -> dict:
        """As the page of the house itself would."""
        token = self.linked("/account", r'name="token" value="([^"]+)"')
        answer = getattr(self.director.page.request, method)(self.house.base + path, data=facts, headers={"x-form-token": token})
        assert answer.ok, f"{path}: {answer.status} {answer.text()[:500]}"
        return answer.json() if answer.text() else {}

    def entity_that_invoices(self) -> str:
        """The entity that lets the spaces, with terms and series if it has none yet."""
        settings = self.api("/api/invoicing-settings")
        found = self.api("/api/organisations?q=km0")["organisations"]
        entity = next(one["id"] for one in found if one["usual_name"] == "KM0")
        base = f"/api/invoicing-settings/entities/{entity}"
        if not any(one["entity"] == entity for one in settings["entities"]):
            terms = {"from": "2019-01-01", "term": 30, "vat": "receipts", "indemnity": "40 €", "penalty": "BCE + 10", "discount": "Aucun"}
            self.tell(base, terms, "put")
        for purpose, prefix in {"invoices": "ESSAI-F-", "deposits": "ESSAI-D-"}.items():
            if not any(one["entity"] == entity and one["purpose"] == purpose for one in settings["series"]):
                self.tell(f"{base}/series", {"purpose": purpose, "prefix": prefix, "reason": "Essai"})
        return entity

    def issuer(self) -> str:
        return self.entity_that_invoices()

    def charged(self) -> str:
        today = time.strftime("%Y-%m-%d")
        charge = {"entity": self.entity_that_invoices(), "customer": self.organisation(), "text": "Clef perdue", "kind": "services", "from": today,
                  "last": today, "billable": today, "net": "12,50", "vat": "standard"}
        return self.tell("/api/charges", charge)["id"]

    def invoiced(self) -> str:
        """An invoice that was not there before."""
        known = {one["id"] for one in self.api("/api/invoices")}
        self.charged()
        self.run()
        until = time.monotonic() + 30
        while time.monotonic() < until:
            found = [one for one in self.api("/api/invoices") if one["type"] == 380 and one["id"] not in known]
            if found:
                return found[0]["id"]
            time.sleep(0.5)
        raise AssertionError("the worker issued nothing")

    def payer(self) -> dict:
        """The entity that invoices, with an account and a creditor identifier, and a customer of it."""
        entity = self.entity_that_invoices()
        known = [one for one in self.api("/api/invoicing-settings")["entities"] if one["entity"] == entity]
        if not any(one.get("iban") and one.get("ics") for one in known):
            terms = {"from": time.strftime("%Y-%m-%d"), "term": 0, "vat": "receipts", "indemnity": "40 €", "penalty": "BCE + 10", "discount": "Aucun",
                     "iban": IBANS[0], "bic": "AGRIFRPP", "ics": "FR72ZZZ123456"}
            self.tell(f"/api/invoicing-settings/entities/{entity}", terms, "put")
        return {"entity": entity, "customer": self.organisation()}

    def receipt(self) -> str:
        found = self.api("/api/receipts")
        today = time.strftime("%Y-%m-%d")
        return found[0]["id"] if found else self.tell("/api/receipts", {**self.payer(), "day": today, "amount": "50", "means": "cheque"})["id"]

    def movement(self) -> str:
        self.payer()
        if not self.api("/api/bank/lines?state=all"):
            self.tell("/api/bank/statements", {"xml": (ROOT / "demo" / "bank" / "statement.xml").read_text()})
        return self.api("/api/bank/lines?state=all")[0]["id"]

    def mandate(self) -> str:
        found = [one for one in self.api("/api/mandates") if one["hasDocument"]]
        if found:
            return found[0]["id"]
        # A paper comes with the form only.
        self.director.go("/mandates/new")
        page = self.director.page
        for name, value in self.payer().items():
            page.select_option(f"[name={name}]", value)
        for name, value in {"holder": "Atelier Éclair", "iban": IBANS[1], "signed_on": "2026-01-05"}.items():
            page.fill(f"[name={name}]", value)
        page.set_input_files("[name=file]", {"name": "mandat.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 signed"})
        with page.expect_navigation():
            page.click("main form button[type=submit]")
        return page.url.split("/")[-1]

    def collection(self) -> str:
        found = self.api("/api/collections")
        if found:
            return found[0]["id"]
        self.mandate()
        self.invoiced()
        # Past the term of any invoice the house has issued.
        day = bank_day(40)
        return self.tell("/api/collections", {"entity": self.payer()["entity"], "day": day})["id"]

    def refund(self) -> str:
        found = self.api("/api/refunds")
        if found:
            return found[0]["id"]
        # Paid too much by far, so that there is a credit whatever stands open.
        paid = {**self.payer(), "day": time.strftime("%Y-%m-%d"), "amount": "5000", "means": "cheque"}
        self.tell("/api/receipts", paid)
        return self.tell("/api/refunds", {**self.payer(), "source": "credit", "amount": "5", "holder": "Atelier", "iban": IBANS[1], "reason": "Trop-perçu"})["id"]

    def transfer(self) -> str:
        self.refund()
        found = self.api("/api/transfers")
        return found[0]["id"] if found else self.tell("/api/transfers", {"entity": self.payer()["entity"], "day": bank_day(1)})["id"]

    def plan(self) -> str:
        found = self.api("/api/plans")
        if found:
            return found[0]["id"]
        self.invoice()
        owed = next(one for one in self.api("/api/late") if one["balanceCents"] > 0)
        account = self.api(f"/api/customers/{owed['customer']}/account")
        number = next(one["number"] for one in account["documents"] if one["entity"] == owed["entity"])
        facts = {"entity": owed["entity"], "customer": owed["customer"], "documents": number, "count": 3, "first": bank_day(30), "reason": "Trésorerie"}
        return self.tell("/api/plans", facts)["id"]

    def reminder(self) -> str:
        """Nobody can be late within a minute: where the house has sent none yet, there is none to see."""
        found = self.api("/api/reminders")
        if not found:
            STATUS.update({"/reminders/:reminder": 404, "/reminders/:reminder/letter": 404})
        return found[0]["id"] if found else "00000000-0000-7000-8000-000000000000"

    def scenario(self) -> str:
        """One that was searched. In a full house it proposes nothing, and nothing is accepted of it."""
        found = self.api("/api/scenarios?state=done")
        if found:
            return found[0]["id"]
        made = self.tell("/api/scenarios", {"name": "Essai", "horizon": 12, "effort": "quick", "forecast": False})["id"]
        self.await_state(f"/api/scenarios/{made}")
        return made

    def study(self) -> str:
        found = [one for one in self.api("/api/second-building") if one["state"] == "done"]
        if found:
            return found[0]["id"]
        made = self.tell("/api/second-building", {"name": "Essai", "horizon": 24, "futures": 20})["id"]
        self.await_state(f"/api/second-building/{made}")
        return made

    def await_state(self, path: str) -> None:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            state = self.api(path)["state"]
            assert state != "failed", self.api(path)
            if state == "done":
                return
            time.sleep(0.5)
        raise AssertionError(f"{path} is not done")

    def own_contract(self) -> str:
        """One of the school's, which it may leave."""
        return next(one["id"] for one in Program.signed_in(self.house, "school").read("/api/my/leases") if "leavingLast" in one)

    def own_mandate(self) -> str:
        """One that the school signs."""
        signed = {"entity": self.payer()["entity"], "holder": "École", "iban": IBANS[1], "accepted": True}
        made = Program.signed_in(self.house, "school").ask("POST", "/api/my/mandates", signed)
        assert made.status == 201, made.body
        return made.json["id"]

    def request(self) -> str:
        """One that a resident makes."""
        asked = {"kind": "other", "message": "Une prise de plus ?"}
        return Program.signed_in(self.house, "resident").ask("POST", "/api/my/requests", asked).json["id"]

    def enquiry(self) -> str:
        """One that somebody makes; a form that is sent within seconds of being opened is taken for a robot's."""
        fresh = self.director.page.context.browser.new_context(locale="fr-FR")
        page = fresh.new_page()
        page.goto(f"{self.house.base}/enquiry")
        for name, value in {"name": "Paule Klein", "email": "paule@example.org", "message": "Deux cellules, si possible au calme."}.items():
            page.fill(f"[name={name}]", value)
        page.select_option("[name=need]", index=1)
        page.check("[name=consent]")
        page.wait_for_timeout(5000)
        with page.expect_navigation():
            page.click("main form button[type=submit]")
        assert page.url.endswith("/enquiry/received"), page.inner_text("main")[:500]
        fresh.close()
        return self.api("/api/enquiries")[0]["id"]

    def application(self) -> str:
        """One on the waiting list that has no offer, so that there is something to do."""
        return next(one["id"] for one in self.api("/api/applications?state=waiting"))

    def committee(self) -> str:
        return self.api("/api/committees")[0]["id"]

    def item(self) -> str:
        """One that was decided has a letter."""
        return self.api("/api/committees")[1]["items"][0]

    def visit(self) -> str:
        """One that somebody plans for the day after tomorrow."""
        self.director.go("/visits")
        page = self.director.page
        unfold = "all => all.forEach(one => { one.open = true })"
        page.eval_on_selector_all("details", unfold)
        page.fill("form[action='/visits/slots'] [name=day]", time.strftime("%Y-%m-%d", time.localtime(time.time() + 2 * 86400)))
        page.fill("form[action='/visits/slots'] [name=time]", "14:30")
        page.click("form[action='/visits/slots'] button[type=submit]")
        page.eval_on_selector_all("details", unfold)
        page.click("form[action='/visits'][method=post] button[type=submit]")
        return self.api("/api/visits")[0]["id"]

    def mine(self) -> tuple[str, str]:
        """The file of somebody who brought a paper: its identity, and the paper's."""
        if "mine" not in self.known:
            page = self.director.go("/applications/new")
            facts = {"name": "Palissandre", "contact": "Paule Klein", "email": "paule@palissandre.example", "earliest": "2027-03-01", "wanted_cells": "2"}
            for name, value in facts.items():
                page.fill(f"[name={name}]", value)
            page.click("form[action='/applications'] button[type=submit]")
            application = page.url.rsplit("/", 1)[1]
            page.click("details:has(form[action$='/papers']) > summary")
            page.set_input_files("form[action$='/papers'] [name=file]", {"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 x"})
            page.click("form[action$='/papers'] button[type=submit]")
            self.known["mine"] = application, self.api(f"/api/applications/{application}")["papers"][0]["id"]
        return self.known["mine"]

    def link_to(self, application: str) -> str:
        """The end of a fresh link, from the mail that carries it."""
        since = time.time() - 0.01
        self.director.go(f"/applications/{application}")
        self.director.page.click("details:has(form[action$='/link']) > summary")
        self.director.page.click("form[action$='/link'] button[type=submit]")
        email = self.api(f"/api/applications/{application}")["email"]
        return self.house.await_link(since, email, APPLICATION_LINK).rsplit("/", 1)[-1]

    def secret(self, path: str) -> str:
        """From the mail that carries it."""
        since = time.time() - 0.01
        kind = path.split("/")[1]
        if kind == "application":
            return self.link_to(self.mine()[0])
        email = self.house.sign_ins()["reception"].email
        page = self.director.page
        if kind == "calendar":
            self.director.go("/obligations")
            page.fill("form[action='/obligations/subscriptions'] input[name=name]", "Telephone")
            page.click("form[action='/obligations/subscriptions'] button[type=submit]")
            return page.locator("code.secret").inner_text().rsplit("/", 1)[-1]
        if kind == "invitation":
            email = "new-neighbour@example.org"
            self.director.go("/invitations")
            page.fill("input[name=email]", email)
            page.fill("input[name=name]", "Paule Klein")
            page.select_option("form[action='/invitations'] select[name=role]", "reception")
            page.locator("form[action='/invitations'] button[type=submit]").last.click()
        elif kind == "address":
            email = "another@example.org"
            self.director.go("/account")
            page.fill("form[action='/account'] input[name=email]", email)
            page.fill("form[action='/account'] input[name=proof]", self.house.sign_ins()["director"].password)
            page.click("form[action='/account'] button[type=submit]")
        else:
            fresh = page.context.browser.new_context(locale="fr-FR")
            page = fresh.new_page()
            page.goto(f"{self.house.base}/{'password' if kind == 'password' else 'sign-in'}")
            page.fill("input[name=email]", email)
            button = "form[action='/password'] button" if kind == "password" else "button[formaction='/sign-in/link']"
            page.click(button)
            fresh.close()
        return self.house.await_link(since, email, re.escape(path.split(":")[0]) + r"[\w-]+").rsplit("/", 1)[-1]
