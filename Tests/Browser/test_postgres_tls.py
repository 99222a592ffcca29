"""PostgreSQL over TLS: a server that proves its name is trusted, and no other."""

import os
import subprocess
from pathlib import Path

import pytest

from running import BINARY, ENGINES
from served_house import ROOT, free_port

pytestmark = pytest.mark.skipif("postgres" not in ENGINES, reason="there is no PostgreSQL server")


def openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory):
    """A server on this machine that takes connections over TLS only; its certificate is for localhost."""
    # A socket's path is short, and the server's own user must get there.
    folder = Path(f"/tmp/km0-tls-{os.getpid()}")
    keys = tmp_path_factory.mktemp("keys")
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    for name in ("authority", "stranger"):
        openssl("req", "-x509", "-subj", f"/CN={name}", "-keyout", f"{keys}/{name}.key", "-out", f"{keys}/{name}.pem", *curve)
    openssl(
        "req", "-x509", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE",
        "-CA", f"{keys}/authority.pem", "-CAkey", f"{keys}/authority.key", "-keyout", f"{keys}/server.key", "-out", f"{keys}/server.pem", *curve,
    )
    script = ROOT / "scripts" / "postgres-temporary"
    subprocess.run([script, "start", folder], check=True, capture_output=True)
    try:
        data = folder / "data"
        owner = data.stat()
        for name in ("server.pem", "server.key"):
            (data / name).write_bytes((keys / name).read_bytes())
            os.chown(data / name, owner.st_uid, owner.st_gid)
            (data / name).chmod(0o600)
        port = free_port()
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(f"listen_addresses = 'localhost'\nport = {port}\nssl = on\nssl_cert_file = 'server.pem'\nssl_key_file = 'server.key'\n")
        (data / "pg_hba.conf").write_text("local all all trust\nhostssl all all 127.0.0.1/32 trust\nhostssl all all ::1/128 trust\n")
        binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        restart = [binaries / "pg_ctl", "restart", "-w", "-D", data, "-l", data / "server.log"]
        if os.geteuid() == 0:
            restart = ["runuser", "-u", "postgres", "--", *restart]
        subprocess.run(restart, check=True, capture_output=True, cwd="/")
        yield port, keys
    finally:
        subprocess.run([script, "stop", folder], check=True, capture_output=True)


def migrate(port: int, tmp_path: Path, options: str, host: str = "localhost") -> subprocess.CompletedProcess:
    url = f"postgres://km0@{host}:{port}/km0?{options}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("KM0_", "PG"))}
    command = [BINARY, "migrate", "--data", tmp_path / "data", "--database", url]
    return subprocess.run(command, env=environment | {"HOME": str(tmp_path)}, cwd=tmp_path, capture_output=True, text=True, timeout=60)


def test_a_server_that_proves_its_name(encrypted, tmp_path):
    port, keys = encrypted
    done = migrate(port, tmp_path, f"sslmode=verify-full&sslrootcert={keys}/authority.pem")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "options, host",
    [
        ("sslmode=verify-full&sslrootcert={keys}/stranger.pem", "localhost"),
        ("sslmode=verify-full&sslrootcert={keys}/authority.pem", "127.0.0.1"),
        ("sslmode=disable", "localhost"),
    ],
    ids=["another authority", "another name", "in the clear"],
)
def test_and_no_other(encrypted, tmp_path, options, host):
    port, keys = encrypted
    refused = migrate(port, tmp_path, options.format(keys=keys), host)
    assert refused.returncode == 69, refused.stdout + refused.stderr
    assert "cannot be used" in refused.stderr
