"""What each program promises of its files, asked of any image of them."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from helpdesk_domain.call_exchange import team_stream
from helpdesk_domain.state_hash import EMPTY, mark_of, moved
from helpdesk_domain.wire import digest
from soak.power.examining import Ask
from soak.power.found import Found
from soak.power.recorded import desk_paging
from soak.power.recorded import desk_profile as profile


def desk_calls(ask: Ask) -> Found:
    """Each call of a desk has its place in the outbox, and neither is there without the other."""
    calls = {row[0] for row in ask("SELECT id FROM call")}
    drafts = {row[0] for row in ask("SELECT call_id FROM draft")}
    outbox = ask("SELECT call_id, digest, payload FROM outbox")
    places = Counter(row[0] for row in outbox)
    faults = [
        *(f"call {one} is in no outbox" for one in calls - places.keys()),
        *(f"the outbox has {one}, which is no call" for one in places.keys() - calls),
        *(f"{one} is in the outbox {many} times" for one, many in places.items() if many > 1),
        *(f"the bytes of {row[0]} are not its own" for row in outbox if digest(row[2]) != row[1]),
        *(f"{one} is a draft, and saved" for one in drafts & calls),
    ]
    kept = {f"call {row[0]} {row[1]}" for row in outbox}
    return Found(frozenset(kept | {f"draft {one}" for one in calls | drafts}), tuple(faults))


def desk_pages(ask: Ask) -> Found:
    """The rows of the directory are exactly those of the pages up to the cursor."""
    cursor = next((row[0] for row in ask("SELECT cursor FROM replica")), 0)
    content = "deleted, instr(data, id)"
    rows = {row[0]: row[1:] for row in ask(f"SELECT id, rev, seq, {content} FROM record")}
    wanted = desk_paging.replica_at(cursor)
    faults = [f"cursor {cursor} is inside a page"] if cursor % desk_paging.CHANGES else []
    faults += [f"{one} is not there at {cursor}" for one in wanted.keys() - rows.keys()]
    faults += [f"{one} is there at {cursor} already" for one in rows.keys() - wanted.keys()]
    for one in rows.keys() & wanted.keys():
        rev, seq, deleted, at_home = rows[one]
        if (rev, seq, bool(deleted)) != wanted[one]:
            faults.append(f"{one} is not as it was at {cursor}")
        elif not deleted and not at_home:
            faults.append(f"{one} holds another record")
    pages = range(1, cursor // desk_paging.CHANGES + 1)
    return Found(frozenset(f"page {page}" for page in pages), tuple(faults))


def desk_profile(folder: Path) -> Found:
    """A small file is there in some whole version, no older than the last that was promised."""
    path = folder / profile.FILE
    if not path.exists():
        return Found(frozenset())
    number = profile.number_in(path.read_bytes())
    if number is None:
        return Found(frozenset(), (f"{profile.FILE} is not whole",))
    return Found(frozenset(f"version {earlier}" for earlier in range(1, number + 1)))


def server_calls(ask: Ask) -> Found:
    """Each call of the server has all its revisions, and of each one deed in the audit."""
    calls: dict[str, int] = {row[0]: row[1] for row in ask("SELECT id, rev FROM call")}
    kept = ask("SELECT call_id, rev, digest, body FROM call_revision")
    deeds = ask("SELECT subject, rev FROM audit WHERE substr(action, 1, 5) = 'call.'")
    audited = Counter((row[0], row[1]) for row in deeds)
    needs = {row[0] for row in ask("SELECT call_id FROM call_need")}
    wanted = {(one, rev) for one, last in calls.items() for rev in range(1, last + 1)}
    faults = list(_unlike("revision", {(row[0], row[1]) for row in kept}, wanted))
    faults += _unlike("deed", set(audited), wanted)
    faults += [f"deed {deed} was noted {many} times" for deed, many in audited.items() if many > 1]
    faults += [f"call {one} lost its needs" for one in calls.keys() ^ needs]
    faults += [f"the bytes of {row[0]} are not its own" for row in kept if not _fits(*row[2:])]
    faults += _streams_unlike(ask)
    return Found(
        frozenset(f"call {row[0]} {row[1]} {bytes(row[2]).hex()}" for row in kept), tuple(faults)
    )


def _unlike(what: str, there: set[tuple[str, int]], wanted: set[tuple[str, int]]) -> Iterator[str]:
    yield from (f"{what} {one} is missing" for one in wanted - there)
    yield from (f"{what} {one} belongs to no call" for one in there - wanted)


def _streams_unlike(ask: Ask) -> Iterator[str]:
    """What each team follows is what its stream says of it: how many, which, and how far."""
    calls = ask("SELECT id, rev, team, followed, seq FROM call")
    streams = {row[0]: row[1:] for row in ask("SELECT name, seq, live, state_hash FROM stream")}
    for team in {row[2] for row in calls if row[4]}:
        seq, live, state = streams.get(team_stream(team), (0, 0, EMPTY))
        followed = [row for row in calls if row[2] == team and row[3]]
        marks = [mark_of("call", row[0], row[1]) for row in followed]
        if (live, state) != (len(marks), moved(EMPTY, marks)):
            yield f"{team} follows other calls than its stream says"
        places = Counter(row[4] for row in calls if row[2] == team and row[4])
        if max(places) > seq or max(places.values()) > 1:
            yield f"places of {team} are given twice, or lie ahead of its stream"
        if any(not row[4] for row in followed):
            yield f"{team} follows a call that has no place"


def _fits(sha256: bytes, body: bytes) -> bool:
    return hashlib.sha256(body).digest() == sha256
