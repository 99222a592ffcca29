"""A backup made while people write, restored on either engine, is the house of one moment."""

import threading
import time

import pytest

from running import ENGINES, Client, Running


@pytest.mark.parametrize("source", ENGINES)
def test_a_backup_while_serving_moves_house(source, tmp_path):
    house = Running(source, tmp_path)
    others = []
    try:
        house.start()
        stop = threading.Event()
        made: list[str] = []

        def write() -> None:
            client = Client(house)
            while not stop.is_set():
                name = f"Trial {len(made)}"
                status, told = client.tell("POST", "/api/organisations", {"legal_name": name, "usual_name": name, "kind": "startUp"})
                assert status == 201
                made.append(told["id"])

        writer = threading.Thread(target=write)
        writer.start()
        while len(made) < 5:
            time.sleep(0.02)
        before = list(made)
        backup = str(tmp_path / "house.km0")
        saved = house.command("backup", backup)
        assert saved.returncode == 0, saved.stderr
        stop.set()
        writer.join()
        assert len(made) > len(before), "nobody wrote while the backup was made"
        for engine in ENGINES:
            folder = tmp_path / engine
            folder.mkdir()
            other = Running(engine, folder, empty=True)
            others.append(other)
            restored = other.command("restore", backup)
            assert restored.returncode == 0, restored.stderr
            assert "proven" in restored.stdout
            sound = other.command("check")
            assert sound.returncode == 0, sound.stdout
            # The same rows make the same file: what was restored is backed up again and compared with what it came from.
            again = str(folder / "again.km0")
            assert other.command("backup", again).returncode == 0
            assert tables(again) == tables(backup)
            # Never over a house that is there.
            refused = other.command("restore", backup)
            assert refused.returncode != 0 and "not empty" in refused.stderr
            other.start()
            kept = {organisation["id"] for organisation in organisations(Client(other))}
            there = [id for id in made if id in kept]
            # Everything from before, and of what came during it the first so many.
            assert set(before) <= set(there) and there == made[: len(there)]
    finally:
        for running in [house, *others]:
            running.remove()


def organisations(client: Client) -> list[dict]:
    found, page = [], 1
    while more := client.read(f"/api/organisations?page={page}")["organisations"]:
        found += more
        page += 1
    return found


def tables(path: str) -> dict[str, bytes]:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.startswith("tables/")}
