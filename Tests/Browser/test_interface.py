"""The interface for programs does what docs/openapi.yaml says: every answer has its schema, every refusal its shape."""

import random
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from every_page import Examples
from program import Program
from served_house import ROOT
from visitor import Visitor

FILE = "docs/openapi.yaml"
SPEC = yaml.safe_load(Path(ROOT, FILE).read_text())
METHODS = ("get", "put", "post", "delete")
# An identity that nothing has.
NOBODY = "00000000-0000-7000-8000-000000000000"


class Operation:
    def __init__(self, method: str, path: str, place: dict):
        self.method, self.path, self.said = method.upper(), path, place[method]
        parameters = [*place.get("parameters", []), *self.said.get("parameters", [])]
        self.parameters = [resolved(parameter) for parameter in parameters]
        self.name = f"{self.method} {path}"

    @property
    def is_open(self) -> bool:
        return {} in self.said.get("security", SPEC.get("security", []))

    def answer(self, status: int) -> dict:
        known = self.said.get("responses", {})
        assert str(status) in known, f"{self.name} answered {status}; {FILE} knows only {', '.join(known)}"
        return resolved(known[str(status)])

    def schema(self, status: int) -> dict | None:
        """Of JSON, or of a file."""
        return next((kind.get("schema") for kind in self.answer(status).get("content", {}).values()), None)

    def type(self, status: int) -> str:
        return next(iter(self.answer(status)["content"]))

    def filled(self, value_of) -> str:
        """The path with each parameter given a value."""
        path = self.path
        for parameter in self.parameters:
            if parameter["in"] == "path":
                path = path.replace("{" + parameter["name"] + "}", value_of(parameter))
        return path


