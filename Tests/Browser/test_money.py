"""Money in, as a person sees it: a statement comes from the bank, what is certain is settled, the rest by hand; a mandate becomes a file."""

import importlib.util
import pathlib

import pytest
from lxml import etree

from every_page import Examples, bank_day

STATEMENT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-01-01T08:00:00</CreDtTm></GrpHdr>
<Stmt><Id>{name}</Id><Acct><Id><IBAN>{account}</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">0.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-01</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-01</Dt></Dt></Bal>
<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>
<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RltdPties><Dbtr><Pty><Nm>Payeur</Nm></Pty></Dbtr></RltdPties>
<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>
"""


def cents(amount: int) -> str:
    return f"{amount // 100}.{amount % 100:02d}"


@pytest.fixture
def examples(house, new_member):
    return Examples(house, new_member("director"))


def test_a_statement_pays_an_invoice(examples):
    director, payer = examples.director, examples.payer()
    examples.charged()
    examples.run()
    account = {"documents": []}
    for _ in range(60):
        account = examples.api(f"/api/customers/{payer['customer']}/account")
        if account["documents"]:
            break
        director.page.wait_for_timeout(500)
    owed = next(one for one in account["documents"] if one["entity"] == payer["entity"])
    account = next(one["iban"] for one in examples.api("/api/invoicing-settings")["entities"] if one["entity"] == payer["entity"])
    facts = {"name": f"ESSAI-{owed['number']}", "account": account, "amount": cents(owed["openCents"]), "closing": cents(owed["openCents"]),
             "day": bank_day(-10), "text": f"facture {owed['number']}"}
    xml = STATEMENT.format(**facts).encode()
    page = director.go("/bank/import")
    for _ in range(2):  # The second time does nothing.
        page.set_input_files("[name=file]", {"name": "releve.xml", "mimeType": "application/xml", "buffer": xml})
        with page.expect_navigation():
            page.click("main form button[type=submit]")
        director.go("/bank/import")
    account = examples.api(f"/api/customers/{payer['customer']}/account")
    assert owed["number"] not in [one["number"] for one in account["documents"]]
    page = director.go(f"/receipts?q={owed['number']}")
    assert page.locator("tbody tr").count() <= 1
    # Among the receipts of a house that others paid too, one names it.
    receipts = [examples.director.get(f"/receipts/{one['id']}").text() for one in examples.api("/api/receipts")]
    assert sum(owed["number"] in told for told in receipts) == 1


def test_a_cheque_pays_what_is_ticked(examples):
    """First the customer, then what is open of it; what was typed stays when something is wrong; a cheque leaves nothing open of what was ticked."""
    director, payer = examples.director, examples.payer()
    number = examples.api(f"/api/invoices/{examples.invoiced()}")["number"]
    account = examples.api(f"/api/customers/{payer['customer']}/account")
    owed = next(one for one in account["documents"] if one["number"] == number)
    page = director.go("/receipts/new")
    assert page.locator("form[method=post] [name=amount]").count() == 0
    page.select_option("[name=customer]", payer["customer"])
    page.select_option("[name=entity]", payer["entity"])
    with page.expect_navigation():
        page.click("form.toolbar button")
    page.check(f"[name=documents][value='{number}']")
    page.fill("[name=note]", "Chèque 12")
    page.evaluate("for (const field of document.querySelectorAll('[required]')) field.required = false")
    director.expected.add(f"{director.house.base}/receipts")
    with page.expect_navigation():
        page.click("main form[method=post] button[type=submit]")
    assert page.locator(".field-wrong [name=amount]").count() == 1
    assert page.is_checked(f"[name=documents][value='{number}']") and page.input_value("[name=note]") == "Chèque 12"
    director.check_accessible("receipt-chosen")
    page.fill("[name=amount]", cents(owed["openCents"]).replace(".", ","))
    with page.expect_navigation():
        page.click("main form[method=post] button[type=submit]")
    assert number in page.inner_text("main tbody")
    account = examples.api(f"/api/customers/{payer['customer']}/account")
    assert number not in [one["number"] for one in account["documents"]]


def test_a_broken_statement_is_refused_beside_its_field(examples):
    page = examples.director.go("/bank/import")
    examples.director.expected.add(page.url)
    page.set_input_files("[name=file]", {"name": "releve.xml", "mimeType": "application/xml", "buffer": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"})
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    assert page.locator(".field-wrong").count() == 1


def test_the_file_for_the_bank_is_valid(examples):
    collection = examples.collection()
    content = examples.director.get(f"/collections/{collection}/file").body()
    home = pathlib.Path(importlib.util.find_spec("sepaxml").origin).parent
    etree.XMLSchema(etree.parse(home / "schemas/pain.008.001.08.xsd")).assertValid(etree.fromstring(content).getroottree())
