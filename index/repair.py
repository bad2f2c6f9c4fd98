"""Repair: what is damaged is made again: indexes from the system of record, that from the files it was read from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from corpus.document import read_document, slug
from corpus.errors import CorpusError, StoreError
from index.database import Database
from index.derived import delete
from index.encoder import SHIPPED_NAME, load_encoder
from index.layout import Layout
from index.locks import WriterLock, building
from index.store import Store
from index.verify import document_problems

_STARTED_ANEW = "repair.part"  # the folder in which a store is made in place of one that cannot be read


def repair(folder: Path) -> tuple[str, ...]:
    """Make again what is damaged in the store in `folder`; one line for each thing made, none where it was sound.

    A database that is damaged as a whole, or of another version, is made anew from the files of its documents.
    StoreError where one of them is needed and cannot be read; then the store stays as it is.
    """
    layout = Layout(folder)
    if not layout.database.is_file():
        raise StoreError(f"{folder}: no store here; make one with: plan-assistant index PATH --store {folder}")
    if reason := _unreadable(layout):
        return _made_anew(layout, reason)
    with Store(folder) as store, store.writing():
        return (*_read_again(store), *_indexed_again(store))


def _unreadable(layout: Layout) -> str | None:
    """Why the database cannot be mended document by document, None where it can."""
    try:
        with Database(layout.database) as database:
            problems = database.problems()
            load_encoder(database.meta("encoder") or SHIPPED_NAME)
    except StoreError as error:
        return str(error)
    return f"{layout.database}: {problems[0]}" if problems else None


def _read_again(store: Store) -> Iterator[str]:
    """Put every damaged document anew, from its file."""
    with Database(store.layout.database) as database, database.snapshot():
        damaged = {identity for identity in database.ids() if any(document_problems(database, identity))}
        places = {identity: Path(path) for path, (identity, _) in database.hashes().items() if identity in damaged}
        taken = {identity for identity, _ in database.hashes().values()} - damaged
    for identity in sorted(damaged):
        place = places.get(identity)
        if place is None:
            raise StoreError(f"{identity}: damaged, and its file is not known; remove it and index its file again")
        named = slug(place.stem)
        own = identity if named in taken or identity.startswith(f"{named}-") else named  # a damaged id is no id
        try:
            store.put(read_document(place, own))
        except CorpusError as error:
            raise StoreError(f"{identity}: damaged, and its file cannot be read again: {error}") from error
        yield f"{own}: read again from {place}"


def _indexed_again(store: Store) -> Iterator[str]:
    """Make the indexes again where they are damaged, and publish."""
    folder = store.layout.indexes(store.database.generation)
    if damage := store.backend.damage(store.database.generation):
        with building(store.layout.build_lock):
            delete(folder)
        yield f"{damage}: made again"
    store.publish()


def _made_anew(layout: Layout, reason: str) -> tuple[str, ...]:
    """Index the files of all documents into a new store and put that in the place of the old one."""
    place = layout.folder / _STARTED_ANEW
    with WriterLock(layout.lock).held():
        encoder, files = _salvaged(layout)
        delete(place)
        with Store.create_or_open(place, encoder) as store:
            for identity, path in files:
                try:
                    store.put(read_document(path, identity))
                except CorpusError as error:
                    raise StoreError(
                        f"{layout.database}: damaged, and a file of it cannot be read again: {error}; restore it, "
                        f"or delete the folder and index what there is"
                    ) from error
            store.publish()
        made = Layout(place)
        with building(layout.build_lock):
            for path in layout.derived():
                delete(path)
            for left in (f"{layout.database.name}-wal", f"{layout.database.name}-shm"):
                delete(layout.database.with_name(left))
            made.database.replace(layout.database)
            for path in made.derived():
                path.rename(layout.folder / path.name)
            delete(place)
    return (f"{reason.splitlines()[0]}: made anew from {len(files)} files",)


def _salvaged(layout: Layout) -> tuple[str, list[tuple[str, Path]]]:
    """The encoder of a store that cannot be opened, and the id and file of each of its documents, as far as told."""
    try:
        with closing(sqlite3.connect(f"{layout.database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT id, path FROM documents ORDER BY id").fetchall()
            named = connection.execute("SELECT value FROM meta WHERE key = 'encoder'").fetchone()
    except sqlite3.Error as error:
        raise StoreError(
            f"{layout.database}: damaged ({error}), and which files it was made from cannot be read; "
            f"delete the folder and index the files again"
        ) from error
    files = {Path(path): str(identity) for identity, path in rows if Path(str(path)).is_absolute()}
    try:
        encoder = load_encoder(named[0] if named else SHIPPED_NAME).name
    except StoreError:
        encoder = SHIPPED_NAME
    return encoder, [(identity, path) for path, identity in files.items()]