def resolved(thing: dict) -> dict:
    while "$ref" in thing:
        found = SPEC
        for step in thing["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        thing = found
    return thing


OPERATIONS = [Operation(m, path, place) for path, place in SPEC["paths"].items() for m in METHODS if m in place]
READS = [operation for operation in OPERATIONS if operation.method == "GET"]
CHANGES = [operation for operation in OPERATIONS if operation.method != "GET"]
each = lambda operations: pytest.mark.parametrize("operation", operations, ids=[operation.name for operation in operations])


def hold_against(schema: dict, answer, name: str) -> None:
    """Every way in which an answer is not what its schema says."""
    whole = {**schema, "components": SPEC["components"]}
    faults = Draft202012Validator(whole, format_checker=FormatChecker()).iter_errors(answer)
    told = [f"  at {fault.json_path}: {fault.message[:300]}" for fault in faults]
    assert not told, f"{name} does not answer as {FILE} says:\n" + "\n".join(told[:20])


def hold_refusal(operation: Operation, reply) -> None:
    schema = operation.schema(reply.status)
    assert schema, f"{operation.name}: its {reply.status} has no schema in {FILE}: use components/responses"
    hold_against(schema, reply.json, f"{operation.name} ({reply.status})")


@pytest.fixture(scope="module")
def director(house) -> Program:
    """After a visitor has asked something, so that no list is empty."""
    sent = Program(house).submit(
        "/enquiry", {"name": "Ada Lenoir", "email": "ada@atelier.example", "need": "module", "message": "Une cellule ?", "consent": "1"}, wait=5)
    assert sent.status == 303, f"the enquiry was not taken: {sent.status}"
    return Program.signed_in(house, "director")


@pytest.fixture(scope="module")
def money(house, browser) -> dict[str, str]:
    """The house invoices, is paid, debits, refunds and agrees a plan, so that none of these lists is empty; what is listed nowhere, by its name."""
    visitor = Visitor(house, browser.new_context(locale="fr-FR"), None)
    visitor.sign_in("director")
    examples = Examples(house, visitor)
    for thing in (examples.invoice, examples.call, examples.receipt, examples.movement, examples.collection, examples.transfer, examples.plan,
                  examples.scenario, examples.study):
        thing()
    made = {"run": examples.run()}
    examples.charged()
    examples.filed()
    visitor.end()
    return made


@pytest.fixture(scope="module")
def resident(house) -> Program:
    """What is one's own in the house is asked by who has something there (`x-asked-as`)."""
    return Program.signed_in(house, "resident")


def test_the_description_is_valid():
    faults = [f"{'/'.join(map(str, fault.absolute_path))}: {fault.message[:200]}" for fault in OpenAPIV31SpecValidator(SPEC).iter_errors()]
    assert not faults, "\n".join(faults)


@each(OPERATIONS)
def test_an_operation_is_described(operation):
    """What is missing is told at once, and where."""
    missing = [word for word in ("tags", "operationId", "summary") if not operation.said.get(word)]
    answers = operation.said.get("responses", {})
    good = [status for status in answers if status.startswith("2")]
    if not good:
        missing.append("an answer of 200, 201 or 204")
    for status in answers:
        if status != "204" and not operation.schema(int(status)):
            missing.append(f"a schema for {status}")
    if not operation.is_open and not {"401", "403"} & set(answers):
        missing.append("401 and 403, or security: [{}, …] when anyone may ask")
    for parameter in operation.parameters:
        if operation.method == "GET" and parameter["in"] == "path" and not {"x-found-in", "x-listed-nowhere"} & set(parameter):
            if "enum" not in resolved(parameter["schema"]):
                missing.append(f"x-found-in for {parameter['name']}")
        if operation.method == "GET" and parameter["in"] == "query" and "example" not in parameter:
            missing.append(f"an example of {parameter['name']}")
    assert not missing, f"{operation.name} in {FILE} lacks: " + "; ".join(missing)


def found(program: Program, parameter: dict, made: dict[str, str]) -> str:
    """A value of a path parameter, from where it is listed."""
    if "x-listed-nowhere" in parameter:
        return made[parameter["name"]]
    if "enum" in resolved(parameter["schema"]):
        return resolved(parameter["schema"])["enum"][0]
    path, way = parameter["x-found-in"].split(" ")
    for name in re.findall(r"{(\w+)}", path):
        path = path.replace(f"{{{name}}}", found(program, SPEC["components"]["parameters"][name], made))
    thing = program.read(path)
    for step in way.split("/"):
        step = int(step) if step.lstrip("-").isdigit() else step
        assert thing != [], f"{path} lists nothing, so {parameter['name']} cannot be tried"
        thing = thing[step]
    return thing


@each(READS)
def test_a_read_answers_its_schema(operation, director, resident, money):
    """Bare, and with an example of each query parameter."""
    schema = operation.schema(200)
    assert schema, f"{operation.name} lacks a schema for 200 in {FILE}"
    path = operation.filled(lambda parameter: found(director, parameter, money))
    asked = [parameter for parameter in operation.parameters if parameter["in"] == "query"]
    needed = "&".join(f"{p['name']}={p['example']}" for p in asked if p.get("required"))
    everything = "&".join(f"{p['name']}={p['example']}" for p in asked)
    for query in {needed, everything}:
        target = path + ("?" + query if query else "")
        asker = resident if operation.said.get("x-asked-as") == "resident" else director
        reply = asker.ask("GET", target)
        assert reply.status == 200, f"{target}: {reply.status} {reply.body[:500]}"
        for header in operation.answer(200).get("headers", {}):
            assert header in reply.headers, f"{target}: no header {header}"
        assert reply.headers["content-type"].split(";")[0] == operation.type(200), f"{target}: {reply.headers['content-type']}"
        if operation.type(200) == "application/json":
            hold_against(schema, reply.json, target)


@each([operation for operation in OPERATIONS if not operation.is_open])
def test_nobody_unknown_gets_in(operation, house):
    for program in (Program(house), Program(house, "no-such-token")):
        reply = program.ask(operation.method, operation.filled(lambda _: NOBODY), None if operation.method == "GET" else {})
        # A session-less change is stopped before anyone is asked who they are, or after: never let through.
        assert reply.status in (401, 403), f"{operation.name}: {reply.status}"
        hold_refusal(operation, reply)


# Takes neither a body nor a thing: it would end the sessions of the other tests.
AT_ONCE = {"POST /api/account/sessions/end-others"}


@each([operation for operation in CHANGES if operation.name not in AT_ONCE])
def test_an_empty_change_is_refused_in_shape(operation, director, resident):
    """Of a thing that is not there, so that what takes no body does nothing either."""
    for body in ({}, {"from": "yesterday", "day": "never", "kind": "castle", "cells": "", "note": "\u0007"}):
        asker = resident if operation.said.get("x-asked-as") == "resident" else director
        reply = asker.ask(operation.method, operation.filled(lambda _: NOBODY), body)
        assert reply.status in (404, 409, 422), f"{operation.name}: {reply.status} {reply.body[:500]}"
        hold_refusal(operation, reply)


def test_a_token_for_reading_changes_nothing(house):
    reader = Program.signed_in(house, "director", read_only=True)
    assert reader.ask("GET", "/api/account").status == 200
    for operation in CHANGES:
        reply = reader.ask(operation.method, operation.filled(lambda _: NOBODY), {})
        assert reply.status == 403, f"{operation.name}: {reply.status}"
        hold_refusal(operation, reply)


def test_a_broken_body_is_a_problem_like_any_other(director):
    schema = {"$ref": "#/components/schemas/Problems"}
    for body in ({"kind": {"a": 1}}, {"cells": [["G01"]]}):
        reply = director.ask("POST", "/api/holds", body)
        assert reply.status == 422, reply.body
        hold_against(schema, reply.json, "a nested body")
    lost = director.ask("GET", "/api/no/such/thing")
    assert lost.status == 404
    hold_against(schema, lost.json, "a lost path")
    assert director.ask("DELETE", "/api/holds").headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_one_job_from_end_to_end(director):
    """An organisation comes, is promised a free cell of the building that is still a project; a second is refused it by name; then released."""
    number = random.randrange(10**6)

    def organisation(name: str) -> str:
        made = director.ask("POST", "/api/organisations", {"legal_name": f"{name} {number}", "kind": "startUp", "invented": True})
        assert made.status == 201, made.body
        assert made.headers["location"] == f"/api/organisations/{made.json['id']}"
        return made.json["id"]

    first, second = organisation("Alizarine"), organisation("Bergamote")
    project = [milestone for milestone in director.read("/api/milestones") if not milestone["reached"]]
    assert project, "the demonstration has a building that is not open yet"
    opening = project[-1]
    far = director.read(f"/api/plan?day={opening['day']}")["day"]
    free = [fact for fact in director.read(f"/api/plan?day={far}")["cells"] if fact["state"] == "free" and "next" not in fact]
    held = {cell["code"] for hold in director.read("/api/holds?state=standing") for cell in hold["cells"] + hold["among"]}
    # No other building's works move a promise.
    building = next(one for site in director.read("/api/buildings") for one in site["buildings"] if one["id"] == opening["building"])
    levels = {level["key"] for level in building["levels"]}
    cell = next(fact for fact in free if fact["kind"] == "module" and fact["level"] in levels and fact["code"] not in held)

    wish = {
        "kind": "option", "cells": cell["code"], "milestone": opening["id"], "offset": 7, "expires_on": opening["day"],
        "monthly_rent": "150,50", "reason": "Second atelier",
    }
    granted = director.ask("POST", "/api/holds", {**wish, "organisation": first})
    assert granted.status == 201, granted.body
    hold = granted.json
    assert (hold["organisation"], hold["monthlyRentCents"], hold["offset"]) == (first, 15050, 7)
    assert [held["code"] for held in hold["cells"]] == [cell["code"]]

    refused = director.ask("POST", "/api/holds", {**wish, "organisation": second})
    assert refused.status == 409, refused.body
    problem = refused.json["problems"][0]
    assert (problem["field"], problem["code"].split(".")[:3]) == ("cells", ["spaces", "problem", "clash"])
    assert f"Alizarine {number}" in problem["text"] and cell["code"] in problem["text"]

    mistaken = director.ask("POST", f"/api/holds/{hold['id']}/release", {})
    assert [problem["field"] for problem in mistaken.json["problems"]] == ["reason"]
    released = director.ask("POST", f"/api/holds/{hold['id']}/release", {"reason": "Ils restent où ils sont"})
    assert (released.status, released.json["endedHow"]) == (200, "released")
    again = director.ask("POST", "/api/holds", {**wish, "organisation": second})
    assert again.status == 201, again.body
    director.ask("POST", f"/api/holds/{again.json['id']}/release", {"reason": "fin de l’essai"})
