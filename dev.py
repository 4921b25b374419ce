#!/usr/bin/env python3
"""The two commands of this project: `python3 dev.py serve` and `python3 dev.py test`.

Standard library only, runs on Python 3.11 or newer. It makes `.venv`, installs the hash-pinned requirements and then
hands over; what is already done is not done again, so both commands work without a network once everything is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
TOOLS = ROOT / ".tools"
OLDEST, WANTED = (3, 13), (ROOT / ".python-version").read_text().strip()
PACKAGES = ("config", "approaches", "content", "crisis")


def say(text: str) -> None:
    print(f"[dev] {text}", flush=True)


def stop(text: str) -> None:
    sys.exit(f"[dev] {text}")


def run(*command: str | Path, **environment: str) -> None:
    """Run a command in the project's folder; stop with its exit code when it fails."""
    words = [str(word) for word in command]
    say("$ " + " ".join(words))
    code = subprocess.run(words, cwd=ROOT, env={**os.environ, **environment}).returncode
    if code:
        say(f"failed with exit code {code}")
        sys.exit(code)


def uv() -> list[str]:
    """The uv to use: the one on PATH, or one installed into `.tools`."""
    if found := shutil.which("uv"):
        return [found]
    local = TOOLS / "bin" / "uv"
    if not local.exists():
        say("installing uv into .tools")
        run(sys.executable, "-m", "pip", "install", "--quiet", "--target", TOOLS, "uv")
    return [str(local)]


def interpreter() -> str:
    """A Python that is new enough: this one, one found on the machine, or the version uv is asked for."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for minor in ("3.13", "3.14"):
        if (found := shutil.which(f"python{minor}")) and works(found):
            return found
    return WANTED


def works(python: str) -> bool:
    """Whether it starts and is new enough (a version manager's stand-in may do neither)."""
    probe = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    return subprocess.run([python, "-c", probe], capture_output=True).returncode == 0


def install(requirements: str) -> None:
    """Make `.venv` and install one requirements file, unless that was done with the same contents."""
    if not (PYTHON.exists() and works(str(PYTHON))):
        say("making .venv")
        if subprocess.run([*uv(), "venv", "--quiet", "--clear", "--python", interpreter(), str(VENV)], cwd=ROOT).returncode:
            stop(f"No Python {OLDEST[0]}.{OLDEST[1]} or newer was found and none could be downloaded: please install Python {WANTED}.")
    wanted = ROOT / "requirements" / requirements
    digest = hashlib.sha256(wanted.read_bytes()).hexdigest()
    stamp = VENV / f"{requirements}.sha256"
    if stamp.exists() and stamp.read_text() == digest:
        say(f"requirements/{requirements} is installed already")
        return
    run(*uv(), "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", wanted)
    stamp.write_text(digest)


def manage(*words: str) -> None:
    run(PYTHON, "manage.py", *words)


def serve(bind: str) -> None:
    """Set everything up and serve the site with gunicorn until it is stopped."""
    install("run.txt")
    data = Path(os.environ.setdefault("DATA_DIR", str(ROOT / "var"))).resolve()
    data.mkdir(parents=True, exist_ok=True)
    manage("migrate", "--verbosity", "0")
    manage("import_content")
    manage("collectstatic", "--no-input", "--verbosity", "0")
    say(f"data is kept in {data}")
    say("to make a staff account: .venv/bin/python manage.py createsuperuser (with the same DATA_DIR), then sign in at /admin/")
    say(f"the site is at http://{bind}/ (stop with Ctrl+C)")
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", "gunicorn", "--config", "config/gunicorn.conf.py", "--bind", bind, "config.wsgi"])


@cache
def packages_are_known() -> bool:
    """Whether this machine can install Debian's packages, of which it then has the newest list."""
    if not (shutil.which("apt-get") and os.geteuid() == 0):
        return False
    run("apt-get", "update", "-qq")
    return True


def debian(program: str, *packages: str) -> str:
    """Where a program is, installed with Debian's packages when it is missing and the machine allows it."""
    if not (found := shutil.which(program)) and packages_are_known():
        say(f"no {program} found: installing {' '.join(packages)}")
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages, DEBIAN_FRONTEND="noninteractive")
        found = shutil.which(program)
    if not found:
        stop(f"The tests need {program}, and it could not be installed here: please install your system's package {packages[0]}.")
    return found


def chromium() -> str:
    """The browser of the browser tests; empty where it is Playwright's own."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    if not packages_are_known() and subprocess.run([str(PYTHON), "-m", "playwright", "install", "chromium"], cwd=ROOT).returncode == 0:
        return ""
    return debian("chromium", "chromium")


def light(browser: str) -> str:
    """The same browser without its windows, which takes half the time; empty where there is none (Playwright takes its own by itself)."""
    name = "chromium-headless-shell"
    if browser and not shutil.which(name) and packages_are_known():
        say(f"installing {name}, if there is one")
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", name], env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    return browser and (shutil.which(name) or "")


def postgresql() -> None:
    """The other database of the tests; Debian keeps its programs apart from the path, by version."""
    if not any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) and not shutil.which("initdb"):
        debian("pg_ctlcluster", "postgresql")


def front_servers() -> None:
    """nginx with its brotli module, and Caddy, which the tests put in front of the site."""
    if not Path("/etc/nginx/modules-enabled/50-mod-http-brotli-static.conf").exists():
        debian("nginx", "nginx-light", "libnginx-mod-http-brotli-static")
    debian("caddy", "caddy")


def test(words: list[str]) -> None:
    """Everything that must hold: lint, types, contracts, migrations, deployment checks and all tests, those of the database on both."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the tests start some hundred processes, which would compile everything each time
    install("dev.txt")
    browser = chromium()
    if not words:
        postgresql()
        front_servers()
    binary = VENV / "bin"
    run(binary / "ruff", "check", ".")
    run(binary / "ruff", "format", "--check", ".")
    run(binary / "djlint", "templates", "--lint", "--quiet")
    run(binary / "mypy", *PACKAGES)
    run(binary / "lint-imports", "--no-logo")
    manage("makemigrations", "--check", "--dry-run")
    deploy = {
        "DEBUG": "false",
        "SECRET_KEY": hashlib.sha512(b"only for this check").hexdigest(),
        "EMAIL_URL": "smtp+tls://mail.example.org:587",
        "ALLOWED_HOSTS": "example.org",
        "SITE_URL": "https://example.org",
    }
    run(PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **deploy)
    run(PYTHON, "-m", "pytest", *(words or ["-n", "auto", "--dist", "worksteal"]), CHROMIUM=browser, CHROMIUM_LIGHT=light(browser))
    if not words:
        run(PYTHON, "-m", "pytest", "-n", "auto", TEST_DATABASE="postgresql")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="set up and serve the site")
    serving.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT")
    testing = commands.add_parser("test", help="set up and run every check and test")
    testing.add_argument("words", nargs=argparse.REMAINDER, help="arguments for pytest instead of the whole suite in parallel")
    arguments = parser.parse_args()
    if arguments.command == "serve":
        serve(arguments.bind)
    else:
        test(arguments.words)


if __name__ == "__main__":
    main()
