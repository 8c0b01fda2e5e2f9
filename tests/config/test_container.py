"""`Dockerfile` and `compose.yaml`: built of a bundle and run where a container engine exists."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from tests import programs
from tests.config.bundles import commit_what_is_here, make
from tests.site import START_TIMEOUT

ROOT: Path = settings.BASE_DIR
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
NAME = "dure-of-tests"
IS_READY = ".venv/bin/python deploy/is_ready.py"


def engine() -> str:
    """One that answers and has the base: nothing is fetched for a test."""
    (base,) = re.findall(r"(?m)^ARG BASE=(\S+)$", DOCKERFILE)
    for name in ("docker", "podman"):
        path = programs.find(name)
        if path and not run(path, "info", is_sure=False).returncode:
            if run(path, "image", "inspect", base, is_sure=False).returncode:
                pytest.skip(f"{name} has no image {base}.")
            return path
    pytest.skip("No container engine runs here.")


def run(*command: str | Path, is_sure: bool = True) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=START_TIMEOUT
    )
    assert not (is_sure and done.returncode), done.stderr
    return done


@contextmanager
def container(engine: str) -> Iterator[None]:
    """As compose.yaml has it, without a network."""
    service = COMPOSE["services"]["dure"]
    assert service["read_only"]
    hardened = ["--read-only", f"--cap-drop={service['cap_drop'][0]}"]
    hardened += [f"--security-opt={option}" for option in service["security_opt"]]
    hardened += [f"--tmpfs={path}" for path in service["tmpfs"]]
    hardened += [f"--shm-size={service['shm_size']}", "--network=none"]
    told = ["--env=ALLOWED_HOSTS=dure.example", "--env=HTTPS=on"]
    run(engine, "run", "--detach", f"--name={NAME}", *hardened, *told, NAME)
    try:
        yield
    finally:
        run(engine, "rm", "--force", "--volumes", NAME)
        run(engine, "rmi", "--force", NAME)


def test_it_is_built_of_a_bundle_and_runs_with_nothing_of_its_own_to_change(tmp_path: Path) -> None:
    found = engine()
    clone = tmp_path / "clone"
    clone.mkdir()
    commit_what_is_here(clone)
    make(clone, clone / "bundles")
    run(found, "build", f"--tag={NAME}", clone)
    with container(found):
        run(found, "exec", NAME, "sh", "-c", f"until {IS_READY}; do sleep 1; done")
        assert run(found, "exec", NAME, "id", "-u").stdout == "999\n"
        written = run(found, "exec", NAME, "touch", "/srv/dure/app/own", is_sure=False)
        assert written.returncode != 0
        assert "/first-superuser/" in run(found, "logs", NAME).stdout


def test_the_proxy_beside_it_is_in_its_network_and_has_the_sample() -> None:
    proxy = COMPOSE["services"]["proxy"]

    assert proxy["network_mode"] == "service:dure"
    (sample,) = (volume for volume in proxy["volumes"] if "nginx.conf" in volume)
    assert (ROOT / sample.split(":")[0]).is_file()
    assert re.search(r"(?m)^USER dure$", DOCKERFILE)
