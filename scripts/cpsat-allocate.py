"""cpsat-allocate.py SECONDS INSTANCE.json …: the same allocation problem as a model for CP-SAT; tells plan and bound after that time, on two threads.

A tenant's choice of start and room is a boolean; each of its stretches a rectangle of months and modules that exists when the choice does;
no two rectangles meet. What a block is liked is looked up by its first module; a move is paid unless one block holds the other."""

import json
import sys

from ortools.sat.python import cp_model


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


def firsts(instance, size, month):
    """First modules of the blocks of this size that are in service."""
    for corridor in instance["corridors"]:
        own = [module for module in instance["modules"] if module["corridor"] == corridor["id"]]
        for position in range(len(own) - size + 1):
            if any(position <= wall < position + size - 1 for wall in corridor["fixed_walls"]):
                continue
            if all(module["in_service"] <= month for module in own[position:position + size]):
                yield own[position]["id"]


def nested(model, one, size, other, other_size, if_true):
    """When `if_true` holds, one block holds the other."""
    small, large, spare = (one, other, other_size - size) if size <= other_size else (other, one, size - other_size)
    model.add(small >= large).only_enforce_if(if_true)
    model.add(small <= large + spare).only_enforce_if(if_true)


def build(instance):
    model, worth, months, rows = cp_model.CpModel(), [], [], []
    floors = {corridor["id"]: corridor["floor"] for corridor in instance["corridors"]}
    for tenant in instance["tenants"]:
        likes = [liking(tenant, module, floors[module["corridor"]]) for module in instance["modules"]]
        choices = []
        for start in tenant["starts"]:
            for room in (0, 1) if tenant["grow"] else (0,):
                taken, value = model.new_bool_var(""), -tenant["wait_cost"] * tenant["phases"][0][1] * (start - tenant["starts"][0])
                before = None
                for begin, end, base, extra in stretches(tenant, start, room, instance["horizon"]):
                    size = base + extra
                    allowed = list(firsts(instance, size, begin))
                    if not allowed:
                        model.add(taken == 0)
                        break
                    value += (end - begin) * base * tenant["rent"] * tenant["prob"] // 100
                    if extra:
                        value += (end - begin) * extra * tenant["rent"] * tenant["grow"]["prob"] * tenant["prob"] // 10_000
                    place = model.new_int_var_from_domain(cp_model.Domain.from_values(allowed), "")
                    gains = {first: (end - begin) * sum(likes[first:first + size]) * tenant["prob"] // 100 for first in allowed}
                    most = max(0, *gains.values())
                    liked = model.new_int_var(0, most, "")
                    model.add_element(place, [max(0, gains.get(module, 0)) for module in range(len(likes))], liked)
                    gain = model.new_int_var(0, most, "")
                    model.add(gain <= liked)
                    model.add(gain <= most * taken)
                    worth.append(gain)
                    rows.append(model.new_optional_fixed_size_interval_var(place, size, taken, ""))
                    months.append(model.new_optional_fixed_size_interval_var(begin, end - begin, taken, ""))
                    if before is None and tenant["current"] is not None:
                        before = (tenant["current"], tenant["phases"][0][1])
                    if before is not None:
                        moved = model.new_bool_var("")
                        stays = model.new_bool_var("")
                        nested(model, place, size, *before, stays)
                        model.add_bool_or(stays, moved, ~taken)
                        if tenant["move_cost"] is None:
                            model.add(moved == 0)
                        else:
                            worth.append(-tenant["move_cost"] * moved)
                    before = (place, size)
                choices.append(taken)
                worth.append(value * taken)
        (model.add_exactly_one if tenant["mandatory"] else model.add_at_most_one)(choices)
    model.add_no_overlap_2d(months, rows)
    model.maximize(sum(worth))
    return model


for path in sys.argv[2:]:
    with open(path) as file:
        instance = json.load(file)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = float(sys.argv[1])
    solver.parameters.num_workers = 2
    status = solver.solve(build(instance))
    found = f"{solver.objective_value:8.0f}" if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else "    none"
    print(f"{instance['name']}: CP-SAT after {float(sys.argv[1]):g} s  plan {found}  bound {solver.best_objective_bound:8.0f}", flush=True)
