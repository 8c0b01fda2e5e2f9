"""A cluster of PostgreSQL on this machine, to try what survives: start, status, stop.

    python -m deploy.cluster.cluster start FOLDER

Three servers under Patroni, one etcd and HAProxy, Debian's packages all, on 127.0.0.1. For real,
each server has a machine of its own, and etcd three; patroni.yml and haproxy.cfg are there to begin
with.
"""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
NAMES = ("a", "b", "c")
NOBODY = 65534  # neither PostgreSQL nor Patroni runs as root
PATIENCE = 90  # seconds
PATH = os.pathsep.join([os.environ["PATH"], "/usr/sbin"])


@dataclass(frozen=True)
class Cluster:
    """What runs in this folder; its ports and its password are kept there."""

    folder: Path

    @property
    def config(self) -> dict[str, Any]:
        path = self.folder / "cluster.json"
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            words = ["etcd", "peers", "primary", "standby"]
            words += [f"{kind}-{name}" for name in NAMES for kind in ("rest", "port")]
            ports: dict[str, Any] = dict(zip(words, free_ports(len(words)), strict=True))
            path.write_text(json.dumps({**ports, "password": secrets.token_urlsafe(20)}))
            path.chmod(0o600)
        config: dict[str, Any] = json.loads(path.read_text())
        return config

    def url(self, user: str = "postgres", name: str = "postgres", place: str = "primary") -> str:
        config = self.config
        return f"postgresql://{user}:{config['password']}@127.0.0.1:{config[place]}/{name}"

    def start(self) -> None:
        config = self.config
        self._own(self.folder)
        client, peers = (f"http://127.0.0.1:{config[word]}" for word in ("etcd", "peers"))
        self._run(
            "etcd",
            *("etcd", "--data-dir", str(self.folder / "etcd"), "--name", "one"),
            *("--listen-client-urls", client, "--advertise-client-urls", client),
            *("--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers),
            *("--initial-cluster", f"one={peers}", "--unsafe-no-fsync"),
        )
        for name in NAMES:
            self.start_node(name)
        line = "    server {} 127.0.0.1:{} check port {}\n"
        servers = "".join(
            line.format(name, config[f"port-{name}"], config[f"rest-{name}"]) for name in NAMES
        )
        text = (HERE / "haproxy.cfg").read_text(encoding="utf-8")
        places = {word: config[word] for word in ("primary", "standby")}
        (self.folder / "haproxy.cfg").write_text(text.format(servers=servers, **places))
        self._run("haproxy", "haproxy", "-db", "-f", str(self.folder / "haproxy.cfg"))
        self.wait_for(standbys=len(NAMES) - 1)

    def start_node(self, name: str) -> None:
        """A machine of the cluster, as it comes up again."""
        config, folder = self.config, self.folder / name
        folder.mkdir(exist_ok=True)
        self._own(folder)
        programs = max(Path("/usr/lib/postgresql").glob("*/bin/postgres")).parent
        text = (HERE / "patroni.yml").read_text(encoding="utf-8").format(
            name=name,
            folder=folder,
            programs=programs,
            rest=config[f"rest-{name}"],
            port=config[f"port-{name}"],
            etcd=config["etcd"],
            password=config["password"],
        )  # fmt: skip
        path = folder / "patroni.yml"
        path.write_text(text)
        self._own(path)
        self._run(name, "patroni", str(path))

    def start_dead_nodes(self) -> None:
        for name in NAMES:
            if not self._is_there(name):
                self.start_node(name)

    def kill_server(self, name: str) -> None:
        """kill -9 of the postmaster."""
        pid = (self.folder / name / "data" / "postmaster.pid").read_text().split("\n", 1)[0]
        os.kill(int(pid), signal.SIGKILL)

    def kill_node(self, name: str) -> None:
        """kill -9 of Patroni and all of PostgreSQL, as when the machine is gone."""
        os.kill(self._pid(name), signal.SIGKILL)
        with suppress(OSError):
            self.kill_server(name)

    def states(self) -> dict[str, str]:
        """Which role each has, as the cluster sees it; empty while it does not answer."""
        config = self.config
        for name in NAMES:
            address = f"http://127.0.0.1:{config[f'rest-{name}']}/cluster"
            with suppress(OSError, ValueError):
                with urllib.request.urlopen(address, timeout=2) as answer:
                    members = json.load(answer)["members"]
                return {
                    member["name"]: member["role"]
                    for member in members
                    if member["state"] in {"running", "streaming"}
                }
        return {}

    def primary(self) -> str:
        return next((name for name, role in self.states().items() if role == "leader"), "")

    def wait_for(self, standbys: int) -> None:
        """Until there is a primary, and so many standbys, one of which has all that it has."""
        deadline = time.monotonic() + PATIENCE
        while True:
            roles = list(self.states().values())
            if roles.count("leader") == 1 and "sync_standby" in roles and len(roles) > standbys:
                return
            if time.monotonic() > deadline:
                raise SystemExit(f"The cluster is not whole: {self.states()}. See {self.folder}.")
            time.sleep(0.2)

    def stop(self) -> None:
        for name in ("haproxy", *NAMES, "etcd"):
            with suppress(OSError, ValueError):
                os.kill(self._pid(name), signal.SIGTERM)
            deadline = time.monotonic() + PATIENCE
            while self._is_there(name) and time.monotonic() < deadline:
                time.sleep(0.1)

    def _is_there(self, name: str) -> bool:
        with suppress(OSError, ValueError):
            return Path(f"/proc/{self._pid(name)}/stat").read_text().split()[2] != "Z"
        return False

    def _pid(self, name: str) -> int:
        return int((self.folder / f"{name}.pid").read_text())

    def _own(self, path: Path) -> None:
        if os.geteuid() == 0:
            os.chown(path, NOBODY, NOBODY)

    def _run(self, name: str, program: str, *arguments: str) -> None:
        path = shutil.which(program, path=PATH)
        if not path:
            raise SystemExit(f"No {program} is installed: apt install patroni etcd-server haproxy")
        log = self.folder / f"{name}.log"
        user: dict[str, Any] = {}
        if os.geteuid() == 0:
            user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        with log.open("ab") as out:
            process = subprocess.Popen(
                [path, *arguments],
                cwd="/",
                env={"PATH": PATH, "LC_ALL": "C.UTF-8", "HOME": str(self.folder)},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                umask=0o077,
                **user,
            )
        (self.folder / f"{name}.pid").write_text(str(process.pid))


def free_ports(number: int) -> list[int]:
    """All at once, so that no two are alike."""
    sockets = [socket.socket() for _time in range(number)]
    try:
        for probe in sockets:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in sockets]
    finally:
        for probe in sockets:
            probe.close()


def main() -> None:
    if len(sys.argv) != 3 or sys.argv[1] not in {"start", "status", "stop"}:
        sys.exit("python -m deploy.cluster.cluster start|status|stop FOLDER")
    cluster = Cluster(Path(sys.argv[2]).absolute())
    if sys.argv[1] == "stop":
        cluster.stop()
        return
    if sys.argv[1] == "start":
        cluster.start()
        print(f"Its primary, as superuser: {cluster.url()}")
    for name, role in cluster.states().items():
        print(name, role)


if __name__ == "__main__":
    main()
