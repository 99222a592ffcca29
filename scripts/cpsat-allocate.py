"""cpsat-allocate.py FOLDER WORKERS KM0 INSTANCE.json …: the same allocation problem as a model for CP-SAT, beside what our search has reached.

FOLDER/plans/marks.json says what was reached when (`km0 bench allocate --out FOLDER`). CP-SAT searches once for as long as the last mark, on so
many workers; its best plan and bound at each mark are those of its callbacks, the making of the model not counted. Each plan is written down and valued
by `km0 allocate --check`, ours as well as its own. At the end stands one line for each instance and mark.

A tenant's choice of start and room is a boolean; each of its stretches a rectangle of months and modules that exists when the choice does;
no two rectangles meet, and in no month there are more modules than are in service. What a block is liked is looked up by its first module; a move is
paid unless one block holds the other. A tenant is looked for `within` its corridors and `among` its modules, and in a module until that goes `out_of_service`.
Floors and the weight of free runs are not in the model: an instance with either is refused."""

import json
import pathlib
import re
import subprocess
import sys
from time import monotonic

from ortools.sat.python import cp_model

# Every key of the format that the model knows; null and nothing are as good as not there.
KNOWN = {
    "id", "kind", "mandatory", "prob", "rent", "starts", "wait_cost", "length", "phases", "move_offsets", "move_cost", "current", "within", "among", "grow",
    "prefs"}

MODULE = {"id", "corridor", "pos", "in_service", "out_of_service", "window", "noise", "school", "lab"}


def stretches(tenant, start, room, horizon):
    cuts = {0} | {offset for offset, _ in tenant["phases"]}
    if tenant["move_cost"] is not None:
        cuts |= set(tenant["move_offsets"])
    if room:
        cuts.add(tenant["grow"]["offset"])
    cuts = sorted(cut for cut in cuts if cut < tenant["length"]) + [tenant["length"]]
    for cut, after in zip(cuts, cuts[1:]):
        begin, end = start + cut, min(start + after, horizon)
        if begin < end:
            base = [size for offset, size in tenant["phases"] if offset <= cut][-1]
            yield begin, end, base, tenant["grow"]["extra"] if room and cut >= tenant["grow"]["offset"] else 0


