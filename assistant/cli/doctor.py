"""`efc doctor`: what is installed, set, indexed, reachable, and what to do next."""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant.adapters.journal_reading import journal_state
from assistant.cli.border import Parser, data_option, guarded, readable, settings_of
from assistant.domain import Document, Hit, Passage
from assistant.errors import EfcError, IndexUnusableError, ModelUnavailableError
from assistant.settings import Settings
from assistant.wiring import build_embedder, build_reranker, build_writer, following, load_redactor

Check = Callable[[Path], list[str]]
Probe = Callable[[Settings], list[str]]


def _act(arguments: Sequence[str] | None) -> int:
    parser = Parser("efc doctor", "Dit ce qui est installé, réglé et indexé, et quoi faire ensuite.")
    parser.add_argument(
        "--corpus", action="store_true", help="vérifie le corpus : schéma, renvois, orphelins, vie privée"
    )
    data_option(parser)
    options = parser.parse_args(arguments)
    settings = settings_of(options)
    report = _report(settings, given=options.data is not None)
    findings = _corpus_findings(settings.corpus) if options.corpus else None
    if findings is not None:
        report["corpus_findings"] = findings
    print(json.dumps(report, ensure_ascii=False, indent=2) if options.json else _text(report))
    return 1 if findings else 0


def _corpus_findings(corpus: Path) -> list[str]:
    """Return what each registered check finds in a corpus folder."""
    checks: list[Check] = [entry.load() for entry in sorted(entry_points(group="efc.checks"), key=lambda e: e.name)]
    return [finding for check in checks for finding in check(corpus)]


def _channels(settings: Settings) -> dict[str, list[str]]:
    """Return what each registered probe finds of its channel."""
    probes: dict[str, Probe] = {entry.name: entry.load() for entry in entry_points(group="efc.probes")}
    return {name: probes[name](settings) for name in sorted(probes)}


def _report(settings: Settings, *, given: bool) -> dict[str, Any]:
    index, todo = _index(settings)
    models, wanted = _models(settings, index.get("embedder"))
    return {
        "version": version("efc"),
        "python": sys.version.split()[0],
        "settings": {name: _setting(settings, name, given=given) for name in sorted(Settings.model_fields)},
        "models": models,
        "index": index,
        "chat_model": _chat_model(settings),
        "journal": _journal(settings),
        "channels": _channels(settings),
        "next": wanted or todo,
    }


def _models(settings: Settings, held: str | None) -> tuple[dict[str, str], str | None]:
    """Return the state of the optional models, nothing loaded nor fetched, and what to do about the first fault."""
    reranker = build_reranker(settings.reranker, fetch=False)
    states, faults = {"embedder": "", "reranker": "aucun"}, []
    for role, model in (("embedder", build_embedder(settings.embedder)), ("reranker", reranker)):
        if model is None:
            continue
        try:
            states[role] = model.name
        except ModelUnavailableError as error:
            states[role] = error.message
            faults.append(error.remedy)
    if held and not faults and states["embedder"] != held:
        faults.append(_OTHER_EMBEDDER.format(held=held))
    return states, next(iter(faults), None)


_OTHER_EMBEDDER = "L’index tient les vecteurs de {held} : lancez « efc ingest » pour qu’il tienne ceux du réglage."


def _setting(settings: Settings, name: str, *, given: bool) -> dict[str, str]:
    shown = _without_login(str(getattr(settings, name)))
    variable = f"EFC_{name.upper()}"
    if name == "data" and given:
        origin = "--data"
    elif variable in os.environ:
        origin = "environnement"
    else:
        origin = ".env" if name in settings.model_fields_set else "défaut"
    return {"value": shown, "origin": origin}


def _without_login(value: str) -> str:
    """Return an address without the name and the password it may hold; another value as it is."""
    login, at, host = urlsplit(value).netloc.rpartition("@") if "://" in value else ("", "", "")
    return value.replace(f"{login}{at}{host}", f"***@{host}", 1) if at else value


def _chat_model(settings: Settings) -> str:
    """Return whether the chat model answers, tried on one sentence that says nothing of anybody."""
    said = "Un triangle a trois côtés."
    document = Document(id="0" * 16, title="Essai", location="essai.md", text=said)
    passage = Passage(id="essai", document_id=document.id, number=0, start=0, end=len(said), text=said)
    try:
        writer = build_writer(settings)
        if writer is None:
            return "aucun : les réponses sont des extraits (EFC_CHAT_MODEL)"
        with closing(writer):
            writer.prepare()
            started = time.perf_counter()
            writer.write("Combien de côtés a un triangle ?", "fr", [Hit(passage, document, 1.0)]).result()
            return f"{writer.name} répond, en {time.perf_counter() - started:.1f} s"
    except EfcError as error:
        return str(error)


def _index(settings: Settings) -> tuple[dict[str, Any], str]:
    try:
        index = following(settings.data)()
    except IndexUnusableError as error:
        return {"state": str(error)}, 'Lancez « efc ingest », ou posez une question : efc ask "C’est quoi un ECT ?"'
    documents = index.documents()
    found = {
        "state": "prêt",
        "generation": index.generation,
        "embedder": index.embedder_name,
        "documents": len(documents),
        "passages": index.passage_count(),
    }
    return found, 'Tout est prêt. Posez une question : efc ask "C’est quoi un ECT ?"'


def _journal(settings: Settings) -> dict[str, Any]:
    """Return how the journal of askings does; it keeps nothing without a redactor."""
    if load_redactor(settings.data) is None:
        return {"state": "rien n’est gardé : aucun caviardage des questions n’est installé"}
    return journal_state(settings.data).model_dump()


def _text(report: dict[str, Any]) -> str:
    lines = [f"efc {report['version']}, Python {report['python']}", "", "Réglages"]
    lines += [
        f"  EFC_{name.upper():<16} {one['value'] or '(vide)'}  ({one['origin']})"
        for name, one in report["settings"].items()
    ]
    lines += ["", "Modèles"]
    lines += [f"  {name:<12} {value}" for name, value in report["models"].items()]
    lines += ["", "Index"]
    lines += [f"  {name:<12} {value}" for name, value in report["index"].items()]
    lines += ["", "Modèle de langue", f"  {report['chat_model']}"]
    lines += ["", "Journal des questions"]
    lines += [f"  {name:<12} {value}" for name, value in report["journal"].items()]
    for name, found in report["channels"].items():
        lines += ["", name.capitalize(), *(f"  {readable(finding)}" for finding in found)]
    if "corpus_findings" in report:
        lines += ["", "Corpus"]
        lines += [f"  {finding}" for finding in report["corpus_findings"]] or ["  Aucun défaut."]
    return "\n".join([*lines, "", report["next"]])


run = guarded("efc doctor", _act)
