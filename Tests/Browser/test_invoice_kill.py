"""A run of invoices that is killed at random moments and started again leaves no gap and no double, on either engine."""

import random
import signal
import sqlite3
import subprocess
import time

from running import BINARY, Client, Running, psql
from running import house_on_each_engine as house  # noqa: F401

CUSTOMERS = 150


def rows(house: Running, query: str) -> list[str]:
    if house.url:
        return psql(query, house.url).split()
    with sqlite3.connect(f"file:{house.folder}/data/km0.sqlite?mode=ro", uri=True) as database:
        return [str(row[0]) for row in database.execute(query)]


def furnish(house: Running) -> str:
    """Terms and a series for the entity that runs the house, customers, and a charge for each of them; the month."""
    client = Client(house)
    found = client.read("/api/organisations?q=km0")["organisations"]
    entity = next(one["id"] for one in found if one["usual_name"] == "KM0")
    series = [one for one in client.read("/api/invoicing-settings")["series"] if one["entity"] == entity and one["purpose"] == "invoices"]
    if not series:
        terms = {"from": "2019-01-01", "term": 30, "vat": "receipts", "indemnity": "40 €", "penalty": "BCE + 10", "discount": "Aucun"}
        assert client.tell("PUT", f"/api/invoicing-settings/entities/{entity}", terms)[0] == 204
        opened = {"purpose": "invoices", "prefix": "KILL-", "reason": "Série unique"}
        assert client.tell("POST", f"/api/invoicing-settings/entities/{entity}/series", opened)[0] == 201
    today = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 86_400))
    for number in range(CUSTOMERS):
        facts = {"legal_name": f"Client {number}", "usual_name": f"Client {number}", "kind": "startUp", "postcode": "68100", "city": "Mulhouse"}
        status, made = client.tell("POST", "/api/organisations", facts)
        assert status == 201, made
        assert client.tell("PUT", f"/api/invoicing-settings/customers/{made['id']}", {"nature": "consumer", "electronicAddress": f"client-{number}"})[0] == 204
        charge = {
            "entity": entity, "customer": made["id"], "text": f"Clef {number}", "kind": "services", "from": today, "last": today, "billable": today,
            "net": f"{number + 1},50", "vat": "standard"}
        status, told = client.tell("POST", "/api/charges", charge)
        assert status == 201, told
    return today[:7]


def test_a_killed_run_goes_on_where_it_was(house):
    chance = random.Random(1789)
    month = furnish(house)
    ours = "SELECT COUNT(*) FROM invoice_lines WHERE label LIKE 'Clef %'"
    killed_inside = 0
    for _ in range(20):
        issued = int(rows(house, "SELECT COUNT(*) FROM invoices")[0])
        run = subprocess.Popen(
            [BINARY, "invoices", "issue", "--month", month, *house.place], env=house.environment, cwd=house.folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # However long it plans: it is killed a few documents on.
        enough = issued + chance.randint(1, 6)
        while run.poll() is None and int(rows(house, "SELECT COUNT(*) FROM invoices")[0]) < enough:
            time.sleep(0.01)
        if run.poll() is None:
            run.send_signal(signal.SIGKILL)
            killed_inside += 1
        run.wait()
        if killed_inside >= 3 or int(rows(house, ours)[0]) == CUSTOMERS:
            break
    assert killed_inside, "no run was killed while it issued"
    first = house.command("invoices", "issue", "--month", month)
    assert "issued" in first.stdout, first.stdout + first.stderr
    again = house.command("invoices", "issue", "--month", month)
    assert "0 issued" in again.stdout, again.stdout + again.stderr
    # Each charge once, every place of every series taken, one entry in the books for each invoice.
    assert int(rows(house, ours)[0]) == CUSTOMERS
    assert int(rows(house, "SELECT COUNT(DISTINCT origin) FROM invoice_lines WHERE label LIKE 'Clef %'")[0]) == CUSTOMERS
    gaps = "SELECT COUNT(*) FROM (SELECT series FROM invoices GROUP BY series HAVING COUNT(*) <> MAX(place) OR MIN(place) <> 1) gaps"
    assert int(rows(house, gaps)[0]) == 0
    entries = "SELECT COUNT(*) FROM invoices i JOIN ledger_entries e ON e.origin = 'invoice/' || i.id WHERE i.total <> 0"
    assert int(rows(house, entries)[0]) == int(rows(house, "SELECT COUNT(*) FROM invoices WHERE total <> 0")[0])
    sound = house.command("check")
    assert sound.returncode == 0, sound.stdout + sound.stderr
