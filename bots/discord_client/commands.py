"""The commands, in French with their English names, and what completes their options."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import discord
from discord import app_commands
from discord.app_commands import Choice, locale_str

from assistant.domain import QUESTION_LIMIT, Persona
from assistant.french import typeset
from assistant.workshop_plan import LONGEST, SHORTEST
from bots import wording
from bots.choices import places_like, terms_like
from bots.discord_client.modals import QuestionForm
from bots.discord_client.sending import language_of, notice_text
from bots.escaping import cleaned, escaped

if TYPE_CHECKING:
    from bots.discord_client.client import EfcClient

_Function = TypeVar("_Function", bound=Callable[..., Any])
Used: TypeAlias = "discord.Interaction[EfcClient]"

_ENGLISH = frozenset({discord.Locale.american_english, discord.Locale.british_english})
_log = logging.getLogger(__name__)


class Commands(app_commands.CommandTree["EfcClient"]):
    """The commands of one client."""

    async def prepare(self) -> None:
        """Give the commands their English."""
        await self.set_translator(_InEnglish())

    async def on_error(self, interaction: Used, error: app_commands.AppCommandError, /) -> None:
        """Log which command failed and how; the formatter leaves out what it held."""
        name = interaction.command.name if interaction.command else "?"
        _log.error("the command %s failed", name, exc_info=error)


class _InEnglish(app_commands.Translator):
    async def translate(
        self, string: locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Return the English of a French wording, None in any other language."""
        del context
        return _english().get(string.message) if locale in _ENGLISH else None


def _english() -> dict[str, str]:
    tables = (wording.COMMANDS, wording.OPTIONS)
    names = {name: english for table in tables for name, (english, _, _) in table.items()}
    told = {typeset(french): english for table in tables for _, french, english in table.values()}
    levels = {typeset(french): english for french, english in wording.LEVELS.values()}
    return {**names, **told, **levels, wording.CONTEXT_MENU[0]: wording.CONTEXT_MENU[1]}


def _about(name: str) -> dict[str, Any]:
    """Return the name and the description of a command, as its decorator takes them."""
    return {"name": locale_str(name), "description": locale_str(typeset(wording.COMMANDS[name][1]))}


_OPTIONS = {name: locale_str(typeset(french)) for name, (_, french, _) in wording.OPTIONS.items()}
_LEVELS = [Choice(name=locale_str(typeset(pair[0])), value=persona) for persona, pair in wording.LEVELS.items()]


def _told(*names: str) -> Callable[[_Function], _Function]:
    """Return the decorator that describes options, and gives each its name to translate."""
    described = app_commands.describe(**{name: _OPTIONS[name] for name in names})
    named = app_commands.rename(**{name: locale_str(name) for name in names})

    def decorated(function: _Function) -> _Function:
        return described(named(function))

    return decorated


def command_tree(client: "EfcClient") -> Commands:
    """Return the commands of a client."""
    tree = Commands(client)
    commands: tuple[app_commands.Command[Any, ..., Any], ...] = (demander, definir, club, atelier, sources)
    for command in (*commands, oublier, signaler, aide, efc_forum):
        tree.add_command(command)
    name = locale_str(wording.CONTEXT_MENU[0])
    tree.add_command(app_commands.ContextMenu(name=name, callback=search_message))
    return tree


@app_commands.command(**_about("demander"))
@_told("question", "lieu", "niveau", "visible")
@app_commands.choices(niveau=_LEVELS)
async def demander(
    interaction: Used,
    question: app_commands.Range[str, 1, QUESTION_LIMIT] | None = None,
    lieu: app_commands.Range[str, 1, 100] | None = None,
    niveau: Choice[str] | None = None,
    visible: bool = False,
) -> None:
    """Answer a question; without one, open a form."""
    client = interaction.client
    private = client.is_private(interaction, visible=visible)
    if question is None:
        await interaction.response.send_modal(QuestionForm(language_of(interaction), private=private))
        return
    persona: Persona | None = next((one for one in wording.LEVELS if niveau and one == niveau.value), None)
    await client.answer(interaction, question, private=private, persona=persona, place=lieu)


@app_commands.command(**_about("definir"))
@_told("terme")
async def definir(interaction: Used, terme: app_commands.Range[str, 1, 100]) -> None:
    """Define a term."""
    client = interaction.client
    await client.answer(interaction, f"C’est quoi « {terme} » ?", private=client.is_private(interaction))


@app_commands.command(**_about("club"))
@_told("lieu")
async def club(interaction: Used, lieu: app_commands.Range[str, 1, 100]) -> None:
    """Find the club of a place."""
    client = interaction.client
    await client.answer(interaction, f"Quel club à {lieu} ?", private=client.is_private(interaction))


@app_commands.command(**_about("atelier"))
@_told("theme", "duree", "public")
async def atelier(
    interaction: Used,
    theme: app_commands.Range[str, 1, 300],
    duree: app_commands.Range[int, SHORTEST, LONGEST] | None = None,
    public: app_commands.Range[str, 1, 120] | None = None,
) -> None:
    """Plan a workshop."""
    await interaction.client.plan(interaction, theme, duree, public)


@app_commands.command(**_about("sources"))
async def sources(interaction: Used) -> None:
    """Show the passages behind the last answer, or what is known."""
    await interaction.client.evidence(interaction)


@app_commands.command(**_about("oublier"))
async def oublier(interaction: Used) -> None:
    """Erase what is kept of the person."""
    client = interaction.client
    who = client.state.pseudonym(str(interaction.user.id))
    await client.tell(interaction, notice_text(client.attendant.forget(who, language_of(interaction))))


@app_commands.command(**_about("signaler"))
async def signaler(interaction: Used) -> None:
    """Report a source of the last answer."""
    await interaction.client.report_last(interaction)


@app_commands.command(**_about("aide"))
async def aide(interaction: Used) -> None:
    """Say what the bot does and keeps."""
    client = interaction.client
    await client.tell(interaction, notice_text(client.attendant.help(language_of(interaction))))


@app_commands.command(**_about("efc-forum"))
@_told("forum", "actif")
@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
async def efc_forum(
    interaction: Used,
    forum: discord.ForumChannel,
    actif: bool = True,
) -> None:
    """Opt a forum in, or out."""
    language = language_of(interaction)
    if not interaction.permissions.manage_guild:
        await interaction.client.tell(interaction, wording.say("not_admin", language))
        return
    interaction.client.state.opt(str(forum.id), wanted=actif)
    key = "forum_on" if actif else "forum_off"
    await interaction.client.tell(interaction, wording.say(key, language, forum=escaped(cleaned(forum.name))))


@definir.autocomplete("terme")
async def _terms(interaction: Used, typed: str) -> list[Choice[str]]:
    return [Choice(name=one, value=one) for one in terms_like(typed, interaction.client.attendant.assistant.lexicon)]


@club.autocomplete("lieu")
@demander.autocomplete("lieu")
async def _places(interaction: Used, typed: str) -> list[Choice[str]]:
    return [Choice(name=one, value=one) for one in places_like(typed, interaction.client.attendant.assistant.places)]


async def search_message(interaction: Used, message: discord.Message) -> None:
    """Answer from the words of a message, to the person alone; the words are not kept."""
    text = cleaned(message.content)[:QUESTION_LIMIT] if message.content else ""
    await interaction.client.answer(interaction, text, private=True, is_own=False)
