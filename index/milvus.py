"""Collections of Milvus: a server by its address, or milvus-lite over a folder, for one process at a time.

The only module that imports pymilvus, when first needed.
"""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from corpus.errors import StoreError
from index.vectors import Vectors

if TYPE_CHECKING:
    from pymilvus import MilvusClient

TOKEN_VARIABLE = "PLAN_ASSISTANT_MILVUS_TOKEN"
MOST = 16_384  # hits that a server gives at most
_LONGEST_NAME = 512  # bytes of a document's id
_EXACT = {"index_type": "FLAT", "params": {}}
_GRAPH = {"index_type": "HNSW_SQ", "params": {"M": 16, "efConstruction": 200, "sq_type": "SQ8"}}
_LOOKED_AT = 4  # places of the graph that are looked at for each hit that is wanted
_LEAST_LOOKED_AT = 256

Sparse = dict[int, float]


class Entity(NamedTuple):
    """A passage as Milvus keeps it."""

    id: int
    key: int  # of its document
    document: str
    born: int  # the generation that it came with
    terms: Sparse
    vector: Vectors


class Match(NamedTuple):
    """A passage that was found."""

    id: int
    key: int
    score: float


class Server:
    """A connection to Milvus, made when first needed; its errors become ours."""

    _users: ClassVar[Counter[str]] = Counter()  # of each embedded one in this process
    _guard = RLock()

    def __init__(self, address: str) -> None:
        """`address` as http://host:19530, or the path of a folder ending in .db."""
        self.address = address
        self._client: MilvusClient | None = None

    @property
    def is_embedded(self) -> bool:
        """Whether it runs in this process."""
        return "://" not in self.address

    @contextmanager
    def using(self) -> Iterator[MilvusClient]:
        """The client; StoreError for whatever it cannot do."""
        os.environ.setdefault("GRPC_VERBOSITY", "NONE")  # what it logs is said by the errors
        try:
            import grpc
            from pymilvus import MilvusException
        except ImportError as error:
            raise StoreError(
                f"{self.address}: pymilvus is not installed; run: pip install 'plan-assistant[milvus]'"
            ) from error
        try:
            yield self._connected()
        except (MilvusException, grpc.RpcError, ConnectionError, TimeoutError, OSError) as error:
            said = (str(getattr(error, "message", "") or error).splitlines() or [""])[0][:200]
            hint = "is another process using it?" if self.is_embedded else f"check it and {TOKEN_VARIABLE}"
            raise StoreError(f"{self.address}: Milvus does not do that ({said}); {hint}") from error

    def close(self) -> None:
        """Let go of the connection; the embedded one ends with its last user in this process."""
        with self._guard:
            if self._client is None:
                return
            self._client.close()
            self._client = None
            if self.is_embedded:
                self._users[self.address] -= 1
                if not self._users[self.address]:
                    from milvus_lite.server_manager import server_manager_instance

                    server_manager_instance.release_server(self.address)

    def collections(self, prefix: str) -> list[str]:
        """The names of the collections that begin so."""
        with self.using() as client:
            return [name for name in client.list_collections() if name.startswith(prefix)]

    def drop(self, collection: str) -> None:
        """Delete a collection with all that is in it; it may be gone already."""
        with self.using() as client:
            client.drop_collection(collection)

    def _connected(self) -> MilvusClient:
        with self._guard:
            if self._client is None:
                from pymilvus import MilvusClient

                logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # it writes a traceback for each error
                self._client = MilvusClient(self.address, token=os.environ.get(TOKEN_VARIABLE, ""), timeout=30)
                if self.is_embedded:
                    self._users[self.address] += 1
            return self._client


class Collection:
    """The passages of a store on a server."""

    def __init__(self, server: Server, name: str) -> None:
        self._server, self.name = server, name

    def create(self, dimension: int, *, exact: bool) -> None:
        """Make it, empty; search by vectors is `exact` or by a graph of them."""
        from pymilvus import DataType

        with self._server.using() as client:
            schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
            schema.add_field("id", DataType.INT64, is_primary=True)
            schema.add_field("key", DataType.INT64)
            schema.add_field("document", DataType.VARCHAR, max_length=_LONGEST_NAME)
            schema.add_field("born", DataType.INT64)
            schema.add_field("terms", DataType.SPARSE_FLOAT_VECTOR)
            schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
            indexes = client.prepare_index_params()
            indexes.add_index("terms", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
            indexes.add_index("vector", metric_type="IP", **(_EXACT if exact else _GRAPH))
            client.create_collection(
                self.name, schema=schema, index_params=indexes, consistency_level="Bounded"
            )  # `count` waits for what was written; a search afterwards sees it too

    def load(self) -> bool:
        """Let the server make it searchable; False where there is none of that name."""
        with self._server.using() as client:
            if not client.has_collection(self.name):
                return False
            client.load_collection(self.name)
            return True

    def upsert(self, entities: Iterable[Entity]) -> None:
        """Add some passages, or put them in place of those with their ids."""
        with self._server.using() as client:
            client.upsert(self.name, [entity._asdict() for entity in entities])

    def flush(self) -> None:
        """Let the server write down and index what it holds."""
        with self._server.using() as client:
            client.flush(self.name)

    def delete(self, condition: str) -> None:
        """Delete the passages of which the condition holds."""
        with self._server.using() as client:
            client.delete(self.name, filter=condition)

    def count(self, condition: str) -> int:
        """How many passages there are of which the condition holds, all that was written taken in."""
        with self._server.using() as client:
            found = client.query(self.name, filter=condition, output_fields=["count(*)"], consistency_level="Strong")
            return int(found[0]["count(*)"])

    def ids(self, condition: str) -> tuple[int, ...]:
        """The ids of those passages, in ascending order."""
        with self._server.using() as client:
            pages = client.query_iterator(self.name, batch_size=MOST, filter=condition, output_fields=["id"])
            found: list[int] = []
            while page := pages.next():
                found += [row["id"] for row in page]
            pages.close()
            return tuple(sorted(found))

    def by_terms(self, terms: Sparse, limit: int, condition: str) -> list[Match]:
        """The `limit` passages with the highest inner products above nothing, best first, equal ones by id."""
        return self._search("terms", terms, limit, condition, {})

    def by_vector(self, vector: Vectors, limit: int, condition: str) -> list[Match]:
        """The `limit` passages with the nearest vectors, in that order."""
        looked_at = max(_LEAST_LOOKED_AT, _LOOKED_AT * limit)
        return self._search("vector", vector, limit, condition, {"ef": looked_at})

    def _search(
        self, field: str, asked: Sparse | Vectors, limit: int, condition: str, params: Mapping[str, int]
    ) -> list[Match]:
        queries: Sequence[object] = [asked]
        with self._server.using() as client:
            (hits,) = client.search(
                self.name,
                data=queries,
                anns_field=field,
                limit=min(limit, MOST),
                filter=condition,
                output_fields=["key"],
                search_params={"metric_type": "IP", "params": dict(params)},
            )
            found = [Match(int(hit["id"]), int(hit["entity"]["key"]), float(hit["distance"])) for hit in hits]
        return sorted(found, key=lambda match: (-match.score, match.id))
