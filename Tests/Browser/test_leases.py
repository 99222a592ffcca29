"""A lease from the form to the signature, as the rental manager and the tenant's paper make it."""

import re

import pytest

from visitor import NARROW, SIZES

PAPER = {"name": "bail.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%signed\n"}


def free_cell(visitor) -> str:
    cells = visitor.get("/api/plan?level=sheds-0").json()["cells"]
    return next(cell["code"] for cell in cells if cell["state"] == "free")


def submit(page, form: str) -> None:
    with page.expect_navigation():
        page.click(f"{form} button.primary[type=submit], {form} .actions button[type=submit]")


def test_a_lease_is_prepared_offered_and_signed(new_member):
    rental = new_member("rental")
    code = free_cell(rental)
    page = rental.go("/leases/new")
    page.select_option("select[name=tenant]", label="Kelvinor")
    page.select_option("select[name=scheme]", label="Bail commercial 3-6-9")
    page.fill("[name=from]", "2027-03-01")
    page.locator("[name=from]").dispatch_event("change")
    page.wait_for_function("() => document.querySelector('[data-picker] .hint').textContent.includes('mars 2027')")
    # The cells are picked by keyboard: found by their number, ticked, added up.
    page.focus("[data-picker-search]")
    page.keyboard.type(code)
    line = page.locator(".picker-cells li:visible", has=page.locator(f"strong:text-is('{code}')"))
    assert "libre" in line.inner_text().lower()
    line.locator("input").focus()
    page.keyboard.press("Space")
    assert page.inner_text("[data-picker-sum]").startswith("1 ")
    page.fill("[name=line1_label]", "Loyer")
    page.fill("[name=line1_amount]", "120,00")
    page.select_option("[name=line1_basis]", "rate")
    rental.expect_refusal("/leases")
    submit(page, "form[action='/leases']")
    # What is missing is told beside its field, and what was typed stays.
    assert page.locator("[name=line1_amount]").input_value() == "120,00"
    assert page.locator("[name=cell]:checked").count() == 1, "what was ticked is kept"
    page.fill("[name=line1_area]", "15")
    # Three months without rent, and a higher price from the second year on, stand in what is offered.
    # They stand folded until something is said of them.
    folded = page.locator("details.leasing-fold:not([open]) > summary")
    assert folded.count() == 3
    while folded.count():
        folded.first.click()
    page.fill("[name=step1_line]", "1")
    page.fill("[name=step1_from]", "2028-03-01")
    page.fill("[name=step1_amount]", "130,00")
    page.fill("[name=reduction1_from]", "2027-03-01")
    page.fill("[name=reduction1_last]", "2027-05-31")
    submit(page, "form[action='/leases']")
    assert re.search("/leases/[0-9a-f-]{36}$", page.url)
    lease = page.url.removeprefix(rental.house.base)
    page = rental.go(f"{lease}/edit")
    assert folded.count() == 1, "what says something stands open"
    assert page.input_value("[name=step1_amount]") == "130,00" and page.input_value("[name=reduction1_last]") == "2027-05-31"
    page = rental.go(lease)
    assert "en préparation" in page.locator(".page-head").inner_text()
    submit(page, "#deed-offer form")
    assert "proposé" in page.locator(".page-head").inner_text()
    page.fill("#deed-signature [name=signatory]", "Lucie Fonte")
    page.set_input_files("#deed-signature [name=file]", PAPER)
    submit(page, "#deed-signature form")
    assert "signé, à venir" in page.locator(".page-head").inner_text()
    # 120.00 × 15 m² are 1,800.00 a year, 150.00 a month.
    assert "150,00" in page.content()
    assert "Lucie Fonte" in page.content()
    # From April on it is asked for by the quarter: on a first of a month alone, old and new side by side.
    page.locator("#deed-amendment > summary").click()
    page.fill("#deed-amendment [name=day]", "2027-04-02")
    page.fill("#deed-amendment [name=summary]", "Au trimestre")
    page.select_option("#deed-amendment [name=frequency]", "quarter")
    rental.expect_refusal(f"{lease}/amendment")
    submit(page, "#deed-amendment form")
    assert page.locator("#deed-amendment .field-wrong [name=day]").count() == 1
    page.fill("#deed-amendment [name=day]", "2027-04-01")
    submit(page, "#deed-amendment form")
    row = page.locator("tr", has_text="par trimestre").inner_text()
    assert "par mois, à échoir" in row and "par trimestre, à échoir" in row
    # Another clause of the index needs a heading that follows it: told beside the index, and what was typed stays.
    page.locator("#deed-amendment > summary").click()
    page.fill("#deed-amendment [name=day]", "2027-04-01")
    page.fill("#deed-amendment [name=summary]", "Indice")
    page.select_option("#deed-amendment [name=index]", "ILAT")
    page.select_option("#deed-amendment [name=index_base]", "2026-Q2")
    rental.expect_refusal(f"{lease}/amendment")
    submit(page, "#deed-amendment form")
    assert page.locator("#deed-amendment .field-wrong [name=index]").count() == 1
    assert page.input_value("#deed-amendment [name=index_base]") == "2026-Q2"
    # With services that follow it, what would follow is shown first, and nothing is done; then it is.
    page.fill("#deed-amendment [name=label]", "Services")
    page.select_option("#deed-amendment [name=kind]", "services")
    page.fill("#deed-amendment [name=amount]", "20,00")
    page.check("#deed-amendment [name=indexed]")
    page.check("#deed-amendment [name=preview]")
    submit(page, "#deed-amendment form")
    shown = page.locator("section.table-part", has_text="Ce que l’avenant donnera").inner_text()
    assert "ILAT, même trimestre, base T2 2026, première révision le 1er avril 2028" in shown and "Aucun indice" in shown
    assert page.locator("[name=preview]:checked").count() == 0
    submit(page, "#deed-amendment form")
    assert "première révision le 1er avril 2028" in page.locator("section.table-part", has_text="Conditions modifiées").inner_text()
    # Another deposit from the first day on: what is to be called is told, and called.
    page.locator("#deed-amendment > summary").click()
    page.fill("#deed-amendment [name=day]", "2027-04-01")
    page.fill("#deed-amendment [name=summary]", "Dépôt")
    page.fill("#deed-amendment [name=deposit]", "900,00")
    page.check("#deed-amendment [name=preview]")
    submit(page, "#deed-amendment form")
    shown = page.locator("section.table-part", has_text="Ce que l’avenant donnera").inner_text()
    assert "Dépôt à appeler à partir de ce jour" in shown and "900,00" in shown
    submit(page, "#deed-amendment form")
    row = page.locator("section.table-part", has_text="Conditions modifiées").locator("tr", has_text="900,00")
    assert "Dépôt de garantie" in row.inner_text()
    # Another payer from the first of a month on, old and new side by side.
    page.locator("#deed-amendment > summary").click()
    page.fill("#deed-amendment [name=day]", "2027-04-01")
    page.fill("#deed-amendment [name=summary]", "Payeur")
    other = page.locator("#deed-amendment [name=payer] option").all_inner_texts()[-1].strip()
    page.select_option("#deed-amendment [name=payer]", label=other)
    page.check("#deed-amendment [name=preview]")
    submit(page, "#deed-amendment form")
    assert other in page.locator("section.table-part", has_text="Ce que l’avenant donnera").inner_text()
    submit(page, "#deed-amendment form")
    row = page.locator("section.table-part", has_text="Conditions modifiées").locator("tr", has_text="Payeur").inner_text()
    assert other in row
    # Whom invoices are mailed to is named, and taken off again.
    page.locator("#deed-contacts > summary").click()
    page.select_option("#deed-contacts [name=role]", "billing")
    page.fill("#deed-contacts [name=name]", "Cabinet Roue")
    page.fill("#deed-contacts [name=email]", "factures@cabinet.example")
    submit(page, "#deed-contacts form")
    assert "Cabinet Roue" in page.locator(".facts").first.inner_text()
    page.locator("#deed-contact-removal > summary").click()
    submit(page, "#deed-contact-removal form")
    assert "Cabinet Roue" not in page.locator(".facts").first.inner_text()
    page = rental.go("/leases?q=kelvinor&state=upcoming")
    assert page.locator("tbody tr").count() == 1


