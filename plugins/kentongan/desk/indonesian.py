"""Click in Indonesian: headings of the help, and what it says about wrong usage."""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Sequence
from typing import Any

import click

from kentongan.domain.text import most_like
from kentongan.newsroom.errors import NewsroomError, RequestError
from kentongan.storage.reasons import is_of_the_machine, reason

# Messages of click's own parameter types, and their translations.
_MESSAGES = (
    (r"(?:File|Directory|Path) (?P<a>'.*') does not exist\.", "{a} tidak ada."),
    (r"File (?P<a>'.*') is a directory\.", "{a} adalah folder, bukan berkas."),
    (r"Directory (?P<a>'.*') is a file\.", "{a} adalah berkas, bukan folder."),
    (r"(?:File|Directory|Path) (?P<a>'.*') is not readable\.", "{a} tidak dapat dibaca."),
    (r"(?P<a>'.*') is not a valid integer( range)?\.", "{a} bukan bilangan bulat."),
    (r"(?P<a>'.*') is not a valid float( range)?\.", "{a} bukan bilangan."),
    (r"(?P<a>'.*') is not one of (?P<b>.*)\.", "{a} bukan salah satu dari {b}."),
    (r"(?P<a>\S+) is not in the range (?P<b>\S+)<=x<=(?P<c>\S+)\.", "{a} bukan {b} sampai {c}."),
    (r"(?P<a>\S+) is not in the range (?P<b>.*)\.", "{a} di luar batas {b}."),
    (r"Option (?P<a>'.*') requires an argument\.", "Pilihan {a} memerlukan nilai."),
    (r"Option (?P<a>'.*') does not take a value\.", "Pilihan {a} tidak memakai nilai."),
    (r"Got unexpected extra arguments? \((?P<a>.*)\)", "Ada kata yang berlebih: {a}."),
    (r"Missing command\.", "Sebutkan perintahnya."),
)


class ContentError(click.ClickException):
    """A problem in the content, as one Indonesian sentence; exit status 1."""

    exit_code = 1


class Indonesian:
    """Mixin for click commands: Indonesian help and errors, exit status 0, 1 or 2."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = [piece.replace("[OPTIONS]", "[PILIHAN]") for piece in self._pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Pemakaian: ")

    def _pieces(self, ctx: click.Context) -> list[str]:
        pieces: list[str] = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        return [piece.replace("COMMAND [ARGS]...", "PERINTAH [ISI]...") for piece in pieces]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        params: list[click.Parameter] = self.get_params(ctx)  # type: ignore[attr-defined]
        options = (param for param in params if isinstance(param, click.Option))
        records = [record for option in options if (record := option.get_help_record(ctx))]
        if records:
            with formatter.section("Pilihan"):
                formatter.write_dl([(name, _words(text)) for name, text in records])
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Tampilkan bantuan ini."
        return option

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        try:
            status = super().main(  # type: ignore[misc]
                args, prog_name, complete_var, standalone_mode=False, **extra
            )
        except click.ClickException as error:
            if not standalone_mode:
                raise
            click.echo(explain(error), err=True)
            sys.exit(error.exit_code)
        except NewsroomError as error:
            if not standalone_mode:
                raise
            click.echo(str(error), err=True)
            sys.exit(2 if isinstance(error, RequestError) else 1)
        except click.Abort:
            click.echo("\nDibatalkan.", err=True)
            sys.exit(1)
        except OSError as error:
            if error.errno == errno.EPIPE:
                sys.stderr.close()  # the reader of our output has closed it
            elif is_of_the_machine(error):
                named = error.filename or "Komputer ini"
                click.echo(f"{named}: {reason(error)}. Betulkan, lalu ulangi.", err=True)
            else:
                raise
            sys.exit(1)
        if not standalone_mode:
            return status
        sys.exit(status if isinstance(status, int) else 0)


class DeskCommand(Indonesian, click.Command):
    """A subcommand of `humas`. It may return its exit status."""


class DeskGroup(Indonesian, click.Group):
    """A group of subcommands: `humas` itself, `humas meja`."""

    def lines(self, ctx: click.Context) -> list[tuple[str, str]]:
        """What the help says about each subcommand."""
        return [(name, self.commands[name].help or "") for name in self.list_commands(ctx)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Perintah"):
            formatter.write_dl(self.lines(ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        names = self.list_commands(ctx)
        if args[0] not in names and not args[0].startswith("-"):
            near = most_like(args[0], names)
            hint = f" Maksud Anda “{near}”?" if near else ""
            raise click.UsageError(f"Perintah “{args[0]}” tidak ada.{hint}", ctx)
        return super().resolve_command(ctx, args)


def explain(error: click.ClickException) -> str:
    """What went wrong, and for wrong usage how to get help."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.message
    lines = [_sentence(error)]
    context = getattr(error, "ctx", None)
    if isinstance(error, click.UsageError) and context is not None:
        lines.append(f"Bantuan: {context.command_path} --help")
    return "\n".join(lines)


def _sentence(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f" Maksud Anda {error.possibilities[0]}?" if error.possibilities else ""
        return f"Pilihan {error.option_name} tidak ada.{near}"
    if isinstance(error, click.MissingParameter):
        return f"Belum disebut: {_name_of(error)}."
    message = _translated(error.message)
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"Nilai untuk {_name_of(error)} keliru: {message}"
    return message


def _name_of(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "sebuah nilai")
    if isinstance(error.param, click.Option):
        return " / ".join(error.param.opts)
    return error.param.make_metavar(error.ctx or click.Context(click.Command("humas")))


def _translated(message: str) -> str:
    for pattern, words in _MESSAGES:
        match = re.fullmatch(pattern, message)
        if match:
            return words.format(**match.groupdict())
    return message


def _words(text: str) -> str:
    return text.replace("[default: ", "[bawaan: ").replace("[required]", "[wajib]")
