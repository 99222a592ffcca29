"""The resident's side, as a school that rents by contract lives it: what they read, what they hand in, what they sign and take back."""

import re
import time

from every_page import IBANS, Examples

PAPER = {"name": "attestation.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%insured\n"}


def submit(page, form: str) -> None:
    with page.expect_navigation():
        page.click(f"{form} .form-end button[type=submit]")


def test_a_resident_reads_hands_in_and_asks_what_if(new_member):
    school = new_member("school")
    page = school.go("/my")
    assert "L’attestation d’assurance du bail" in page.inner_text(".my-todo")
    page.click("nav[aria-label=Menu] a[href='/my/lease']")
    # Rent, as often revised as the house is old, and provisions, each quarter in advance.
    lease = next(one for one in school.get("/api/my/leases").json() if one["state"] == "running")
    monthly = f"{lease['monthlyNetCents'] // 100:,}".replace(",", "\u202f") + f",{lease['monthlyNetCents'] % 100:02}"
    assert lease["monthlyNetCents"] > 3192_00, "dearer than when it was signed"
    assert f"{monthly}\u00a0€ par mois hors taxes, facturés au début de chaque trimestre" in page.inner_text("main")
    form = "form[action$='/insurance']"
    page.fill(f"{form} [name=insurer]", "Assurances de l’Ill")
    school.expect_refusal(page.get_attribute(form, "action"))
    page.eval_on_selector(f"{form} [name=file]", "field => { field.required = false }")
    submit(page, form)
    assert page.locator(f"{form} [name=insurer]").input_value() == "Assurances de l’Ill"
    page.set_input_files(f"{form} [name=file]", PAPER)
    submit(page, form)
    assert "L’attestation est déposée" in page.inner_text("[role=status]")
    assert "Assurances de l’Ill, jusqu’au" in page.inner_text("main")
    assert "attestation.pdf" in school.go("/my/documents").inner_text("main")
    # The house sees it at once.
    number = re.search(r"BAIL-\d{4}-\d{4}", school.go("/my/lease").inner_text("main")).group()
    rental = new_member("rental")
    rental.go(f"/leases?q={number}").click("tbody a")
    assert "attestation.pdf" in rental.page.inner_text("main")
    # What if: two cells more, then leaving; nothing is written.
    page = school.go("/my/lease")
    page.click("main a[href$='/what-if']")
    page.check("[name=change][value=more]")
    page.fill("[name=cells]", "1")
    submit(page, "form[action$='/what-if']")
    assert "Première facture différente" in page.inner_text("main")
    assert page.locator("tr.what-if-changed").count() > 1
    school.check_accessible("what-if")
    # Notice: the first step reckons, the second says what follows and waits for the word.
    page = school.go("/my/lease")
    page.click("main a[href$='/notice']")
    submit(page, "form[action$='/notice']")
    assert "Étape 2 sur 2" in page.inner_text("main")
    school.expect_refusal(page.get_attribute("form[action$='/notice']", "action"))
    page.eval_on_selector("[name=confirmed]", "field => { field.required = false }")
    submit(page, "form[action$='/notice']")
    assert "Cochez pour confirmer" in page.inner_text("main")
    school.check_accessible("notice-confirm")


def test_a_resident_reads_what_the_building_cost(new_member):
    school = new_member("school")
    statements = school.get("/api/my/charges").json()
    assert len(statements) > 3 and [one["year"] for one in statements] == sorted((one["year"] for one in statements), reverse=True)
    latest = statements[0]
    assert latest["balanceCents"] == sum(cost["partCents"] for cost in latest["costs"]) - latest["provisionsCents"]
    page = school.go("/my")
    page.click("nav[aria-label=Menu] a[href='/my/charges']")
    first = page.locator(".my-part").first
    assert f"Décompte {latest['year']}" in first.inner_text() and latest["costs"][0]["label"] in first.inner_text()
    paper = school.get(first.locator("a[href^='/my/charges/statement']").get_attribute("href"))
    assert paper.body().startswith(b"%PDF")
    # Another year is one link away, and the invoice on which its balance stands another.
    before = next(one for one in statements if one["year"] < latest["year"] and "invoice" in one)
    page.click(f"a[href^='/my/charges?year={before['year']}']")
    assert f"Décompte {before['year']}" in page.locator(".my-part").first.inner_text()
    page.locator(".my-part").first.locator(f"a[href='/invoices/{before['invoice']}']").click()
    assert before["invoiceNumber"] in page.inner_text("h1")
    # Nothing of another organisation's, nor of the house's own pages.
    other = new_member("director").get("/api/organisations?q=lumifonte").json()["organisations"][0]["id"]
    for path in ("/my/charges", "/my/charges/statement", "/api/my/charges"):
        school.get(f"{path}?organisation={other}", 404)
    school.get("/settlements", 403)


def landlord_that_collects(examples: Examples) -> None:
    """The entity the school rents from invoices, with an account and a creditor identifier."""
    found = examples.api("/api/organisations?q=sci")["organisations"]
    entity = next(one["id"] for one in found if one["usual_name"] == "SCI KM0")
    known = [one for one in examples.api("/api/invoicing-settings")["entities"] if one["entity"] == entity]
    if not any(one.get("iban") and one.get("ics") for one in known):
        terms = {"from": time.strftime("%Y-%m-%d"), "term": 30, "vat": "debits", "indemnity": "40 €", "penalty": "BCE + 10", "discount": "Aucun",
                 "iban": IBANS[0], "bic": "AGRIFRPP", "ics": "FR72ZZZ123456"}
        examples.tell(f"/api/invoicing-settings/entities/{entity}", terms, "put")


def test_a_resident_signs_a_mandate_and_takes_it_back(house, new_member):
    landlord_that_collects(Examples(house, new_member("director")))
    school = new_member("school")
    page = school.go("/my/mandate")
    form = "form[action='/my/mandates']"
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    page.select_option(f"{form} [name=entity]", label="SCI KM0")
    page.fill(f"{form} [name=iban]", IBANS[1])
    page.check(f"{form} [name=accepted]")
    submit(page, form)
    assert "Le mandat est signé" in page.inner_text("[role=status]")
    assert IBANS[1] not in page.content()
    paper = page.locator("a[href$='/document']").first.get_attribute("href")
    assert school.get(paper).body().startswith(b"%PDF")
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    form = "form[action$='/revoke']"
    page.fill(f"{form} [name=reason]", "Autre banque")
    page.check(f"{form} [name=confirmed]")
    submit(page, form)
    assert "Le mandat est retiré" in page.inner_text("[role=status]")
    assert "Autre banque" in page.inner_text("main")
