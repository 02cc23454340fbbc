"""The tree is what pyproject.toml says it is, and imports point one way."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHIPPED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
    "setuptools"
]
# Lowest first; a module may import its own row and the rows above it here.
LAYERS = (
    {"graphkit", "errors"},
    {
        "settings",
        "schema",
        "evidence",
        "folding",
        "personal",
        "trace",
        "terminal",
        "collector",
    },
    {"hiding"},
    {
        "statements",
        "source",
        "identity",
        "addresses",
        "attempts",
        "taxes",
        "classified",
    },
    {"tables", "catalogue_files", "rules", "catalogue", "terms"},
    {"gloss"},
    {"loaders", "layers"},
    {"reading"},
    {"explain"},
    {"resolve"},
    {"lists"},
    {"assemble"},
    {"search"},
    {"store", "queries", "cypher"},
    {"viz"},
    {"report", "embed", "export", "notebook", "results"},
    {"received"},
    {"case"},
    {"demo", "web"},
    {"cli", "__main__"},
)
# Packages that only one module may import, so that another can take their place.
ONLY_IN = {
    "neo4j": {"graphkit.store.neo4j"},
    "ladybug": {"graphkit.store.embedded"},
    "pyvis": {"graphkit.viz.network"},
    "distributed": {"graphkit.reading.cluster"},
    "starlette": {"graphkit.web"},
    "uvicorn": {"graphkit.web"},
}


def sources() -> Iterator[tuple[str, Path]]:
    """Yield every module's dotted name and file, mapped as the wheel maps them."""
    roots = {ROOT / path: package for package, path in SHIPPED["package-dir"].items()}
    for root, package in roots.items():
        for file in sorted(root.rglob("*.py")):
            inner = file.relative_to(root).with_suffix("").parts
            yield ".".join((package, *inner)).removesuffix(".__init__"), file


def imports(file: Path) -> Iterator[str]:
    """Yield every module that a file imports from, also inside functions."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "graphkit":
            yield from (f"graphkit.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def typing_only(file: Path) -> set[str]:
    """Return the modules that a file imports for the type checker alone."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for inner in ast.walk(node):
                if isinstance(inner, ast.ImportFrom) and inner.module:
                    found.add(inner.module)
    return found


def rank(module: str) -> int:
    """Return the layer of `graphkit.part.rest`; a module without one is an error."""
    part = module.removeprefix("graphkit.").split(".")[0]
    for number, names in enumerate(LAYERS):
        if part in names:
            return number
    raise LookupError(f"{module} stands in no layer: give it one in LAYERS")


def test_every_package_is_shipped() -> None:
    packages = {name for name, file in sources() if file.name == "__init__.py"}
    assert packages == set(SHIPPED["packages"])


def test_every_module_has_a_layer_and_imports_point_down() -> None:
    upward = [
        f"{name} imports {target}"
        for name, file in sources()
        for target in set(imports(file)) - typing_only(file)
        if target.startswith("graphkit.")
        and not target.startswith("graphkit.__")
        and name != "graphkit"
        and rank(target) > rank(name)
    ]
    assert upward == []


def test_packages_that_may_be_replaced_are_imported_in_one_place() -> None:
    strays = [
        f"{name} imports {target}"
        for name, file in sources()
        for target in imports(file)
        for package, homes in ONLY_IN.items()
        if target.split(".")[0] == package
        and not any(name == home or name.startswith(f"{home}.") for home in homes)
    ]
    assert strays == []


def test_no_module_is_longer_than_400_lines() -> None:
    long = {
        name: length
        for name, file in sources()
        if (length := len(file.read_text("utf-8").splitlines())) > 400
    }
    assert long == {}
