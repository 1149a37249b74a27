"""The documentation site: `./run docs` builds it into build/docs.

The pages are those of the tree, which read well where they lie. What only a site can show is put in
while Sphinx reads them: links to folders, lists of names as entries from docstrings and headers,
diagrams as pictures, example programs with what they print (docs/site/ has a file for each).
"""

import re
import sys
from pathlib import Path

from pygments.lexers.special import TextLexer
from sphinx.util import logging

DOCS = Path(__file__).parent
ROOT = DOCS.parent
sys.path.insert(0, str(DOCS))

from site_parts import diagrams, headers, names, programs  # noqa: E402

LOG = logging.getLogger(__name__)

project = "pairwell"
copyright = "the maintainers of pairwell"  # noqa: A001
version_line = (ROOT / "include" / "pairwell" / "version.hpp").read_text(encoding="utf-8")
version = release = re.search(r'PAIRWELL_VERSION "([^"]+)"', version_line)[1]

# The source folder is the root of the tree, so that links between README.md and docs/ hold.
root_doc = "README"
include_patterns = ["*.md", ".github/SECURITY.md", "benchmarks/README.md", "docs/**"]
exclude_patterns = [".git", ".[!g]*", "build", "docs/_static", "docs/site_parts", "pairwell-*"]
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]

language = "en_GB"
default_role = "code"
highlight_language = "none"
myst_heading_anchors = 4
myst_enable_extensions = ["html_image"]
nb_execution_mode = "off"  # the tests run the notebooks, and hold what is stored in them

autodoc_default_options = {"members": True, "undoc-members": True}
napoleon_use_rtype = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80
cpp_maximum_signature_line_length = 80
toc_object_entries_show_parents = "hide"
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

html_theme = "furo"
html_title = f"pairwell {version}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False

NOTEBOOKS = sorted(path.stem for path in (DOCS / "guide").glob("*.ipynb"))

# The contents by page: captions of the side bar, each with its pages. A star stands for all others
# of a folder.
CONTENTS = {
    "README": {
        "Guide": ["docs/guide/README", "docs/examples/README"],
        "Notebooks": [f"docs/guide/{name}" for name in NOTEBOOKS],
        "Reference": ["docs/reference/README", "docs/benchmarks", "docs/corpus/README"],
        "Behind it": [
            "docs/design/README",
            "docs/decisions/README",
            "Each header timed alone </benchmarks/README>",
        ],
        "Project": [
            "docs/README",
            "CONTRIBUTING",
            "CHANGELOG",
            "docs/licences/README",
            ".github/SECURITY",
        ],
    },
    "docs/guide/README": {"": ["docs/guide/*"]},
    "docs/reference/README": {
        "By module": ["docs/reference/*"],
        "Names in Python": ["docs/reference/python/*"],
        "Names in C++": ["docs/reference/cpp/*"],
    },
    "docs/design/README": {"": ["docs/design/*"]},
    "docs/decisions/README": {"": ["docs/decisions/*"]},
}


def contents(page):
    """The hidden tables of contents of a page, which the side bar is made of."""
    return "".join(
        "\n```{toctree}\n:hidden:\n:glob:\n"
        + f":caption: {caption}\n" * bool(caption)
        + "\n"
        + "".join(f"{name if '<' in name else '/' + name}\n" for name in pages)
        + "```\n"
        for caption, pages in CONTENTS.get(page, {}).items()
    )


def to_page_of_folder(page):
    """Makes a link to a folder one to the README in it; without one, it is text alone."""

    def replaced(link):
        text, folder, anchor = link.groups(default="")
        there = (ROOT / page).parent / folder / "README.md"
        return f"[{text}]({folder}README.md{anchor})" if there.exists() else text

    return replaced


def on_source_read(app, page, content):
    """Puts into a page what only the site shows."""
    if not (ROOT / f"{page}.md").exists():
        return
    bare = []

    def listed(fence):
        text, undocumented = names.entries(fence[1], fence[2].split())
        bare.extend(undocumented)
        return text

    def declared(fence):
        text, undocumented = headers.page(fence[1])
        bare.extend(undocumented)
        return text

    text = re.sub(
        r"\[([^\]]*)\]\((?![a-z]+:)([^)#\s]*/)(#[^)]*)?\)", to_page_of_folder(page), content[0]
    )
    text = re.sub(r"^```\{names\} (\S+)\n(.*?)^```$", listed, text, flags=re.M | re.S)
    text = re.sub(r"^```\{headers\}\n(\w+)\n```$", declared, text, flags=re.M)
    text = re.sub(r"^(```python\n.*?\n)\n(?=```$)", r"\1", text, flags=re.M | re.S)
    text = re.sub(
        r"^```mermaid\n(.*?)^```$",
        lambda fence: diagrams.as_html(fence[1], Path(app.outdir), page),
        text,
        flags=re.M | re.S,
    )
    if page == "docs/examples/README":
        text += programs.shown()
    if page == "docs/examples/README" or "```{headers}" in content[0]:
        app.env.note_reread()  # made of more than the page, so it is read in every build
    for name in bare:
        LOG.warning("%s has no text of its own", name, location=page)
    content[0] = text + contents(page)


def without_private_module(app, what, name, obj, options, signature, returned):
    """Types are shown by their public names, and defaults as one would write them."""

    def as_written(text):
        text = re.sub(r"<function (\w+)[^>]*>|<(\w+\.\w+): [^>]*>", r"\1\2", text)
        return text.replace("pairwell._core.", "")

    return tuple(part and as_written(part) for part in (signature, returned))


def on_finished(app, failure):
    """The front page has the name that servers look for."""
    if not failure:
        front = Path(app.outdir) / "README.html"
        (front.parent / "index.html").write_bytes(front.read_bytes())


def setup(app):
    """Joins what is above to Sphinx."""
    app.add_lexer("csv", TextLexer)
    for complaint in headers.run_doxygen():
        LOG.warning(complaint)
    app.connect("source-read", on_source_read)
    app.connect("autodoc-process-signature", without_private_module)
    app.connect("build-finished", on_finished)
