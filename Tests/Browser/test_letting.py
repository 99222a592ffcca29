"""The whole way of a tenant, through pages and mails only: enquiry, visit, application file, committee, offer, lease, signature, deposit, invoice, payment."""

import datetime
import random
import re
import time

from axe_playwright_python.sync_playwright import Axe

from every_page import IBANS
from served_house import APPLICATION_LINK, body_of, part_of
from test_money import STATEMENT
from visitor import RULES, tick_only

PASSWORD = "un-atelier-sous-les-sheds"


def submit(page, form: str) -> None:
    with page.expect_navigation():
        page.click(f"{form} button[type=submit]:not([name])")


def open_deed(page, form: str) -> None:
    """Its form may stand open already."""
    if not page.locator(form).is_visible():
        page.click(f"details:has({form}) > summary")


def follow(page, selector: str) -> None:
    with page.expect_navigation():
        page.click(selector)


def passed(visitor, name: str) -> None:
    """A page of the way: as every page is, and with nothing that axe finds."""
    visitor.check_page(name)
    found = Axe().run(visitor.page, options=RULES)
    assert found.violations_count == 0, f"{name}:\n{found.generate_report()}"
    visitor.picture(f"letting-{name}")


def siren() -> str:
    """Nine digits with the right key."""
    digits = [9] + [random.randrange(10) for _ in range(7)]
    total = sum(sum(divmod(digit * (1 + place % 2), 10)) for place, digit in enumerate(digits))
    return "".join(map(str, [*digits, -total % 10]))


def cents(text: str) -> int:
    """`1 234,50 €` as it is shown."""
    return int(re.sub(r"\D", "", text))


