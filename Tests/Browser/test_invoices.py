"""Every kind of document the house issues, as its own tests left them (KM0_TEST_INVOICES), before the public validators."""

import json
import os
import subprocess
from pathlib import Path

import facturx
import pytest
from lxml import etree
from pypdf import PdfReader

from public_validators import complaints

FOLDER = Path(os.environ.get("KM0_TEST_INVOICES", "/nonexistent"))
KINDS = {
    "invoice", "transfer", "credit-note", "corrected", "down-payment", "final", "paid", "two-rates", "mixed", "exempt", "outside", "extended",
    "consumer", "abroad", "line-discount", "sixty",
}  # fmt: skip
# The same rule under the name one of the files gives it.
OTHER_NAMES = {"BR-CL-23": {"FX-SCH-A-000613"}, "BR-61": {"CII-SR-470"}}

pytestmark = pytest.mark.skipif("KM0_TEST_INVOICES" not in os.environ, reason="only after the Swift tests, which leave the documents")


def files(pattern: str) -> list[Path]:
    return sorted(FOLDER.glob(pattern))


def test_every_kind_is_there():
    for ending in ("cii.xml", "ubl.xml", "factur-x.xml", "pdf"):
        found = {path.name.split(".")[1] for path in files(f"good.*.{ending}")}
        assert KINDS <= found, f"{ending}: {KINDS - found} was not written"


@pytest.mark.parametrize("path", files("good.*.xml"), ids=lambda path: path.name)
def test_the_validators_find_nothing(path):
    assert complaints(path) == {}


@pytest.mark.parametrize("path", files("bad.*.xml"), ids=lambda path: path.name)
def test_a_bad_document_is_refused_for_the_rule_it_breaks(path):
    expected = json.loads((FOLDER / "bad.json").read_text())[path.name.split(".")[1]]
    found = set(complaints(path))
    missing = {rule for rule in expected if not found & ({rule} | OTHER_NAMES.get(rule, set()))}
    assert found and not missing, f"{missing} not among {found}"


@pytest.mark.parametrize("path", files("good.*.pdf"), ids=lambda path: path.name)
def test_the_page_carries_the_invoice(path):
    check = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    assert check.returncode == 0, check.stdout + check.stderr

    reader = PdfReader(path)
    catalogue = reader.trailer["/Root"]
    associated = [entry.get_object() for entry in catalogue["/AF"]]
    assert [entry["/UF"] for entry in associated] == ["factur-x.xml"]
    assert associated[0]["/AFRelationship"] == "/Alternative"
    embedded = associated[0]["/EF"]["/F"].get_object()
    assert embedded["/Subtype"] == "/text/xml"
    assert catalogue["/Names"]["/EmbeddedFiles"]["/Names"][1].get_object() == associated[0]

    alone = FOLDER / path.name.replace(".pdf", ".factur-x.xml")
    if alone.exists():
        assert embedded.get_data() == alone.read_bytes(), "what travels inside is what was validated"

    # A reader of others finds it, and reads the level the metadata says.
    name, found = facturx.get_xml_from_pdf(path.read_bytes(), check_xsd=True, check_schematron=False)
    assert (name, found) == ("factur-x.xml", embedded.get_data())

    said = etree.fromstring(catalogue["/Metadata"].get_object().get_data())
    fx = {"fx": "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"}
    facts = {name: said.findtext(f".//fx:{name}", namespaces=fx) for name in ("DocumentFileName", "DocumentType", "Version", "ConformanceLevel")}
    level = "EXTENDED" if b"factur-x.eu:1p0:extended" in embedded.get_data() else "EN 16931"
    assert facts == {"DocumentFileName": "factur-x.xml", "DocumentType": "INVOICE", "Version": "1.0", "ConformanceLevel": level}
    described = {"pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#", "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#"}
    assert [element.text for element in said.iterfind(".//pdfaSchema:namespaceURI", described)] == list(fx.values())
    assert {element.text for element in said.iterfind(".//pdfaProperty:name", described)} == set(facts)


def test_a_page_whose_bytes_were_changed_is_refused(tmp_path):
    """The check of the page can fail too."""
    bytes = files("good.invoice.pdf")[0].read_bytes()
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(bytes.replace(b"/Type /ObjStm", b"/Type /ObjStx", 1))
    assert subprocess.run(["qpdf", "--check", broken], capture_output=True).returncode != 0
