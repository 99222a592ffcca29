"""Asked to end, the program finishes what it began, and takes nothing new."""

import json
import socket
import time

import pytest

from running import Client
from running import house_on_sqlite as house  # noqa: F401


def test_a_request_under_way_is_answered(house):
    client = Client(house)
    body = json.dumps({"legal_name": "La dernière", "usual_name": "La dernière", "kind": "startUp"}).encode()
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    head = (
        f"POST /api/organisations HTTP/1.1\r\nhost: localhost\r\ncookie: {cookies}\r\nx-form-token: {client.token}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", house.port)) as slow:
        slow.sendall(head.encode() + body[:10])
        time.sleep(0.3)
        house.process.terminate()
        time.sleep(0.5)
        assert house.process.poll() is None, "it ended under a request"
        with pytest.raises(OSError):
            socket.create_connection(("127.0.0.1", house.port), timeout=2).close()
        slow.sendall(body[10:])
        slow.settimeout(20)
        answer = b""
        while piece := slow.recv(65536):
            answer += piece
        assert b" 201 " in answer.split(b"\r\n")[0], answer[:300]
    assert house.process.wait(timeout=20) == 0
    house.start()
    assert any(one["usual_name"] == "La dernière" for one in Client(house).read("/api/organisations?q=derniere")["organisations"])
