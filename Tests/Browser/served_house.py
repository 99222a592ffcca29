"""The demonstration house, served by the real program on a free port with a fresh data folder."""

import email
import email.policy
import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from loaded import copy_folder

ROOT = Path(__file__).resolve().parents[2]
# What `km0 demo` prints for each role: `  director      someone@km0.example   their-password`.
SIGN_IN = re.compile(r"^\s+([a-z]+)\s+(\S+@\S+)\s+(\S+)$", re.MULTILINE)
# Where applicants find their file, in a mail; the end is a secret.
APPLICATION_LINK = r"/application/[\w-]{43}"


@dataclass(frozen=True)
class SignIn:
    role: str
    email: str
    password: str


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class ServedHouse:
    """Years of invoices take a while to live through: it serves a copy of what was loaded once."""

    def __init__(self, binary: Path, folder: Path):
        copy_folder(folder / "data")
        self.port = free_port()
        self.mail = folder / "data" / "mail"
        self.base = f"http://localhost:{self.port}"
        self.output = folder / "output.txt"
        self.log = folder / "log.txt"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KM0_")}
        command = [binary, "demo", "--from", ROOT / "demo", "--port", str(self.port), "--data", folder / "data"]
        with self.output.open("w") as output, self.log.open("w") as log:
            self.process = subprocess.Popen(command, stdout=output, stderr=log, env=environment, cwd=folder)

    def told(self) -> str:
        return f"{self.output.read_text()}\n{self.log.read_text()}"[-4000:]

    def wait(self, seconds: int = 180) -> None:
        """Until it answers; a program that ends before, or never answers, fails with what it said."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise AssertionError(f"the program ended with {self.process.returncode}:\n{self.told()}")
            try:
                with urllib.request.urlopen(f"{self.base}/healthz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"no answer after {seconds} s:\n{self.told()}")

    def sign_ins(self) -> dict[str, SignIn]:
        return {role: SignIn(role, email, password) for role, email, password in SIGN_IN.findall(self.output.read_text())}

    def letters(self, to: str = "", since: float = 0) -> list[email.message.EmailMessage]:
        """The mails written to the mail folder since then, oldest first, to somebody or to all."""
        files = sorted((file for file in self.mail.glob("*.eml") if file.stat().st_mtime >= since), key=lambda file: file.stat().st_mtime_ns)
        letters = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]
        return [letter for letter in letters if to in letter["To"]]

    def await_letters(self, count: int, since: float, to: str = "", seconds: int = 30) -> list[email.message.EmailMessage]:
        """At least so many; the house sends in the background."""
        until = time.monotonic() + seconds
        while len(found := self.letters(to, since)) < count:
            assert time.monotonic() < until, f"{len(found)} of {count} letters to {to or 'anybody'} after {seconds} s"
            time.sleep(0.1)
        return found

    def await_letter(self, since: float, to: str = "", text: str = "", part: str = "", subject: str = "") -> email.message.EmailMessage:
        """The newest in whose text the pattern is found, with a part of that type and the word in its subject: others may be sent late and come between."""
        until = time.monotonic() + 30
        while True:
            letters = self.letters(to, since)
            for letter in reversed(letters):
                if subject in letter["Subject"] and re.search(text, body_of(letter)) and (not part or part_of(letter, part)):
                    return letter
            assert time.monotonic() < until, f"no letter to {to or 'anybody'} with {subject} {text} {part} in:\n" + "\n".join(
                f"{letter['Subject']}\n{body_of(letter)}" for letter in letters)
            time.sleep(0.1)

    def await_link(self, since: float, to: str, pattern: str) -> str:
        """What the pattern finds in the newest letter that has it."""
        return re.search(pattern, body_of(self.await_letter(since, to, text=pattern))).group()

    def stop(self) -> int:
        """Asks it to end, as systemd does; its exit code, or a kill when it does not listen."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"it did not stop within 20 s of SIGTERM:\n{self.told()}") from None


def body_of(letter: email.message.EmailMessage) -> str:
    body = letter.get_body(("plain",))
    return body.get_content() if body else ""


def part_of(letter: email.message.EmailMessage, kind: str) -> email.message.EmailMessage | None:
    """The first of that type."""
    return next((part for part in letter.walk() if part.get_content_type() == kind), None)


def serving(folder: Path):
    """A house of its own in a folder, until whoever asked for it is done."""
    binary = Path(os.environ.get("KM0_TEST_BINARY", ROOT / ".build" / "debug" / "km0")).resolve()
    assert binary.exists(), f"{binary} is not built"
    house = ServedHouse(binary, folder)
    try:
        house.wait()
        yield house
    finally:
        code = house.stop()
    assert code == 0, f"the program ended with {code}:\n{house.told()}"