def liking(tenant, module, floor):
    prefs = tenant["prefs"]
    return (prefs["window"] * module["window"] + prefs["quiet"] * (3 - module["noise"]) // 3 + prefs["school"] * module["school"] // 3
            + prefs["lab"] * module["lab"] // 3 + prefs["floor"].get(str(floor), 0))


def ends(module, horizon):
    """The first month in which it may be let no more, in any plan."""
    end = module.get("out_of_service")
    return horizon if end is None else min(end, horizon)


def serves(module, begin, end, horizon):
    return module["in_service"] <= begin and end <= ends(module, horizon)


def firsts(instance, tenant, size, begin, end):
    """First modules of the blocks of this size that are in service over these months, and where the tenant may be."""
    among = tenant.get("among")
    for corridor in instance["corridors"]:
        if tenant.get("within") and corridor["id"] not in tenant["within"]:
            continue
        own = [module for module in instance["modules"] if module["corridor"] == corridor["id"]]
        for position in range(len(own) - size + 1):
            if any(position <= wall < position + size - 1 for wall in corridor["fixed_walls"]):
                continue
            block = own[position:position + size]
            if among is not None and not all(module["id"] in among for module in block):
                continue
            if all(serves(module, begin, end, instance["horizon"]) for module in block):
                yield own[position]["id"]


def nested(model, one, size, other, other_size, if_true):
    """When `if_true` holds, one block holds the other."""
    small, large, spare = (one, other, other_size - size) if size <= other_size else (other, one, size - other_size)
    model.add(small >= large).only_enforce_if(if_true)
    model.add(small <= large + spare).only_enforce_if(if_true)


class Allocation:
    def __init__(self, instance):
        for corridor in instance["corridors"]:
            if corridor.get("edges") is not None:
                sys.exit(f"{instance['name']}: floors are not in the model.")
        if instance["weights"]["frag"]:
            sys.exit(f"{instance['name']}: the weight of free runs is not in the model.")
        for module in instance["modules"]:
            if unknown := module.keys() - MODULE:
                sys.exit(f"{instance['name']}: {', '.join(sorted(unknown))} of module {module['id']} is not in the model.")
        for tenant in instance["tenants"]:
            if unknown := {key for key, value in tenant.items() if key not in KNOWN and value is not None}:
                sys.exit(f"{instance['name']}: {', '.join(sorted(unknown))} of {tenant['id']} is not in the model.")
        self.instance, self.model = instance, cp_model.CpModel()
        # By tenant: each choice as its boolean, start, room and the places of its stretches.
        self.choices: dict[str, list] = {}
        self.worth, self.months, self.rows, self.sizes = [], [], [], []
        floors = {corridor["id"]: corridor["floor"] for corridor in instance["corridors"]}
        for tenant in instance["tenants"]:
            self.add(tenant, [liking(tenant, module, floors[module["corridor"]]) for module in instance["modules"]])
        self.model.add_no_overlap_2d(self.months, self.rows)
        # Not needed, and a help: counted by month, whatever is not in service being taken.
        horizon = instance["horizon"]
        changes = {month for module in instance["modules"] for month in (module["in_service"], ends(module, horizon)) if 0 < month < horizon}
        for month, after in zip([0, *sorted(changes)], [*sorted(changes), horizon]):
            self.months.append(self.model.new_fixed_size_interval_var(month, after - month, ""))
            self.sizes.append(sum(not serves(module, month, after, horizon) for module in instance["modules"]))
        self.model.add_cumulative(self.months, self.sizes, len(instance["modules"]))
        self.model.maximize(sum(self.worth))

    def add(self, tenant, likes):
        model, horizon = self.model, self.instance["horizon"]
        self.choices[tenant["id"]] = []
        for start in tenant["starts"]:
            for room in (0, 1) if tenant["grow"] else (0,):
                cut = list(stretches(tenant, start, room, horizon))
                allowed = [list(firsts(self.instance, tenant, base + extra, begin, end)) for begin, end, base, extra in cut]
                if not all(allowed):
                    continue
                taken, value = model.new_bool_var(""), -tenant["wait_cost"] * tenant["phases"][0][1] * (start - tenant["starts"][0])
                before = None if tenant["current"] is None else (tenant["current"], tenant["phases"][0][1])
                places = []
                for (begin, end, base, extra), here in zip(cut, allowed):
                    size = base + extra
                    value += (end - begin) * base * tenant["rent"] * tenant["prob"] // 100
                    if extra:
                        value += (end - begin) * extra * tenant["rent"] * tenant["grow"]["prob"] * tenant["prob"] // 10_000
                    place = model.new_int_var_from_domain(cp_model.Domain.from_values(here), "")
                    gains = {first: (end - begin) * sum(likes[first:first + size]) * tenant["prob"] // 100 for first in here}
                    least, most = min(0, *gains.values(), 0), max(0, *gains.values(), 0)
                    liked, gain = model.new_int_var(least, most, ""), model.new_int_var(least, most, "")
                    model.add_element(place, [gains.get(module, 0) for module in range(len(likes))], liked)
                    model.add(gain <= liked).only_enforce_if(taken)
                    model.add(gain <= 0).only_enforce_if(~taken)
                    self.worth.append(gain)
                    self.rows.append(model.new_optional_fixed_size_interval_var(place, size, taken, ""))
                    self.months.append(model.new_optional_fixed_size_interval_var(begin, end - begin, taken, ""))
                    self.sizes.append(size)
                    if before is not None:
                        moved, stays = model.new_bool_var(""), model.new_bool_var("")
                        nested(model, place, size, *before, stays)
                        model.add_bool_or(stays, moved, ~taken)
                        if tenant["move_cost"] is None:
                            model.add(moved == 0)
                        else:
                            self.worth.append(-tenant["move_cost"] * moved)
                    before = (place, size)
                    places.append(place)
                self.choices[tenant["id"]].append((taken, start, room, places))
                self.worth.append(value * taken)
        booleans = [choice[0] for choice in self.choices[tenant["id"]]]
        (model.add_exactly_one if tenant["mandatory"] else model.add_at_most_one)(booleans)

    def plan(self, value):
        """In the format of a solution, as `value` tells variables."""
        plans = {}
        for tenant, choices in self.choices.items():
            for taken, start, room, places in choices:
                if value(taken):
                    plans[tenant] = {"start": start, "room": room, "blocks": [value(place) for place in places]}
        return {"instance": self.instance["name"], "plans": plans}


class Heard(cp_model.CpSolverSolutionCallback):
    """Each plan with the moment it was there."""

    def __init__(self, allocation):
        super().__init__()
        self.allocation, self.plans = allocation, []

    def on_solution_callback(self):
        self.plans.append((self.wall_time, self.allocation.plan(self.value)))


def solve(instance, marks, workers):
    """By mark: the plan or nothing, and the bound."""
    allocation = Allocation(instance)
    solver, heard, bounds = cp_model.CpSolver(), Heard(allocation), []
    solver.parameters.max_time_in_seconds = max(marks)
    solver.parameters.num_workers = workers
    began = monotonic()
    solver.best_bound_callback = lambda bound: bounds.append((monotonic() - began, bound))
    if solver.solve(allocation.model, heard) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        bounds.append((max(marks), solver.best_objective_bound))
    return {
        mark: (
            next((plan for time, plan in reversed(heard.plans) if time <= mark), None),
            min((bound for time, bound in bounds if time <= mark), default=None))
        for mark in marks}


def valued(km0, instance, plan):
    """What our checker says the plan is worth; nothing, and the rule, when it is not valid."""
    checked = subprocess.run([km0, "allocate", "--check", instance, plan], capture_output=True, text=True)
    if found := re.match(r"objective (-?\d+),", checked.stdout):
        return int(found[1]), ""
    return None, checked.stderr.strip()


def main(folder, workers, km0, paths):
    plans, lines, is_broken = pathlib.Path(folder) / "plans", [], False
    ours = {(one["instance"], one["seconds"]): one for one in json.loads((plans / "marks.json").read_text())}
    marks = sorted({mark for _, mark in ours})
    for path in paths:
        instance = json.loads(pathlib.Path(path).read_text())
        for mark, (plan, bound) in solve(instance, marks, int(workers)).items():
            worth = {"ours": None, "cpsat": None}
            if plan is not None:
                (plans / f"{instance['name']}-{mark:g}-cpsat.json").write_text(json.dumps(plan))
            for whose in worth:
                file = plans / f"{instance['name']}-{mark:g}-{whose}.json"
                if file.exists():
                    worth[whose], fault = valued(km0, path, file)
                    if fault:
                        is_broken = True
                        print(f"{file}: {fault}", file=sys.stderr)
            said = ours[instance["name"], mark]
            if worth["ours"] is not None and worth["ours"] != said["objective"]:
                is_broken = True
                print(f"{instance['name']} after {mark:g} s: said to be worth {said['objective']}, and is worth {worth['ours']}", file=sys.stderr)
            words = {whose: "none" if value is None else f"{value:,}" for whose, value in worth.items()}
            theirs = "none" if bound is None else f"{bound:,.0f}"
            lines.append(
                f"{instance['name']:10} {mark:5g} s   plan: ours {words['ours']:>10} / CP-SAT {words['cpsat']:>10}"
                f"   bound: ours {said['bound']:>10,} / CP-SAT {theirs:>10}")
            print(f"  CP-SAT {instance['name']} {mark:g} s: {words['cpsat']}", flush=True)
    print("\n" + "\n".join(lines))
    return 1 if is_broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]))
