"""The functions of the library, without names and types; see the package for their use."""

from typing import Any, final

from ._requests import Assumptions, Figures

__version__: str

class ReportError(ValueError):
    field: str | None

@final
class NativeEstimate:
    def picture(self, kind: str | None) -> str: ...
    def draws(self) -> dict[str, bytes]: ...

def estimate(figures: Figures, assumptions: Assumptions) -> tuple[dict[str, Any], str, NativeEstimate]: ...
def library_seconds(figures: Figures, assumptions: Assumptions) -> float: ...
def check(figures: Figures, assumptions: Assumptions) -> tuple[dict[str, Any], str]: ...
def compare(reports: list[tuple[str, Figures]], assumptions: Assumptions) -> tuple[dict[str, Any], str]: ...
def directions(
    figures: Figures,
    assumptions: Assumptions,
    latitude_deg: object,
    longitude_deg: object,
    bearing_deg: object,
    earth: str,
    azimuths: object,
) -> tuple[dict[str, Any], str, dict[str, Any]]: ...
def track(
    figures: Figures,
    assumptions: Assumptions,
    latitude_deg: object,
    longitude_deg: object,
    azimuth_deg: object,
    earth: str,
) -> tuple[dict[str, Any], str, dict[str, Any]]: ...
def batch(names: list[str], cells: list[list[object]], assumptions: Assumptions) -> list[dict[str, Any] | str]: ...
def batch_columns() -> list[str]: ...
def figure_of(header: str) -> str | None: ...
def catalogue(
    country: str | None,
    missile: str | None,
    years: tuple[int, int] | None,
    kind: str | None,
    reports: tuple[str, bytes] | None,
    estimates: tuple[str, bytes] | None,
) -> list[dict[str, Any]]: ...
def classes() -> list[dict[str, Any]]: ...
def classify(scheme: str, range_km: float) -> str: ...
