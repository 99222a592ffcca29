"""What the house sends to its bank, and what its tests read from one, against the published schemas of ISO 20022 (in three Python packages)."""

import importlib.util
import pathlib

import pytest
from lxml import etree

SAMPLES = pathlib.Path(__file__).resolve().parent.parent / "BankingTests" / "Samples"
# Each message with every copy of its schema that there is.
SCHEMAS = {
    "direct-debit.xml": [
        ("sepaxml", "schemas/pain.008.001.08.xsd"), ("pain001", "templates/pain.008.001.08/pain.008.001.08.xsd")],
    "transfer.xml": [
        ("sepaxml", "schemas/pain.001.001.09.xsd"), ("pain001", "templates/pain.001.001.09/pain.001.001.09.xsd")],
    "statement-02.xml": [("camt053", "xsd/camt.053.001.02.xsd")],
    "statement-08.xml": [("camt053", "xsd/camt.053.001.08.xsd")],
}
CASES = [(sample, package, path) for sample, copies in SCHEMAS.items() for package, path in copies]


def schema(package, path):
    home = pathlib.Path(importlib.util.find_spec(package).origin).parent
    return etree.XMLSchema(etree.parse(home / path))


def local(element):
    return etree.QName(element).localname


def first(tree, name):
    return next(element for element in tree.iter() if local(element) == name)


# One thing wrong at a time; each must be refused, or the schema says nothing.
def swap(tree):
    header = tree.getroot()[0][0]
    header.append(header[0])


def empty(tree):
    first(tree, "Amt" if tree.getroot()[0].tag.endswith("Stmt") else "InstdAmt").text = ""


def long_text(tree):
    first(tree, "MsgId").text = "x" * 36


def stranger(tree):
    etree.SubElement(tree.getroot()[0], "{urn:example}Stranger")


def three_decimals(tree):
    name = "Amt" if tree.getroot()[0].tag.endswith("Stmt") else "InstdAmt"
    first(tree, name).text = "1.123456"


def wrong_account(tree):
    first(tree, "IBAN").text = "not an account"


WRONGS = [swap, empty, long_text, stranger, three_decimals, wrong_account]


@pytest.mark.parametrize("sample,package,path", CASES)
def test_sample_is_valid(sample, package, path):
    schema(package, path).assertValid(etree.parse(SAMPLES / sample))


@pytest.mark.parametrize("wrong", WRONGS, ids=lambda wrong: wrong.__name__)
@pytest.mark.parametrize("sample,package,path", CASES)
def test_bad_sample_is_refused(sample, package, path, wrong):
    tree = etree.parse(SAMPLES / sample)
    wrong(tree)
    assert not schema(package, path).validate(etree.ElementTree(tree.getroot()))
