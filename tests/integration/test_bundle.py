"""Many sources, one stylesheet and one script."""

from pathlib import Path

import pytest

from playground import bundle


def _write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_imports_are_put_into_their_layers(tmp_path: Path) -> None:
    """The stylesheet has no @import left, and its layers are in the declared order."""
    css = _write(
        tmp_path,
        {
            "app.css": '@layer base, parts;\n@import "parts/card.css" layer(parts);\n@import "base.css" layer(base);',
            "parts/card.css": ".card { color: red }",
            "base.css": "a { color: blue }",
        },
    )
    flat = bundle.stylesheet(css)
    assert "@import" not in flat
    assert flat.startswith("@layer base")
    assert "@layer parts{.card{color:red}}" in flat


@pytest.mark.parametrize(
    "rule",
    [
        ":root{--paper:light-dark(oklch(98% .01 90),oklch(22% .02 250))}",
        ".card{&:hover{translate:0 1px}}",
        "@container card (inline-size>30rem){p{text-wrap:balance}}",
        "@starting-style{dialog{opacity:0}}",
    ],
)
def test_modern_css_stays_as_written(tmp_path: Path, rule: str) -> None:
    """Nothing that browsers of 2024 understand is rewritten for older ones."""
    assert bundle.stylesheet(_write(tmp_path, {"app.css": rule})) == rule


def test_a_missing_import_stops_the_build(tmp_path: Path) -> None:
    """A stylesheet that lost a part is not shipped."""
    with pytest.raises(OSError, match="No such file"):
        bundle.stylesheet(_write(tmp_path, {"app.css": '@import "gone.css";'}))


def test_scripts_are_joined_in_order(tmp_path: Path) -> None:
    """Libraries come first, the start of everything last; the whole is strict."""
    js = _write(tmp_path, {"app.js": "start()", "elements/a.js": "class A{}", "lib/z.js": "const z=1"})
    joined = bundle.script(js)
    assert joined.startswith('"use strict";')
    assert joined.index("const z") < joined.index("class A") < joined.index("start()")


def test_a_template_inside_a_template_stops_the_build(tmp_path: Path) -> None:
    """What the minifier would cut is refused by name."""
    js = _write(tmp_path, {"elements/cut.js": "const a = `x ${b ? `in // ${c}` : ''}`;"})
    with pytest.raises(bundle.UnsafeScript, match="cut"):
        bundle.script(js)


def test_our_scripts_keep_their_templates(tmp_path: Path) -> None:
    """Spaces, comments and addresses inside a template literal survive."""
    js = _write(tmp_path, {"app.js": "const a = `x  // ${b}  /* c */ https://d`; // gone"})
    assert "`x  // ${b}  /* c */ https://d`" in bundle.script(js)
    assert "gone" not in bundle.script(js)
