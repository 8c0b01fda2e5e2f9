"""A site that `make serve` opens for others: on a second address of this machine, over TLS."""

import shutil
import ssl
from dataclasses import dataclass, field
from pathlib import Path

from tests.site import Site, Visitor

HOST = "127.0.0.2"
MODULE = ("-m", "config.serve_group")


@dataclass
class GroupSite(Site):
    """A running `python -m config.serve_group`, told by a file."""

    told: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.data_dir.mkdir(exist_ok=True)
        variables = {"PUBLIC_URL": f"https://{HOST}:{self.port}", "HOST": HOST} | self.told
        lines = [f'{name}="{value}"\n' for name, value in variables.items()]
        (self.data_dir / "dure.env").write_text("".join(lines))

    def environment(self, **changes: str) -> dict[str, str]:
        inherited = super().environment(**changes)
        del inherited["PORT"]  # the file tells it
        return inherited

    @property
    def certificate(self) -> Path:
        return self.data_dir / "tls" / "certificate.pem"

    def tls(self) -> ssl.SSLContext:
        """What a visitor trusts who has compared the fingerprint."""
        return ssl.create_default_context(cafile=str(self.certificate))

    def visitor(self) -> Visitor:
        return Visitor(self.port, tls=self.tls(), host=HOST)

    def manage(self, *arguments: str) -> str:
        """What a command of manage.py prints, run beside the site."""
        done = self.command("manage.py", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def open(self) -> None:
        self.start(*MODULE)


def new_but_for_its_files(data_dir: Path, prepared: Path) -> None:
    """A folder in which the static files are collected, which takes long, and nothing else is."""
    shutil.copytree(prepared / "static", data_dir / "static")
