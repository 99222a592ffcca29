"""The demonstration house, loaded once on each engine for all tests of a session: every test works on a copy of its own."""

import atexit
import re
import shutil
import tempfile
import urllib.parse
import uuid
from functools import cache
from pathlib import Path


@cache
def loaded_folder() -> Path:
    """The data folder of a house that was loaded into the embedded database and ended in good order."""
    from running import Running

    folder = Path(tempfile.mkdtemp(prefix="km0-loaded-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    house = Running("sqlite", folder, empty=True)
    load(house)
    # What was mailed while it was loaded is nobody's test.
    shutil.rmtree(folder / "data" / "mail", ignore_errors=True)
    return folder / "data"


@cache
def loaded_database() -> str:
    """The name of a PostgreSQL database with the same."""
    from running import Running, psql

    folder = Path(tempfile.mkdtemp(prefix="km0-loaded-"))
    house = Running("postgres", folder, empty=True)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(lambda: psql(f"DROP DATABASE IF EXISTS {house.name} WITH (FORCE)"))
    load(house)
    return house.name


def load(house) -> None:
    house.start()
    assert house.terminate() == 0, (house.folder / "output.txt").read_text()[-3000:]


def copy_folder(to: Path) -> None:
    shutil.copytree(loaded_folder(), to)


def address(database: str, of: str) -> str:
    """The address of another database of the same server."""
    url = urllib.parse.urlsplit(of)._replace(path=f"/{database}").geturl()
    # urllib drops the empty host of postgres:///name, which libpq wants.
    return re.sub(r"^(postgres(?:ql)?):/(?!/)", r"\1:///", url)


def fresh_name() -> str:
    return f"trial_{uuid.uuid4().hex[:12]}"
