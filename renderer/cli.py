"""The command line: `adieu render`, `messages`, `sms`, `extract`, `update`, `check`.

Data goes to stdout, everything said about it to stderr. Exit codes: 0 done, 1 findings or nothing
rendered, 2 wrong call, 3 refused record, 4 broken content.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from renderer import commands
from renderer.errors import AdieuError
from renderer.errors import ContentInvalid
from renderer.errors import NotJSON
from renderer.errors import RecordInvalid
from renderer.errors import UnknownName
from renderer.vocabulary import CHANNELS

DONE, FOUND, USAGE, REFUSED, BROKEN = 0, 1, 2, 3, 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not options.command:
        parser.print_help()
        return USAGE
    try:
        code: int = options.run(options)
        return code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except UnknownName as error:
        return _say(USAGE, str(error), "`adieu messages` lists what there is")
    except NotJSON as error:
        return _say(REFUSED, f"the record is not JSON: {error}")
    except RecordInvalid as error:
        return _say(REFUSED, f"the record is refused:\n{error}")
    except ContentInvalid as error:
        return _say(BROKEN, f"the content is broken:\n{error}")
    except (AdieuError, OSError, ValueError) as error:
        return _say(USAGE, str(error))


def _say(code: int, text: str, hint: str = "") -> int:
    print(f"error: {text}", file=sys.stderr)
    if hint:
        print(f"\nhint: {hint}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="adieu",
        description="Render what a leaving customer is told: email, SMS and PDF letter.",
        epilog="Exit codes: 0 done, 1 findings, 2 wrong call, 3 refused record, 4 broken content.",
    )
    parser.add_argument(
        "--content",
        type=Path,
        default=Path(os.environ.get("ADIEU_CONTENT", ".")),
        metavar="DIR",
        help="content root: the folder that holds templates/ and locales/ (default: here, or "
        "$ADIEU_CONTENT)",
    )
    listed = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_render(listed)
    _add_explain(listed)
    _add_messages(listed)
    _add_sms(listed)
    _add_locales(listed)
    _add_check(listed)
    return parser


def _add_render(listed: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    render = listed.add_parser(
        "render",
        help="render a message for one customer record",
        description="Write email.eml, email.html, email.txt, sms.txt, letter.pdf and render.json.",
    )
    render.add_argument("message", help="a folder of templates/messages, e.g. alternative-offers")
    render.add_argument(
        "--customer", required=True, metavar="FILE", help="the record as JSON; - for standard input"
    )
    render.add_argument("--out", type=Path, metavar="DIR", help="folder for the artefacts")
    render.add_argument(
        "--channel", action="append", choices=CHANNELS, help="only this channel (repeatable)"
    )
    render.add_argument("--locale", help="BCP 47, instead of the record's")
    render.add_argument("--as-of", type=_moment, metavar="INSTANT", help="ISO 8601 with an offset")
    render.add_argument(
        "--standard", choices=("pdf/ua-1", "pdf/a-3a"), default="pdf/ua-1", help="kind of PDF"
    )
    render.add_argument("--json", action="store_true", help="print the outcome as JSON")
    render.set_defaults(run=commands.render)
    samples = listed.add_parser(
        "render-samples", help="render every message for every sample into one folder each"
    )
    samples.add_argument("--out", type=Path, required=True, metavar="DIR")
    samples.add_argument("--as-of", type=_moment, metavar="INSTANT")
    samples.set_defaults(run=commands.render_samples)


def _add_explain(listed: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    explain = listed.add_parser(
        "explain",
        help="tell why an offer was chosen, and why another was not",
        description="Every offer, benefit, channel and passage with the clause that decided.",
    )
    explain.add_argument("message")
    explain.add_argument(
        "--customer", required=True, metavar="FILE", help="the record as JSON; - for standard input"
    )
    explain.add_argument("--why", metavar="NAME", help="only this offer, benefit, channel, purpose")
    explain.add_argument("--locale", help="BCP 47, instead of the record's")
    explain.add_argument("--as-of", type=_moment, metavar="INSTANT", help="ISO 8601 with an offset")
    explain.add_argument("--json", action="store_true", help="for machines")
    explain.set_defaults(run=commands.explain)


def _add_messages(listed: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    messages = listed.add_parser("messages", help="list the messages, their stages and channels")
    messages.add_argument("--json", action="store_true")
    messages.set_defaults(run=commands.messages)


def _add_sms(listed: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sms = listed.add_parser(
        "sms",
        help="what a text costs as SMS",
        description="Tell encoding, units and segments, and each character that forces UCS-2.",
    )
    sms.add_argument("text", help="the text; - for standard input")
    sms.add_argument("--json", action="store_true")
    sms.set_defaults(run=commands.sms)


def _add_locales(listed: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    extract = listed.add_parser("extract", help="collect every sentence into locales/messages.pot")
    extract.add_argument("--check", action="store_true", help="only tell whether it would change")
    extract.set_defaults(run=commands.extract)
    update = listed.add_parser("update", help="bring every .po file up to the template")
    update.add_argument("--check", action="store_true", help="only tell whether it would change")
    update.add_argument("--add", metavar="LOCALE", help="make a file for a new locale first")
    update.set_defaults(run=commands.update)


def _add_check(listed: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = listed.add_parser(
        "check",
        help="compile everything and render every sample",
        description="Everything compiles; samples render or are withheld as they expect; SMS stay "
        "within budget, addresses in their window, and nothing is loaded from elsewhere.",
    )
    check.add_argument("--json", action="store_true")
    check.add_argument("--as-of", type=_moment, metavar="INSTANT")
    check.set_defaults(run=commands.check)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is no ISO 8601 instant") from None
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"`{text}` needs an offset, e.g. {text}+01:00")
    return moment


if __name__ == "__main__":
    sys.exit(main())
