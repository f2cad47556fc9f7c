"""Opens a sealed file with other libraries than breathmark's, by docs/sealing.md alone."""

import hashlib
import hmac
import json
import struct
import sys

import nacl.bindings as sodium
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

# RFC 9180: the numbers of X25519 with HKDF-SHA256, HKDF-SHA256 and ChaCha20-Poly1305.
KEM, KDF, AEAD = 0x0020, 0x0001, 0x0003
KEM_SUITE = b"KEM" + struct.pack(">H", KEM)
HPKE_SUITE = b"HPKE" + struct.pack(">HHH", KEM, KDF, AEAD)
FINAL = 3


def extract(suite, salt, label, ikm):
    return hmac.new(salt or bytes(32), b"HPKE-v1" + suite + label + ikm, hashlib.sha256).digest()


def expand(suite, key, label, info, length):
    info = struct.pack(">H", length) + b"HPKE-v1" + suite + label + info
    return hmac.new(key, info + b"\x01", hashlib.sha256).digest()[:length]


def hpke_open(secret, encapsulated, info, sealed):
    """RFC 9180, base mode, the first message."""
    private = X25519PrivateKey.from_private_bytes(secret)
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    shared = private.exchange(X25519PublicKey.from_public_bytes(encapsulated))
    prk = extract(KEM_SUITE, b"", b"eae_prk", shared)
    shared = expand(KEM_SUITE, prk, b"shared_secret", encapsulated + public, 32)
    context = b"\x00" + extract(HPKE_SUITE, b"", b"psk_id_hash", b"") + extract(HPKE_SUITE, b"", b"info_hash", info)
    prk = extract(HPKE_SUITE, shared, b"secret", b"")
    key, nonce = expand(HPKE_SUITE, prk, b"key", context, 32), expand(HPKE_SUITE, prk, b"base_nonce", context, 12)
    return ChaCha20Poly1305(key).decrypt(nonce, sealed, b"")


def private_key(lock, passphrases):
    texts = sorted(one.encode() for one in passphrases)
    encoded = bytes([len(texts)]) + b"".join(struct.pack("<I", len(text)) + text for text in texts)
    key = hash_secret_raw(encoded, bytes.fromhex(lock["salt"]), lock["iterations"], lock["memory_kib"], lock["lanes"], 32, Type.ID, 0x13)
    associated = b"breathmark lock 1" + bytes([lock["passphrases"]]) + bytes.fromhex(lock["public"])
    sealed, nonce = bytes.fromhex(lock["secret"]), bytes.fromhex(lock["nonce"])
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, associated, nonce, key)


def unsealed(data, passphrases):
    """The text of a sealed file, and whether it was ended in an orderly way."""
    line, messages = data.split(b"\n", 1)
    head = json.loads(line)
    to = head["to"]
    secret = private_key(to["lock"], passphrases)
    key = hpke_open(secret, bytes.fromhex(to["encapsulated"]), b"breathmark file 1", bytes.fromhex(to["key"]))
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, bytes.fromhex(head["stream"]), key)
    text, tag, associated = b"", None, line
    while messages:
        (length,) = struct.unpack("<I", messages[:4])
        part, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, messages[4 : 4 + length], associated)
        text, messages, associated = text + sodium.sodium_unpad(part, 256), messages[4 + length :], None
    return text, tag == FINAL


if __name__ == "__main__":
    path, plain, *passphrases = sys.argv[1:]
    with open(path, "rb") as sealed, open(plain, "rb") as same:
        text, is_final = unsealed(sealed.read(), passphrases)
        if text != same.read() or not is_final:
            sys.exit(f"{path}: what other libraries read is not what was sealed")
    print(f"{path}: {len(text)} bytes, the same as before they were sealed")
