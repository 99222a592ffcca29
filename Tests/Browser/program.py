"""A program that asks the house: signs in as a person would, makes a token on the page of the account, and uses it from then on."""

import html
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from http.cookiejar import CookieJar

from served_house import ServedHouse


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: str

    @property
    def json(self):
        return json.loads(self.body)


class _Stay(urllib.request.HTTPRedirectHandler):
    """Takes a redirect for the answer it is."""

    def redirect_request(self, *_):
        return None


class Program:
    def __init__(self, house: ServedHouse, token: str | None = None):
        self.house = house
        self.token = token
        self._opener = urllib.request.build_opener(_Stay, urllib.request.HTTPCookieProcessor(CookieJar()))

    def ask(self, method: str, path: str, body: dict | None = None) -> Reply:
        """A body is sent as JSON."""
        headers = {"accept-language": "en"}
        data = None
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        if body is not None:
            headers["content-type"] = "application/json"
            data = json.dumps(body).encode()
        return self._send(urllib.request.Request(self.house.base + path, data, headers, method=method))

    def read(self, path: str):
        """What a GET that must succeed answers."""
        reply = self.ask("GET", path)
        assert reply.status == 200, f"{path}: {reply.status} {reply.body[:500]}"
        return reply.json

    def _send(self, request: urllib.request.Request) -> Reply:
        try:
            with self._opener.open(request, timeout=30) as answer:
                return Reply(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read().decode(errors="replace"))
        except urllib.error.HTTPError as answer:
            return Reply(answer.code, {k.lower(): v for k, v in answer.headers.items()}, answer.read().decode(errors="replace"))

    def submit(self, page: str, fields: dict[str, str], to: str | None = None, wait: float = 0) -> Reply:
        """Fills in a form of a page, its hidden fields left as they are; at the pace of a person when there is a wait."""
        drawn = self.ask("GET", page).body
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', drawn)
        assert "token" in dict(hidden), f"{page} has no form"
        time.sleep(wait)
        data = urllib.parse.urlencode({**{name: html.unescape(value) for name, value in hidden}, **fields}).encode()
        return self._send(urllib.request.Request(self.house.base + (to or page), data, method="POST"))

    @classmethod
    def signed_in(cls, house: ServedHouse, role: str, read_only: bool = False) -> "Program":
        """With a token made on the account page of the person of the demonstration who holds the role."""
        them = house.sign_ins()[role]
        browser = cls(house)
        entered = browser.submit("/sign-in", {"email": them.email, "password": them.password})
        assert entered.status == 303, f"{role} could not sign in: {entered.status}"
        fields = {"token_name": "interface", "token_proof": them.password} | ({"read_only": "1"} if read_only else {})
        made = browser.submit("/account", fields, to="/account/tokens")
        secret = re.search(r'<code[^>]*>([^<]+)</code>', made.body)
        assert made.status == 200 and secret, f"no token for {role}: {made.status}"
        return cls(house, html.unescape(secret[1]).strip())
