from pathlib import Path

import pytest

from bildungskommune.ui import schriften
from bildungskommune.ui.kern_auswahl import select_rules

DIST = Path(__file__).parents[2] / "node_modules" / "@kern-ux" / "native" / "dist"


def test_missing_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(schriften.KernFehltError):
        schriften.build(tmp_path / "nichts", tmp_path)


@pytest.mark.skipif(not DIST.is_dir(), reason="npm packages are not installed")
def test_faces_are_small_and_second_build_does_nothing(tmp_path: Path) -> None:
    assert schriften.build(DIST, tmp_path)
    assert not schriften.build(DIST, tmp_path)

    web = list(tmp_path.glob("*.woff2"))
    assert sorted(f.stem for f in web) == sorted(f"FiraSans-{s.name}" for s in schriften.SCHNITTE)
    assert sum(f.stat().st_size for f in web) < 100_000
    assert len(list(tmp_path.glob("*.ttf"))) == len(schriften.SCHNITTE)
    assert (tmp_path / "kern.css").stat().st_size < 60_000


def test_rules_of_unused_components_go() -> None:
    css = (
        ".kern-btn{color:var(--kern-a)} .kern-card,.kern-btn--block{top:0} .kern-card{left:0}"
        " :root{--kern-a:1;--kern-b:2}"
    )

    assert select_rules(css) == (
        "@layer kern-elemente {\n:root{--kern-a:1;}\n}\n"
        "@layer kern {\n.kern-btn{color:var(--kern-a)}\n.kern-btn--block{top:0}\n}\n"
    )


def test_rules_of_elements_lie_below_those_of_components() -> None:
    css = "@media print{textarea,.kern-form-input__input{top:0} h1{left:0}}"

    assert select_rules(css) == (
        "@layer kern-elemente {\n@media print{textarea{top:0}\nh1{left:0}\n}\n}\n"
        "@layer kern {\n@media print{.kern-form-input__input{top:0}\n}\n}\n"
    )
