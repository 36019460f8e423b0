"""Who may call the server, how often, how many at once, and what is counted: the layers around the routes."""

import os
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI

from api.admission import Admission, Line
from api.completion_errors import PATHS, OpenAIErrors
from api.completion_schemas import OpenAIProblem
from api.metering import Meter, Metering, RouteNaming
from api.origins import Origins, read_origins
from api.problems import Problem
from api.quotas import Bucket, Network, Quotas, read_proxies
from assistant.settings import Settings

WAITED_FOR = 8
"""Slots a core has when a chat model words the answers: it takes seconds, of which ours are a hundredth."""

_EVERYWHERE = {
    "400": "Hôte ou en-têtes refusés",
    "429": "Trop de demandes d’un même client ; voyez Retry-After",
    "431": "En-têtes de plus de 32 Kio",
    "500": "Erreur de notre côté, avec son identifiant",
}
_ON_POST = {
    "403": "Site non admis (EFC_ALLOWED_ORIGINS)",
    "408": "Corps trop lent à venir",
    "413": "Corps de plus de 64 Kio",
    "415": "Corps qui n’est pas du JSON",
    "422": "Demande invalide",
    "503": "Serveur occupé, ou index indisponible ; voyez Retry-After",
}


@dataclass(frozen=True, slots=True)
class Traffic:
    """Who may call and how much.

    Attributes:
        origins: web sites that may call from a browser, besides the server’s own pages.
        rate: requests a minute for one client, 0 for no limit.
        proxies: networks whose `X-Forwarded-For` is believed.
        slots: questions worked at once, 0 for as many as there are cores.
    """

    origins: frozenset[str] = frozenset()
    rate: int = 0
    proxies: tuple[Network, ...] = ()
    slots: int = 0


UNBOUNDED = Traffic()
"""No other site may call, and nobody is counted: for an application in a test or in another program."""


def traffic_of(settings: Settings, workers: int = 1) -> Traffic:
    """Return the traffic of some settings, for one of several processes that share the cores.

    Raises:
        InvalidInputError: an origin or a proxy is not written as it should be.
    """
    each = max(1, (os.cpu_count() or 1) // workers)
    return Traffic(
        origins=read_origins(settings.allowed_origins),
        rate=settings.rate,
        proxies=read_proxies(settings.trusted_proxies),
        slots=settings.slots or each * (WAITED_FOR if settings.chat_model else 1),
    )


def regulate(app: FastAPI, traffic: Traffic) -> None:
    """Put the layers of a traffic around the routes, outermost last: origins, quotas, the line."""
    line = Line(traffic.slots or os.cpu_count() or 1)
    app.state.meter = Meter(line)
    app.add_middleware(RouteNaming)
    app.add_middleware(Admission, line=line)
    app.add_middleware(Quotas, bucket=Bucket(traffic.rate) if traffic.rate else None, proxies=traffic.proxies)
    app.add_middleware(Origins, origins=traffic.origins)


def observe(app: FastAPI) -> None:
    """Put outside of all: the shape of OpenAI’s errors, and the count of what leaves."""
    app.add_middleware(OpenAIErrors)
    app.add_middleware(Metering, meter=app.state.meter)


def describe(description: dict[str, Any]) -> dict[str, Any]:
    """Return an OpenAPI description with the responses of the border on each operation, in the shape of its errors."""
    schemas = description.setdefault("components", {}).setdefault("schemas", {})
    for model in (Problem, OpenAIProblem):
        made = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(made.pop("$defs", {}))
        schemas.setdefault(model.__name__, made)
    for path, operations in description["paths"].items():
        content = _content(path)
        for method, operation in operations.items():
            refusals = {**_EVERYWHERE, **(_ON_POST if method == "post" else {})}
            responses = operation["responses"]
            for status, told in refusals.items():
                responses.setdefault(status, {"description": told})
            for status in responses:
                if status >= "400":
                    responses[status]["content"] = content
    return description


def _content(path: str) -> dict[str, Any]:
    kind, name = ("application/json", "OpenAIProblem") if path in PATHS else ("application/problem+json", "Problem")
    return {kind: {"schema": {"$ref": f"#/components/schemas/{name}"}}}
