"""Modules and style sheets joined in one file each: a page of another site asks once, and gets the same sources."""

import re
from collections.abc import Mapping

_IMPORT = re.compile(r'^import \{\s*([^}]+?),?\s*\} from "\./([\w.-]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.MULTILINE)
_ODD = re.compile(r"^(?:import[^(]|export).*$", re.MULTILINE)
_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*\*.*?\*/\n", re.MULTILINE | re.DOTALL)
_LINE_COMMENT = re.compile(r"^[ \t]*//.*\n|(?<=;) // .*$", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+|^\n", re.MULTILINE)
_REM = re.compile(r"(@media[^{]*)|(-?\d*\.?\d+)rem\b")


def bundle(entry: str, sources: Mapping[str, str], folder: str) -> str:
    """Return the entry and all it imports as one module, each one in a function of its own; comments are left out.

    Args:
        entry: name of the module whose exports are those of the bundle.
        sources: every module by its name; each says what it takes as `import { a, b as c } from "./name.js";`, and
            what it gives as `export function`, `class` or `const`.
        folder: path of the server where modules fetched later are, `/` at both ends.

    Raises:
        ValueError: a module is written otherwise, or they go round in a circle.
    """
    order: list[str] = []
    _visit(entry, sources, order, ())
    parts = [_wrapped(name, sources[name]) for name in order]
    exports = f"export const {{ {', '.join(_names(sources[entry]))} }} = {_variable(entry)};\n"
    return "".join(parts).replace('import("./', f'import("{folder}') + exports


def _visit(name: str, sources: Mapping[str, str], order: list[str], above: tuple[str, ...]) -> None:
    if name in above:
        raise ValueError(f"modules go round in a circle: {(*above, name)!r}")
    if name in order:
        return
    for _, needed in _IMPORT.findall(sources[name]):
        _visit(needed, sources, order, (*above, name))
    order.append(name)


def _wrapped(name: str, source: str) -> str:
    body = _IMPORT.sub(_taken, source)
    body = _EXPORT.sub(r"\1 \2", body)
    odd = _ODD.search(body)
    if odd:
        raise ValueError(f"{name} says otherwise what it takes or gives: {odd[0]!r}")
    body = _INDENT.sub("", _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", body)))
    return f"const {_variable(name)} = (() => {{\n{body}return {{ {', '.join(_names(source))} }};\n}})();\n"


def _taken(found: re.Match[str]) -> str:
    names = re.sub(r"\s+", " ", found[1]).replace(" as ", ": ")
    return f"const {{ {names} }} = {_variable(found[2])};\n"


def _names(source: str) -> list[str]:
    return [name for _, name in _EXPORT.findall(source)]


def _variable(name: str) -> str:
    return re.sub(r"\W", "_", name)


def measured_by(variable: str, sheet: str) -> str:
    """Return a style sheet whose lengths in rem are counted in a custom property.

    The rem is the font size of the root of the page, which on another site may be anything; a condition of `@media`
    is left as it is, since there a rem is the size the reader chose.
    """

    def replaced(found: re.Match[str]) -> str:
        return found[1] or f"calc({found[2]} * var({variable}))"

    return _REM.sub(replaced, sheet)
