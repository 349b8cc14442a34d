"""What the functions of the library are given."""

Figures = list[tuple[str, object]]
"""Figures by their names."""
Assumptions = dict[str, object]
"""Assumptions by their names."""
