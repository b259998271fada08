"""Every page of an encrypted file and of its log, decrypted: also what no table shows any more."""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE, RESERVE, IV, SALT = 4096, 80, 16, 16
"""Of SQLCipher 4. Source: https://www.zetetic.net/sqlcipher/design/"""
LOG_HEADER, FRAME_HEADER = 32, 24
"""Of a log of SQLite. Source: https://www.sqlite.org/fileformat2.html, 4.1."""


def plain_pages(path: Path, key: bytes) -> bytes:
    """The database at `path` and its log, whatever of them is in use."""
    return b"".join(_pages(path, key))


def _pages(path: Path, key: bytes) -> Iterator[bytes]:
    whole = path.read_bytes()
    assert whole
    for at in range(0, len(whole), PAGE):
        yield _plain(whole[at : at + PAGE], key, is_first=at == 0)
    log = path.with_name(path.name + "-wal")
    frames = log.read_bytes() if log.exists() else b""
    for at in range(LOG_HEADER, len(frames), FRAME_HEADER + PAGE):
        number = int.from_bytes(frames[at : at + 4], "big")
        page = frames[at + FRAME_HEADER : at + FRAME_HEADER + PAGE]
        yield _plain(page, key, is_first=number == 1)


def _plain(page: bytes, key: bytes, *, is_first: bool) -> bytes:
    iv = page[PAGE - RESERVE :][:IV]
    shut = page[SALT if is_first else 0 : PAGE - RESERVE]
    opening = Cipher(AES(key), CBC(iv)).decryptor()
    return opening.update(shut) + opening.finalize()
