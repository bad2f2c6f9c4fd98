"""The command `users`: who may use the web app beyond this machine."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path

from assistant.web.access.users import Role, User, read_users, write_users
from corpus.errors import AssistantError


def add_users(parser: argparse.ArgumentParser, default: Path) -> None:
    """The arguments of `users`, and what runs it."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")

    def action(name: str, said: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        made = actions.add_parser(name, help=said, description=said)
        made.add_argument("--users", type=Path, default=default, metavar="FILE", help=f"user file (default {default})")
        made.set_defaults(run=run)
        return made

    added = action("add", "add a user, or give one another role or password; asks for the password", _add)
    added.add_argument("name", metavar="NAME")
    added.add_argument("--role", choices=[*map(str, Role)], default=str(Role.READER))
    action("remove", "take a user out", _remove).add_argument("name", metavar="NAME")
    action("list", "show names and roles", _list)


def _add(args: argparse.Namespace) -> int:
    if sys.stdin.isatty():
        password = getpass.getpass(f"Password for {args.name}: ")
        if password != getpass.getpass("Again: "):
            raise AssistantError("the two passwords differ; nothing was changed")
    else:
        password = sys.stdin.readline().rstrip("\n")
    user = User.made(args.name, Role(args.role), password)
    known = {each.name: each for each in _known(args.users)}
    said = "changed" if user.name in known else "added"
    write_users(args.users, (known | {user.name: user}).values())
    print(f"{said} {user.name} ({user.role})")
    return 0


def _remove(args: argparse.Namespace) -> int:
    known = _known(args.users)
    kept = [user for user in known if user.name != args.name]
    if len(kept) == len(known):
        raise AssistantError(f"{args.users}: no user {args.name}; see: plan-assistant users list")
    write_users(args.users, kept)
    print(f"removed {args.name}")
    return 0


def _list(args: argparse.Namespace) -> int:
    for user in _known(args.users):
        print(f"{user.name}\t{user.role}")
    return 0


def _known(path: Path) -> list[User]:
    return read_users(path) if path.exists() else []
