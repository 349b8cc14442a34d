"""The reference, from the docstrings: sphinx-build -W python/docs python/docs/_build."""

project = "lofted"
copyright = "its authors"
extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.doctest", "myst_parser"]
myst_enable_extensions: list[str] = []
exclude_patterns = ["_build"]
html_theme = "alabaster"
html_theme_options = {"description": "The range of a missile from the figures of its test"}
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_class_signature = "separated"
autodoc_default_options = {"exclude-members": "__init__, __new__"}
napoleon_numpy_docstring = True
napoleon_google_docstring = False
napoleon_preprocess_types = False
nitpicky = False
