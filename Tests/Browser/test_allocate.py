"""`km0 allocate` from the outside: the same steps give the same lines and the same plan; a plan is valued or the rule it breaks is named; exit codes."""

import json
import os
import pathlib
import subprocess

import pytest

from running import BINARY


def module(number, corridor, position, **more):
    return {"id": number, "corridor": corridor, "pos": position, "in_service": 0, "window": 1, "noise": number % 3, "school": 1, "lab": 0} | more


def tenant(number, **more):
    return {
        "id": f"T{number}", "kind": "waiting", "mandatory": False, "prob": 100, "rent": 100 + 7 * number, "starts": [0, 1, 2], "wait_cost": 11,
        "length": 6 + number, "phases": [[0, 1 + number % 3]], "move_offsets": [], "move_cost": None if number % 2 else 90, "current": None,
        "grow": None, "prefs": {"window": number, "quiet": 2, "school": 0, "lab": 1, "floor": {"1": 3}}} | more


@pytest.fixture
def instance():
    """Two corridors of five and nine who want places; two of them must have one."""
    return {
        "format": "alloc-1", "name": "ten", "seed": 1, "horizon": 12,
        "corridors": [{"id": number, "floor": 1 + number, "modules": 5, "fixed_walls": [2] if number else []} for number in (0, 1)],
        "modules": [module(number, number // 5, number % 5) for number in range(10)],
        "tenants": [tenant(number, mandatory=number in (1, 4)) for number in range(9)] + [
            tenant(9, kind="firm", mandatory=True, starts=[0], current=6, phases=[[0, 2]], move_cost=None)],
        "weights": {"frag": 4}}


def write(folder: pathlib.Path, name: str, value) -> str:
    (folder / name).write_text(value if isinstance(value, str) else json.dumps(value))
    return str(folder / name)


def allocate(*arguments) -> subprocess.CompletedProcess:
    return subprocess.run([BINARY, "allocate", *map(str, arguments)], capture_output=True, text=True, timeout=120, env={**os.environ, "LC_ALL": "C.UTF-8"})


@pytest.mark.parametrize("threads", [1, 3])
def test_the_same_steps_give_the_same_lines_and_plan(tmp_path, instance, threads):
    path = write(tmp_path, "instance.json", instance)
    runs = [allocate(path, "--steps", 3000, "--seed", 5, "--threads", threads, "--out", tmp_path / f"plan-{run}.json") for run in (0, 1)]
    assert runs[0].returncode == 0, runs[0].stderr
    assert runs[0].stdout == runs[1].stdout
    plan = (tmp_path / "plan-0.json").read_text()
    assert plan == (tmp_path / "plan-1.json").read_text()
    last = runs[0].stdout.splitlines()[-1].split()
    assert last[0] == "objective" and last[2] == "bound" and int(last[3]) >= int(last[1]) > 0
    checked = allocate("--check", path, tmp_path / "plan-0.json")
    housed = len(json.loads(plan)["plans"])
    assert (checked.returncode, checked.stdout) == (0, f"objective {last[1]}, {housed} of 10 housed\n")


def test_by_the_clock_the_plan_is_what_it_is_said_to_be(tmp_path, instance):
    path = write(tmp_path, "instance.json", instance)
    run = allocate(path, "--seconds", 0.3, "--threads", 2, "--out", tmp_path / "plan.json")
    assert run.returncode == 0, run.stderr
    objective = run.stdout.splitlines()[-1].split()[1]
    assert allocate("--check", path, tmp_path / "plan.json").stdout.startswith(f"objective {objective},")


def test_a_run_goes_on_from_a_plan_and_never_ends_below_it(tmp_path, instance):
    path = write(tmp_path, "instance.json", instance)
    first = allocate(path, "--steps", 2000, "--out", tmp_path / "plan.json")
    worth = int(first.stdout.splitlines()[-1].split()[1])
    on = allocate(path, "--steps", 64, "--seed", 9, "--from", tmp_path / "plan.json")
    assert on.returncode == 0, on.stderr
    assert int(on.stdout.splitlines()[-1].split()[1]) >= worth
    assert f"step 0  {worth}" in on.stdout.splitlines()
    broken = json.loads((tmp_path / "plan.json").read_text())
    broken["plans"].pop("T4")
    refused = allocate(path, "--from", write(tmp_path, "broken.json", broken))
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, "", "Not valid: T4 must be housed and is not.\n")


def test_a_broken_plan_is_named_by_its_rule(tmp_path, instance):
    instance["tenants"] = [tenant(4, mandatory=True, starts=[2], move_cost=5), instance["tenants"][9]]
    path = write(tmp_path, "instance.json", instance)
    sound = {"T4": {"start": 2, "room": 0, "blocks": [0]}, "T9": {"start": 0, "room": 0, "blocks": [6]}}

    def checked(name="ten", **changes):
        plans = {who: sound[who] | changes.get(who, {}) for who in sound if changes.get(who, {}) is not None}
        return allocate("--check", path, write(tmp_path, "plan.json", {"instance": name, "plans": plans}))

    whole = checked()
    assert whole.returncode == 0 and whole.stdout.endswith("2 of 2 housed\n"), whole.stderr
    for changes, rule in [
            ({"T4": None}, "T4 must be housed and is not"),
            ({"T9": {"start": 1}}, "T9 may not start in month 1"),
            ({"T9": {"room": 1}}, "T9 has no growth to keep room for, or room is neither 0 nor 1"),
            ({"T9": {"blocks": [0]}, "T4": {"blocks": [3]}}, "T9 may not be moved, and is in month 0"),
            ({"T9": {"blocks": [7]}}, "T9: 2 modules from 7 on reach across a fixed wall"),
            ({"T4": {"blocks": [6]}}, "module 6 holds T4 and T9 in month 2"),
            ({"name": "eleven"}, "the plan is for eleven")]:
        run = checked(**changes)
        assert (run.returncode, run.stdout, run.stderr) == (1, "", f"Not valid: {rule}.\n")


def test_whoever_must_be_housed_and_has_no_place_is_named(tmp_path, instance):
    instance["tenants"][1]["phases"] = [[0, 5]]
    instance["tenants"][4]["phases"] = [[0, 5]]
    instance["tenants"][1]["starts"] = instance["tenants"][4]["starts"] = [0]
    run = allocate(write(tmp_path, "instance.json", instance), "--steps", 500)
    assert run.returncode == 1
    assert "must be housed, and no place was found." in run.stderr


def test_a_file_that_cannot_be_used_is_said_and_why(tmp_path, instance):
    plan = write(tmp_path, "plan.json", {"instance": "ten", "plans": {}})
    path = write(tmp_path, "instance.json", instance)
    gone = allocate(tmp_path / "gone.json")
    assert (gone.returncode, gone.stderr) == (65, f"{tmp_path}/gone.json cannot be read.\n")
    assert allocate("--check", path, tmp_path / "gone.json").returncode == 65
    torn = allocate(write(tmp_path, "torn.json", '{"format": "alloc-1"'))
    assert torn.returncode == 65 and "torn.json is no JSON" in torn.stderr
    strange = allocate(write(tmp_path, "strange.json", '{"format": "alloc-1",\n "name": NaN}'))
    assert strange.returncode == 65 and "strange.json is no JSON at line 2, column" in strange.stderr
    # A plan in place of an instance: everything that is missing.
    missing = allocate(plan).stderr.splitlines()
    assert missing == [f"{plan}: {field}: is missing" for field in ("format", "name", "horizon", "corridors", "modules", "tenants", "weights")]
    assert allocate(write(tmp_path, "list.json", "[1]")).stderr.endswith("list.json: an object is wanted, and a list stands there\n")
    # Of kind, missing, not whole and out of range: all at once, each with its path.
    several = json.loads(json.dumps(instance))
    several["horizon"] = "x"
    del several["tenants"][1]["rent"]
    several["tenants"][2]["rent"] = 1.5
    several["tenants"][3]["mandatory"] = 1
    several["tenants"][4]["prefs"]["floor"]["1"] = None
    several["modules"][3]["noise"] = 99
    wrong = write(tmp_path, "several.json", several)
    assert allocate(wrong).stderr.splitlines() == [f"{wrong}: {fault}" for fault in (
        'horizon: a whole number is wanted, and "x" stands there',
        "tenants[1].rent: is missing",
        "tenants[2].rent: a whole number is wanted, and 1.5 stands there",
        "tenants[3].mandatory: true or false is wanted, and 1 stands there",
        "tenants[4].prefs.floor.1: a whole number is wanted, and null stands there",
        "modules[3].noise: 99 is not 0 to 3")]
    seat = {"start": 0, "room": "no", "blocks": [0.5]}
    broken = write(tmp_path, "broken.json", {"instance": "ten", "plans": {"T4": seat}})
    assert allocate("--check", path, broken).stderr.splitlines() == [
        f'{broken}: plans.T4.room: a whole number is wanted, and "no" stands there',
        f"{broken}: plans.T4.blocks[0]: a whole number is wanted, and 0.5 stands there"]
    # Out of range: everything at once, with the path.
    instance["tenants"][2].update(rent=100, move_offsets=[-1], move_cost=5_000_000_000)
    instance["modules"][3]["lab"] = 4
    wrong = write(tmp_path, "wrong.json", instance)
    run = allocate(wrong)
    assert run.returncode == 65 and run.stdout == ""
    assert run.stderr.splitlines() == [
        f"{wrong}: modules[3].lab: 4 is not 0 to 3",
        f"{wrong}: tenants[2] (T2).move_cost: 5000000000 is not 0 to 100000000",
        f"{wrong}: tenants[2] (T2).move_offsets[0]: -1 is not 0 to 100000",
    ]


def test_wrong_usage(tmp_path, instance):
    path = write(tmp_path, "instance.json", instance)
    for arguments in [(), ("--check", path), (path, path), (path, "--steps", 0), (path, "--seconds", 0), (path, "--threads", 65)]:
        assert allocate(*arguments).returncode == 64, arguments
    assert allocate(path, "--steps", 100, "--out", tmp_path / "no" / "plan.json").returncode == 1