def amount(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


class Letting:
    def __init__(self, new_visitor, new_member, house, folder):
        self.new_visitor, self.new_member, self.house, self.folder = new_visitor, new_member, house, folder
        self.stranger = new_visitor()
        self.name = f"Atelix {time.time_ns() % 10**8}"
        self.email = f"eve-{time.time_ns()}@atelix.example"
        self.today = datetime.date.today()

    def enquire(self) -> None:
        page = self.stranger.go("/")
        follow(page, "a[href='/enquiry'] >> nth=0")
        passed(self.stranger, "enquiry")
        for name, value in {
            "name": "Ève Muller", "email": self.email, "organisation": self.name, "cells": "1", "message": "Un module, tout de suite."}.items():
            page.fill(f"[name={name}]", value)
        page.select_option("[name=need]", "module")
        page.check("[name=consent]")
        page.wait_for_timeout(5000)
        submit(page, "main form")
        assert page.url.endswith("/enquiry/received")

    def visit(self) -> None:
        """The house finds the enquiry in its list, shows its rooms, and opens a file."""
        self.rental = self.new_member("rental")
        desk = self.rental.go("/enquiries?state=open")
        follow(desk, f"tr:has-text('{self.name}') a")
        passed(self.rental, "enquiry-received")
        follow(desk, "a[href$='/demand']")
        if not desk.locator("form[action='/visits']").count():
            follow(desk, ".page-head a[href='/visits']")
            open_deed(desk, "form[action='/visits/slots']")
            desk.fill("form[action='/visits/slots'] [name=day]", (self.today + datetime.timedelta(days=2)).isoformat())
            desk.fill("form[action='/visits/slots'] [name=time]", "14:30")
            desk.fill("form[action='/visits/slots'] [name=guide]", "Claire Schmitt")
            submit(desk, "form[action='/visits/slots']")
            desk = self.rental.go("/enquiries?state=open")
            follow(desk, f"tr:has-text('{self.name}') a")
            follow(desk, "a[href$='/demand']")
        since = time.time() - 0.01
        open_deed(desk, "form[action='/visits']")
        submit(desk, "form[action='/visits']")
        assert desk.url.endswith("/demand")
        invitation = self.house.await_letter(since, self.email, part="text/calendar")
        calendar = part_of(invitation, "text/calendar").get_content()
        assert re.search(r"ORGANIZER[^\r\n]*mailto:\S+@", calendar) and ".invalid" not in calendar
        passed(self.rental, "visit-planned")

    def apply(self) -> None:
        desk = self.rental.page
        since = time.time() - 0.01
        follow(desk, ".page-head a.primary")
        assert desk.input_value("[name=contact]") == "Ève Muller" and desk.input_value("[name=wanted_cells]") == "1"
        desk.fill("[name=earliest]", self.today.isoformat())
        submit(desk, "form[action='/applications']")
        self.file = desk.url.removeprefix(self.house.base)
        link = self.house.await_link(since, self.email, APPLICATION_LINK)
        # The applicant completes the file by the link, and sends it.
        page = self.stranger.go(link)
        follow(page, ".page-head a.primary")
        page.fill("[name=siren]", siren())
        page.fill("[name=activity]", "Capteurs pour ateliers")
        submit(page, "main form")
        paper = self.folder / "paper.pdf"
        for kind in ("identity", "registration", "businessPlan"):
            paper.write_bytes(b"%PDF-1.7 " + kind.encode())
            open_deed(page, "form[action$='/papers']")
            page.select_option("form[action$='/papers'] [name=paper]", kind)
            page.set_input_files("form[action$='/papers'] [name=file]", paper)
            submit(page, "form[action$='/papers']")
        submit(page, "form:has(input[value=submit])")
        assert "À examiner" in page.inner_text(".page-head")
        passed(self.stranger, "application")

    def decide(self) -> None:
        director = self.new_member("director")
        desk = director.go("/committees")
        follow(desk, "a[href='/committees/new']")
        desk.fill("[name=day]", self.today.isoformat())
        tick_only(desk, "member", "Ariane Keller", "Claire Schmitt")
        tick_only(desk, "application", self.name)
        submit(desk, "form[action='/committees']")
        session = desk.url.removeprefix(self.house.base)
        for member in (director, self.rental):
            seat = member.go(session)
            follow(seat, f"tbody a:has-text('{self.name}')")
            open_deed(seat, "form[action$='/scores']")
            for criterion in ("project", "team", "solvency", "collective"):
                seat.fill(f"[name=score_{criterion}]", "4")
            submit(seat, "form[action$='/scores']")
        desk = director.go(session)
        follow(desk, f"tbody a:has-text('{self.name}')")
        open_deed(desk, "form[action$='/decision']")
        desk.select_option("[name=decision]", "accept")
        desk.fill("[name=reasons]", "Projet solide.")
        since = time.time() - 0.01
        submit(desk, "form[action$='/decision']")
        self.house.await_letters(1, since, self.email)

    def offer_and_accept(self) -> None:
        desk = self.rental.go("/waiting-list?q=atelix")
        follow(desk, f"tbody a:has-text('{self.name}')")
        follow(desk, ".page-head a.primary")
        desk.locator(".table-part tbody a").first.click()
        desk.select_option("[name=scheme]", label="Bail commercial 3-6-9")
        desk.fill("[name=monthly_rent]", "300,00")
        self.cell = desk.input_value("[name=cells]")
        passed(self.rental, "offer")
        since = time.time() - 0.01
        submit(desk, "form[action$='/offer']")
        letter = body_of(self.house.await_letter(since, self.email, subject=self.cell))
        assert "Bail commercial 3-6-9" in letter
        page = self.stranger.go(re.search(APPLICATION_LINK, letter).group())
        assert "300,00" in page.inner_text("main") and "Bail commercial" in page.inner_text("main")
        page.select_option("form[action$='/answer'] [name=answer]", "accept")
        submit(page, "form[action$='/answer']")
        assert "Offre acceptée" in page.inner_text(".page-head")

    def prepare(self) -> None:
        """One click from the file; what is agreed stands in the form, and the lease says what is still missing, and where it is mended."""
        desk = self.rental.go(self.file)
        passed(self.rental, "file-agreed")
        since = time.time() - 0.01
        follow(desk, ".page-head a[href^='/invitations']")
        assert desk.input_value("[name=email]") == self.email and desk.input_value("[name=role]") == "resident"
        submit(desk, "form[action='/invitations']")
        self.invitation = self.house.await_link(since, self.email, r"/invitation/[\w-]+")
        desk = self.rental.go(self.file)
        follow(desk, ".page-head a.primary")
        ticked = desk.locator(".picker-cells li:has(:checked) strong")
        assert ticked.all_inner_texts() == [self.cell] and desk.input_value("[name=cells]") == ""
        assert desk.input_value("[name=line1_amount]") == "300,00"
        assert desk.locator("[name=scheme] option:checked").inner_text() == "Bail commercial 3-6-9"
        assert desk.input_value("[name=from]") == self.today.isoformat()
        desk.select_option("[name=entity]", label="KM0")
        passed(self.rental, "lease-form")
        submit(desk, "form[action='/leases']")
        assert "en préparation" in desk.inner_text(".page-head")
        self.lease = desk.url.removeprefix(self.house.base)
        self.number = desk.inner_text("h1").split(" ")[0]
        assert desk.locator(f"a[href='{self.file}']").count() == 1, "the lease says where it comes from"
        passed(self.rental, "lease-prepared")
        self.mend()

    def mend(self) -> None:
        """Follows what the lease says is missing until nothing is."""
        settings = self.new_member("director")
        for _ in range(8):
            desk = settings.go(self.lease)
            links = desk.locator(".notice-warning a")
            paths = [links.nth(place).get_attribute("href") for place in range(links.count())]
            path = next((path for path in paths if not path.startswith("/invitations")), None)
            if path is None:
                return
            text = desk.locator(f".notice-warning a[href='{path}']").first.inner_text()
            follow(desk, f".notice-warning a[href='{path}'] >> nth=0")
            if path.startswith("/organisations/"):
                desk.fill("[name=street]", "1 rue de la Fonderie")
                desk.fill("[name=postcode]", "68100")
                desk.fill("[name=city]", "Mulhouse")
                submit(desk, "main form")
                continue
            if path.startswith("/invoicing-settings/customers/"):
                desk.fill("[name=email]", f"compta-{self.email}")
                submit(desk, "main form")
                continue
            card = ".entities section:has(h3:text-is('KM0'))"
            if "série" in text:
                follow(desk, f"{card} a[href$='/series']")
                purpose = "deposits" if "dépôt de garantie" in text.split("série")[1] else "invoices"
                desk.select_option("[name=purpose]", purpose)
                desk.fill("[name=prefix]", {"deposits": "DG-", "invoices": "F-"}[purpose])
                desk.fill("[name=reason]", "Une série par nature de pièce")
            else:
                follow(desk, f"{card} a.button >> nth=0")
                desk.fill("[name=iban]", IBANS[0])
                desk.fill("[name=ics]", "FR72ZZZ123456")
            submit(desk, "main form")
        raise AssertionError(f"the lease still lacks: {desk.locator('.notice-warning').inner_text()}")

    def sign(self) -> None:
        # The tenant opens the account they were given, before anything is offered.
        self.tenant = self.new_visitor()
        page = self.tenant.go(self.invitation)
        for field in page.locator("input[type=password]").all():
            field.fill(PASSWORD)
        submit(page, "main form")
        passed(self.tenant, "tenant-entered")
        desk = self.rental.go(self.lease)
        since = time.time() - 0.01
        submit(desk, "#deed-offer form")
        assert "proposé" in desk.inner_text(".page-head")
        letter = body_of(self.house.await_letter(since, self.email, subject=self.number))
        page = self.tenant.go(re.search(r"/leases/[0-9a-f-]{36}", letter).group())
        passed(self.tenant, "lease-to-sign")
        assert "300,00" in page.inner_text("main")
        assert not page.locator(f"a[href='{self.file}']").count(), "the file is the house's own"
        page.check("#deed-signature [name=accepted]")
        since = time.time() - 0.01
        submit(page, "#deed-signature form")
        assert "en cours" in page.inner_text(".page-head"), page.inner_text("main")[:600]
        call = body_of(self.house.await_letter(since, self.email, subject="dépôt"))
        self.call = re.search(r"référence (\S+?)\.", call).group(1)
        self.deposit = cents(re.search(r"garantie, ([\d\s\u202f\xa0]+,\d\d)", call).group(1))
        passed(self.tenant, "lease-signed")
        desk = self.rental.go(self.file)
        assert self.number in desk.inner_text("main")

    def invoice(self) -> None:
        director = self.new_member("director")
        desk = director.go("/invoice-run")
        if not desk.locator(f"tbody th:has-text('{self.name}')").count():
            blocked = desk.locator(f"li:has-text('{self.name}')")
            raise AssertionError(f"not in the run: {blocked.inner_text() if blocked.count() else desk.inner_text('main')[:800]}")
        desk.click("form[action='/invoice-run'][method=post] button[type=submit]")
        desk.wait_for_selector("dialog[open]")
        follow(desk, "dialog button[value=yes]")
        until = time.monotonic() + 90
        while time.monotonic() < until:
            desk = director.go(f"/invoices?q={self.name.replace(' ', '+')}")
            if desk.locator("tbody tr").count():
                break
            desk.wait_for_timeout(1000)
        follow(desk, "tbody a >> nth=0")
        self.bill = re.search(r"\S*\d{4,}\S*", desk.inner_text("h1")).group()
        self.total = cents(re.search(r"([\d\s\u202f\xa0]+,\d\d)\s*€", desk.inner_text(".page-head")).group(1))
        passed(director, "invoice")

    def pay(self) -> None:
        """The bank says both amounts came, with what the tenant wrote: the numbers of the call and of the invoice."""
        director = self.new_member("director")
        card = director.go("/invoicing-settings").inner_text(".entities section:has(h3:text-is('KM0'))")
        account = re.sub(r"\s", "", re.search(r"FR\d\d(?:\s?[0-9A-Z]{4}){5}\s?[0-9A-Z]{3}", card).group())
        for number, sum in ((self.call, self.deposit), (self.bill, self.total)):
            page = director.go("/bank/import")
            facts = {"name": f"RELEVE-{number}", "account": account, "amount": amount(sum), "closing": amount(sum),
                     "day": self.today.isoformat(), "text": f"virement {number}"}
            statement = {"name": "releve.xml", "mimeType": "application/xml", "buffer": STATEMENT.format(**facts).encode()}
            page.set_input_files("[name=file]", statement)
            submit(page, "main form")
        desk = director.go(f"/receipts?q={self.bill}")
        assert desk.locator("tbody tr").count() == 1
        follow(desk, "tbody a >> nth=0")
        passed(director, "receipt")
        desk = self.rental.go(self.lease)
        facts = desk.locator("dl.facts").first.inner_text()
        assert cents(re.search(r"([\d\s\u202f\xa0]+,\d\d)[\s\xa0]*€ tenus", facts).group(1)) == self.deposit, facts

    def see(self) -> None:
        """The tenant finds it all from their own first page, one click apart."""
        page = self.tenant.go("/my")
        passed(self.tenant, "my")
        assert self.cell in page.inner_text("main")
        follow(page, "a[href^='/my/lease'] >> nth=0")
        facts = page.inner_text("main")
        assert self.number in facts and cents(re.search(r"([\d\s\u202f\xa0]+,\d\d)[\s\xa0]*€ (?:\w+ )?sur", facts).group(1)) == self.deposit, facts[:2000]
        follow(page, "a[href^='/my/invoices'] >> nth=0")
        row = page.locator(f"tr:has-text('{self.bill}')")
        assert "soldée" in row.inner_text(), page.inner_text("main")[:1500]
        passed(self.tenant, "my-invoices")
        follow(page, f"tr:has-text('{self.bill}') a >> nth=0")
        assert re.search(r"Réglé\s+[\d\s\u202f\xa0]+,\d\d", page.inner_text("dl.facts")), page.inner_text("main")[:600]
        passed(self.tenant, "my-invoice")


def test_from_enquiry_to_receipt(new_visitor, new_member, house, tmp_path):
    way = Letting(new_visitor, new_member, house, tmp_path)
    way.enquire()
    way.visit()
    way.apply()
    way.decide()
    way.offer_and_accept()
    way.prepare()
    way.sign()
    way.invoice()
    way.pay()
    way.see()
