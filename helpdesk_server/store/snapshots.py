"""Which snapshot files there are; the files themselves lie in the data directory."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from helpdesk_domain.sync import SnapshotManifest
from helpdesk_server.store.rows import insert_new
from helpdesk_server.store.tables import SnapshotRow


def href(sha256: str) -> str:
    return f"/v1/snapshots/{sha256}.ndjson.zst"


def newest(session: Session, stream: str) -> SnapshotManifest | None:
    query = select(SnapshotRow).where(SnapshotRow.stream == stream)
    order = (SnapshotRow.seq.desc(), SnapshotRow.created_at.desc())
    row = session.scalars(query.order_by(*order).limit(1)).one_or_none()
    return None if row is None else _manifest(row)


def is_known(session: Session, sha256: str) -> bool:
    return session.get(SnapshotRow, sha256) is not None


def known(session: Session) -> set[str]:
    """The contents of all files there are."""
    return set(session.scalars(select(SnapshotRow.sha256)))


def keep_manifest(session: Session, manifest: SnapshotManifest) -> None:
    insert_new(
        session,
        SnapshotRow,
        sha256=manifest.sha256,
        generation=manifest.generation,
        stream=manifest.stream,
        seq=manifest.seq,
        records=manifest.records,
        state_hash=manifest.state_hash,
        bytes=manifest.bytes,
        created_at=manifest.created_at,
    )


def forget_older_than_newest(session: Session, keep: int) -> list[str]:
    """Forget all but the `keep` newest; the names of those forgotten."""
    query = select(SnapshotRow.sha256).order_by(SnapshotRow.created_at.desc()).offset(keep)
    gone = list(session.scalars(query))
    if gone:
        session.execute(delete(SnapshotRow).where(SnapshotRow.sha256.in_(gone)))
    return gone


def _manifest(row: SnapshotRow) -> SnapshotManifest:
    return SnapshotManifest(
        generation=row.generation,
        stream=row.stream,
        seq=row.seq,
        records=row.records,
        state_hash=row.state_hash,
        bytes=row.bytes,
        sha256=row.sha256,
        href=href(row.sha256),
        encoding="zstd",
        created_at=row.created_at,
    )
