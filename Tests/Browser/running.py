"""The real program on a database of its own, on either engine: started, killed, asked by many."""

import http.client
import json
import os
import re
import signal
import subprocess
import time
import urllib.parse
import uuid
from contextlib import contextmanager
from pathlib import Path

import pytest

from loaded import address, copy_folder, fresh_name, loaded_database
from served_house import ROOT, SIGN_IN, free_port

BINARY = Path(os.environ.get("KM0_TEST_BINARY", ROOT / ".build" / "debug" / "km0")).resolve()
POSTGRES = os.environ.get("KM0_TEST_POSTGRES", "")
ENGINES = ["sqlite", "postgres"] if POSTGRES else ["sqlite"]


def psql(statement: str, url: str = POSTGRES) -> str:
    return subprocess.run(["psql", "-Atqd", url, "-c", statement], check=True, capture_output=True, text=True).stdout


class Running:
    """A copy of the demonstration house in a folder, or in a PostgreSQL database that is made for it and removed at the end; with `empty`
    there is nothing in it until something loads it."""

    def __init__(self, engine: str, folder: Path, empty: bool = False):
        self.engine = engine
        self.folder = folder
        self.port = free_port()
        self.process = None
        self.name = fresh_name()
        self.url = ""
        if engine == "postgres":
            template = "" if empty else f" TEMPLATE {loaded_database()}"
            psql(f"CREATE DATABASE {self.name}{template}")
            self.url = address(self.name, POSTGRES)
        elif not empty:
            copy_folder(folder / "data")

    @property
    def place(self) -> list[str]:
        return ["--data", str(self.folder / "data")] + (["--database", self.url] if self.url else [])

    @property
    def environment(self) -> dict[str, str]:
        return {name: value for name, value in os.environ.items() if not name.startswith("KM0_")}

    def start(self) -> None:
        self.output = self.folder / "output.txt"
        command = [BINARY, "demo", "--from", ROOT / "demo", "--port", str(self.port), *self.place]
        with self.output.open("w") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=output, env=self.environment, cwd=self.folder)
        until = time.monotonic() + 400
        while time.monotonic() < until:
            assert self.process.poll() is None, f"ended with {self.process.returncode}:\n{self.output.read_text()[-3000:]}"
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
                connection.request("GET", "/healthz")
                # The sign-ins are told as soon as it answers.
                if connection.getresponse().status == 200 and SIGN_IN.search(self.output.read_text()):
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise AssertionError(f"no answer:\n{self.output.read_text()[-3000:]}")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def terminate(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)

    def command(self, name: str, *arguments: str, place: list[str] | None = None) -> subprocess.CompletedProcess:
        command = [BINARY, name, *arguments, *(self.place if place is None else place)]
        return subprocess.run(command, env=self.environment, cwd=self.folder, capture_output=True, text=True, timeout=600)

    def remove(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()
        if self.url:
            psql(f"DROP DATABASE {self.name} WITH (FORCE)")


@contextmanager
def living(engine: str, folder: Path):
    """Such a house, started, and removed whatever becomes of it."""
    house = Running(engine, folder)
    try:
        house.start()
        yield house
    finally:
        house.remove()


@pytest.fixture(params=ENGINES)
def house_on_each_engine(request, tmp_path):
    """The house of a test that needs one of its own: `from running import house_on_each_engine as house`."""
    with living(request.param, tmp_path) as house:
        yield house


@pytest.fixture
def house_on_sqlite(tmp_path):
    with living("sqlite", tmp_path) as house:
        yield house


class Client:
    """Somebody who signed in, on one kept-alive connection that is made again when it is cut."""

    def __init__(self, house: Running, role: str = "director"):
        self.house = house
        self.connection = None
        self.cookies: dict[str, str] = {}
        self.token = ""
        email, password = next((e, p) for r, e, p in SIGN_IN.findall(house.output.read_text()) if r == role)
        self.get("/sign-in")
        fields = {"token": self.token, "email": email, "password": password, "to": "/account"}
        status, _ = self.send("POST", "/sign-in", urllib.parse.urlencode(fields), "application/x-www-form-urlencoded")
        assert status == 303, f"{role} could not sign in: {status}"
        self.get("/account")

    def send(self, method: str, path: str, body: str = "", kind: str = "application/json") -> tuple[int, str]:
        headers = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method != "GET":
            headers |= {"content-type": kind, "x-form-token": self.token}
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=60)
        try:
            self.connection.request(method, path, body or None, headers)
            answer = self.connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise
        for line in answer.headers.get_all("set-cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        if found := re.search(r'name="token" value="([^"]+)"', text):
            self.token = found.group(1)
        return answer.status, text

    def get(self, path: str) -> str:
        status, text = self.send("GET", path)
        assert status == 200, f"{path}: {status}\n{text[:500]}"
        return text

    def read(self, path: str):
        return json.loads(self.get(path))

    def tell(self, method: str, path: str, facts: dict) -> tuple[int, dict]:
        status, text = self.send(method, path, json.dumps(facts))
        return status, json.loads(text) if text else {}
