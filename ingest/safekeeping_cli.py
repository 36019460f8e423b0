"""`efc index forget`, `backup`, `restore`: what keeps the data folder lawful and safe."""

import argparse
import sys
from functools import partial
from pathlib import Path

from assistant.adapters.generation import write_generation
from assistant.errors import EfcError
from assistant.settings import Settings
from assistant.wiring import build_embedder
from ingest.backing_up import back_up
from ingest.erasing import Certificate, KnownBackup, forget
from ingest.forgotten import words_of
from ingest.generations import probe_in_child, serving
from ingest.inspecting import check, open_ledger
from ingest.pipeline import Tools
from ingest.preparing import prepare
from ingest.reporting import CommandParser, ProgressLine, printable
from ingest.restoring import restore
from ingest.settling import preparation_version

HELP = {
    "forget": "efface une personne partout : documents, index, anciens index, autres fichiers ; donne un certificat",
    "backup": "copie le registre dans un fichier, même pendant une ingestion",
    "restore": "remet en place le registre d’une sauvegarde, sans ce qui a été oublié depuis, et refait l’index",
}
_FILE = "fichier de la sauvegarde, hors du dossier de données"
_YES_BACKUP = "remplace un fichier qui existe"
_NAME = "le nom de la personne, tel qu’on l’écrit : « Prénom Nom »"
_ALSO = "autre mention de la même personne, par exemple son nom de famille seul ; peut être répété"
_YES_FORGET = "efface même un mot courant, un prénom seul, un lieu ou un nom présent dans beaucoup de documents"
_EMBEDDER = "modèle de vecteurs (sinon « subword » si l’index l’emploie, sinon EFC_EMBEDDER)"

_BACKUPS = """\
Sauvegardes faites avant cet oubli ; elles contiennent peut-être encore ce nom : détruisez-les, ou restaurez-les
(la restauration efface de nouveau ce nom) puis refaites-les."""
_LEFT_OUT = "Le journal des questions n’y est pas : il ne se garde que le temps réglé, et ne se restaure pas."
_REMAINING = """\
Des mots de ce nom se trouvent encore seuls dans des passages. S’il s’agit de la même personne, relancez la commande
en ajoutant --also et le mot."""
_HIT_REMEDY = "Ce nom reste dans ces fichiers. Fermez les programmes qui les tiennent, supprimez-les, puis relancez."


def add_parsers(made: dict[str, CommandParser]) -> None:
    """Add to the parsers of the commands, by name, the arguments that each takes."""
    made["forget"].add_argument("name", metavar="NOM", help=_NAME)
    made["forget"].add_argument("--also", metavar="MOT", action="append", default=[], help=_ALSO)
    made["forget"].add_argument("--yes", action="store_true", help=_YES_FORGET)
    made["backup"].add_argument("--yes", action="store_true", help=_YES_BACKUP)
    for name in ("backup", "restore"):
        made[name].add_argument("file", metavar="FICHIER", type=Path, help=_FILE)
    for name in ("forget", "restore"):
        made[name].add_argument("--embedder", metavar="MODÈLE", help=_EMBEDDER)


def run_forget(data: Path, options: argparse.Namespace) -> int:
    """Forget a name and print the certificate; exit code 1 when something of it remains."""
    name = [words_of(one) for one in (options.name, *options.also)]
    open_ledger(data).close()
    found = forget(data, name, tools_for(data, options), confirmed=options.yes)
    print(found.model_dump_json(indent=1) if options.json else certificate_text(found))
    return EfcError.exit_code if found.hits else 0


def run_backup(data: Path, options: argparse.Namespace) -> int:
    """Back the ledger up and say where."""
    made = back_up(data, options.file.absolute(), confirmed=options.yes)
    text = f"{printable(made.path)} : {made.documents} documents, {made.passages} passages, {made.size} octets."
    text = f"{text}\n{_LEFT_OUT}"
    print(made.model_dump_json(indent=1) if options.json else text)
    return 0


def run_restore(data: Path, options: argparse.Namespace) -> int:
    """Restore a backup and say what it brought back."""
    done = restore(data, options.file.absolute(), tools_for(data, options), partial(check, probe=probe_in_child))
    lines = [
        f"Sauvegarde du {done.made_at} remise en place : {done.documents} documents, {done.passages} passages.",
        f"Documents où un oubli a été refait : {done.forgotten_again}",
        f"Index : {done.generation}, sain",
    ]
    print(done.model_dump_json(indent=1) if options.json else "\n".join(lines))
    return 0


COMMANDS = {"forget": run_forget, "backup": run_backup, "restore": run_restore}


def tools_for(data: Path, options: argparse.Namespace) -> Tools:
    """Return what rebuilds an index: the embedder asked for, else `subword` if the index has it, else the setting."""
    now, plain = serving(data), build_embedder("subword")
    same = now is not None and now.embedder == plain.name and not options.embedder
    embedder = plain if same else build_embedder(options.embedder or Settings().embedder)
    return Tools(prepare, preparation_version(), embedder, write_generation, progress=ProgressLine(sys.stderr))


def certificate_text(found: Certificate) -> str:
    """Return the certificate for a person."""
    verdict = "Oubli achevé : il ne reste rien de ce nom dans le dossier de données."
    if found.hits:
        verdict = f"Oubli inachevé : {found.hits} restes de ce nom."
    lines = [
        verdict,
        f"Certificat : {found.tombstone}, le {found.made_at}, en {found.elapsed_ms} ms",
        f"Index : {found.generation}",
        f"Documents modifiés : {found.documents_changed}",
        f"Passages remplacés : {found.passages_replaced}",
        f"Vecteurs retirés : {found.vectors_removed}",
        f"Anciens index supprimés : {found.generations_removed}",
        f"Autres fichiers modifiés : {found.files_changed}",
        f"Questions retirées du journal : {found.askings_removed}",
        f"Contrôle : {found.files_scanned} fichiers, {found.bytes_scanned} octets, {found.hits} restes",
        *(f"  {printable(one)}" for one in found.hit_files),
    ]
    lines += [_HIT_REMEDY] if found.hits else []
    lines += [_BACKUPS, *map(_backup_text, found.backups)] if found.backups else []
    if found.remaining:
        words = ", ".join(f"mot n° {one.word} : {one.passages} passages" for one in found.remaining)
        lines += [_REMAINING, f"  {words}"]
    return "\n".join(lines)


def _backup_text(backup: KnownBackup) -> str:
    state = "" if backup.still_there else " (n’est plus à cette place)"
    return f"  {printable(backup.path)}, {backup.made_at}{state}"
