"""A change that was acknowledged is there, whatever happens to the program: it is killed at random moments while many clients change things."""

import http.client
import json
import random
import sqlite3
import threading
import time

import pytest

from running import ENGINES, Client, Running, living, psql
from running import house_on_each_engine as house  # noqa: F401

ROUNDS = 3
CLIENTS = 6


class Busy(threading.Thread):
    """Makes organisations, and gives one hold another rent again and again; remembers what it was told is kept."""

    def __init__(self, client: Client, hold: str, number: int, round: int):
        super().__init__()
        self.client, self.hold, self.number, self.round = client, hold, number, round
        self.organisations: dict[str, str] = {}
        self.rent = self.tried = None
        self.stopped = threading.Event()
        self.odd: list[str] = []

    def run(self) -> None:
        count = 0
        try:
            while not self.stopped.is_set():
                count += 1
                name = f"Trial {self.round} {self.number} {count}"
                status, told = self.client.tell("POST", "/api/organisations", {"legal_name": name, "usual_name": name, "kind": "startUp"})
                if status == 201:
                    self.organisations[told["id"]] = name
                else:
                    self.odd.append(f"{status} {told}")
                self.tried = 100_000 * (self.round + 1) + 1000 * self.number + count
                terms = {"monthly_rent": str(self.tried), "reason": "kill"}
                status, told = self.client.tell("POST", f"/api/holds/{self.hold}/terms", terms)
                if status == 200:
                    self.rent = self.tried
                else:
                    self.odd.append(f"{status} {told}")
        except (OSError, http.client.HTTPException, json.JSONDecodeError):
            pass


def holds(client: Client) -> list[str]:
    standing = client.read("/api/holds?kind=let&state=current")
    assert len(standing) >= CLIENTS
    return [hold["id"] for hold in standing[:CLIENTS]]


def check(house: Running, client: Client, busy: list[Busy]) -> int:
    """Everything acknowledged is there, with its line of audit; how much that was."""
    kept = {}
    page = 1
    while True:
        found = client.read(f"/api/organisations?page={page}")["organisations"]
        if not found:
            break
        kept |= {organisation["id"]: organisation["usual_name"] for organisation in found}
        page += 1
    for one in busy:
        assert not one.odd, one.odd[:3]
        missing = {id for id, name in one.organisations.items() if kept.get(id) != name}
        assert not missing, f"{len(missing)} acknowledged organisations are gone"
        cents = client.read(f"/api/holds/{one.hold}")["monthlyRentCents"]
        # The one that was under way when the program died may have been kept or not.
        assert cents in (None if one.rent is None else one.rent * 100, one.tried * 100 if one.tried else None) or one.rent is None
    made = [id for one in busy for id in one.organisations]
    # Whole or not at all: each organisation, acknowledged or not, has exactly one line that says it was made.
    lines = audited(house)
    assert set(made) <= set(lines)
    trial = [id for id, name in kept.items() if name.startswith("Trial ")]
    assert sorted(trial) == sorted(line for line in lines if line in kept and kept[line].startswith("Trial "))
    return len(made) + sum(one.rent is not None for one in busy)


def audited(house: Running) -> list[str]:
    query = "SELECT subject FROM audit WHERE verb = 'people.organisation.add'"
    if house.url:
        return [line.removeprefix("organisation/") for line in psql(query, house.url).split()]
    with sqlite3.connect(f"file:{house.folder}/data/km0.sqlite?mode=ro", uri=True) as database:
        return [row[0].removeprefix("organisation/") for row in database.execute(query)]


def test_nothing_acknowledged_is_lost(house):
    chance = random.Random(1789)
    kept = 0
    for number in range(ROUNDS):
        client = Client(house)
        busy = [Busy(Client(house), hold, place, number) for place, hold in enumerate(holds(client))]
        for one in busy:
            one.start()
        time.sleep(chance.uniform(0.4, 1.2))
        house.kill()
        for one in busy:
            one.join()
        house.start()
        kept += check(house, Client(house), busy)
    assert kept > ROUNDS * CLIENTS, "too little was changed to prove anything"
    sound = house.command("check")
    assert sound.returncode == 0, sound.stdout + sound.stderr


@pytest.mark.skipif("postgres" not in ENGINES, reason="there is no PostgreSQL server")
def test_a_server_that_ends_its_connections_loses_nothing(tmp_path):
    with living("postgres", tmp_path) as house:
        client = Client(house)
        busy = [Busy(Client(house), hold, place, 0) for place, hold in enumerate(holds(client))]
        for one in busy:
            one.start()
        for _ in range(5):
            time.sleep(0.2)
            psql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{house.name}'")
        for one in busy:
            one.stopped.set()
        for one in busy:
            one.join()
            # Cut off while it was being kept: nobody can know, and the visitor is told so. Everything else was tried again.
            assert all(line.startswith("500 ") for line in one.odd), one.odd[:3]
            one.odd.clear()
        assert check(house, Client(house), busy) > CLIENTS
        assert house.terminate() == 0