def test_a_scheme_of_the_house_is_added(new_member):
    rental = new_member("rental")
    page = rental.go("/schemes")
    page.click("a[href='/schemes/new']")
    page.fill("[name=name_fr]", "Studio")
    page.select_option("[name=kind]", "desk")
    page.fill("[name=code]", "Studio 18")
    page.fill("[name=from]", "2027-01-01")
    page.fill("[name=reference]", "Règlement intérieur")
    page.fill("[name=notice_months]", "2")
    rental.expect_refusal("/schemes")
    submit(page, "form[action='/schemes']")
    assert page.locator(".field-wrong [name=code]").count() == 1 and page.input_value("[name=name_fr]") == "Studio"
    page.fill("[name=code]", "studio-18")
    submit(page, "form[action='/schemes']")
    assert page.url.endswith("/schemes") and "Studio" in page.locator("table").first.inner_text()


@pytest.mark.parametrize("path", ["/leases", "/obligations", "/charges", "/applications", "/holds"])
def test_on_a_phone_the_filters_of_a_list_are_folded_and_its_rows_in_sight(new_member, path):
    wide = new_member("director").go(path)
    assert wide.is_visible(".filters select >> nth=0") and not wide.is_visible(".filters > summary")
    page = new_member("director", viewport=SIZES[NARROW]).go(path)
    assert not page.is_visible(".filters select >> nth=0")
    assert page.locator("tbody tr").first.bounding_box()["y"] < SIZES[NARROW]["height"] - 60
    page.focus(".filters > summary")
    page.keyboard.press("Enter")
    assert page.is_visible(".filters select >> nth=0")
    # What was chosen is said beside the line that folds it.
    field = page.locator(".filters select").last
    field.select_option(index=1)
    chosen = field.locator("option").nth(1).inner_text()
    with page.expect_navigation():
        page.click(".toolbar > button[type=submit]")
    assert chosen in page.inner_text(".filters > summary")
