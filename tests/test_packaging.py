"""What is installed: every library declared and used, licences told, a wheel that stands alone."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.site.builder import GOLDEN, NOW, ROOT, SITEURL

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGE = ROOT / "plugins/kentongan"
# Imported by name where they are installed: extras, and data without a module.
OPTIONAL = {
    *("boto3", "botocore", "cv2", "numpy", "pillow_heif"),
    *("anyio", "argon2", "starlette", "uvicorn", "webauthn"),
    *("dask", "distributed"),
}
DATA_ALONE = {"font-source-sans-pro", "pysastrawi"}  # a font, a word list


def canonical(name: str) -> str:
    """The name of a distribution as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    names = (re.match(r"[\w.-]+", line) for line in PROJECT["project"]["dependencies"])
    return {canonical(name[0]) for name in names if name}


@cache
def imported() -> dict[str, str]:
    """Libraries that the package imports → one of the modules that do."""
    users: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                users.setdefault(name.partition(".")[0], path.name)
    ours = {"kentongan", "", *sys.stdlib_module_names}
    return {name: user for name, user in users.items() if name not in ours | OPTIONAL}


def test_every_imported_library_is_declared_and_every_declared_one_imported() -> None:
    providers = packages_distributions()
    used = {
        canonical(distribution)
        for name in imported()
        for distribution in providers.get(name, [name])
        if not distribution.startswith("pelican-")  # plugins of others share its name
    }
    assert used | DATA_ALONE == declared()


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-meja.txt", "requirements-klaster.txt"]
)
def test_the_licence_of_every_locked_package_is_told(name: str) -> None:
    locked = re.findall(r"^([a-z0-9._-]+)==", (ROOT / name).read_text("utf-8"), re.M)
    told = (ROOT / "docs/lisensi.md").read_text("utf-8").lower().replace(".", "-")
    assert [name for name in locked if not re.search(rf"(?<![\w-]){name}(?![\w-])", told)] == []


def run(words: list[str], folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if "HUMAS" not in name}
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=clean | more,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy: the work of setuptools stays out of the checkout."""
    base = tmp_path_factory.mktemp("wheel")
    source = base / "source"
    source.mkdir()
    for name in ("plugins", "pyproject.toml", "README.md", "LICENSE"):
        subprocess.run(["cp", "-r", str(ROOT / name), str(source)], check=True)
    for left in source.rglob("__pycache__"):
        subprocess.run(["rm", "-rf", str(left)], check=True)
    words = "-m pip wheel --quiet --no-deps --no-build-isolation --no-index -w".split()
    done = run([*words, str(base), str(source)], base)
    assert done.returncode == 0, done.stderr
    (made,) = base.glob("*.whl")
    return made


def test_the_wheel_holds_the_whole_package(wheel: Path) -> None:
    meant = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".md"
    }
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == meant and "kentongan/py.typed" in held


@pytest.fixture(scope="module")
def elsewhere(wheel: Path) -> Path:
    """A folder of a newsroom that has the settings and the theme, and the wheel beside it."""
    folder = wheel.parent / "kantor"
    folder.mkdir()
    for name in ("pelicanconf.py", "publishconf.py", "theme"):
        subprocess.run(["cp", "-r", str(ROOT / name), str(folder)], check=True)
    subprocess.run(["cp", "-r", str(GOLDEN), str(folder / "content")], check=True)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(wheel.parent / "pustaka")
    return folder


def installed(folder: Path) -> dict[str, str]:
    return {"PYTHONPATH": str(folder.parent / "pustaka"), "HUMAS_NOW": NOW, "SITEURL": SITEURL}


CALL = "import kentongan.desk, sys; kentongan.desk.main(sys.argv[1:])"


def test_the_installed_command_answers(elsewhere: Path) -> None:
    done = run(["-c", CALL, "--help"], elsewhere, **installed(elsewhere))
    assert done.returncode == 0 and "impor" in done.stdout, done.stderr


def test_the_installed_command_reads_a_text(elsewhere: Path) -> None:
    seed = ROOT / "tests/site/kraton.txt"
    done = run(["-c", CALL, "impor", "--json", str(seed)], elsewhere, **installed(elsewhere))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["kraton"]["unit"] == "Polsek Kraton"


def test_a_site_is_built_from_what_is_installed(elsewhere: Path) -> None:
    words = ["-m", "pelican", "content", "-o", "output", "-s", "pelicanconf.py"]
    done = run([*words, "--fatal", "errors"], elsewhere, **installed(elsewhere))
    assert done.returncode == 0, done.stderr
    assert (elsewhere / "output/index.html").is_file()
    probe = "import kentongan; print(kentongan.__file__)"
    found = run(["-c", probe], elsewhere, **installed(elsewhere))
    assert str(elsewhere.parent) in found.stdout
