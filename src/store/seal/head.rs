//! The first line of a sealed file: one JSON object with everything that opening it needs, besides the passphrases.

use std::io::{BufRead, Read as _};

use orion::hazardous::aead::streaming::SecretKey;
use orion::hazardous::hpke::{DHKEM_X25519_SHA256_CHACHA20, ModeBase};
use orion::hazardous::kem::x25519_hkdf_sha256::PublicKey;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::SealFault;
use super::bytes::Bytes;
use super::lock::{Lock, OpenedLock};
use super::message::{Sealer, Unsealed};

/// The version of sealed files that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;

/// How every sealed file begins.
pub(crate) const BEGINNING: &[u8] = b"{\"breathmark_sealed\":";

/// The longest head, in bytes. It has some 700.
const LONGEST: u64 = 4096;

/// What the key of a file is bound to.
const PURPOSE: &[u8] = b"breathmark file 1";

/// The bytes of a file's key that is sealed: the key and its tag.
const SEALED_KEY: usize = 32 + 16;

type Hpke = ModeBase<DHKEM_X25519_SHA256_CHACHA20>;

/// The head of a sealed file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    breathmark_sealed: u32,
    /// Where the messages begin to count.
    stream: Bytes<24>,
    /// Who can open it; nobody where its key is kept elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<Recipient>,
}

/// As much as every version has.
#[derive(Deserialize)]
struct Version {
    breathmark_sealed: u32,
}

/// Who can open a file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipient {
    lock: Lock,
    /// The encapsulated key of HPKE.
    encapsulated: Bytes<32>,
    /// The key of the file, sealed to the lock.
    key: Bytes<SEALED_KEY>,
}

/// The key of one file.
pub struct FileKey(pub(super) SecretKey);

impl FileKey {
    /// The key that these bytes are.
    pub(crate) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(SecretKey::from(bytes))
    }

    /// Its bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.unprotected_as_ref()
    }
}

impl Head {
    /// The head of a new file, and its key. Without a lock the key is in no file: whoever loses it can't read this one.
    pub fn new(lock: Option<&Lock>) -> Result<(Self, FileKey), SealFault> {
        let system = |_| SealFault::System;
        let key = SecretKey::generate().map_err(system)?;
        let to = lock.map(|lock| Recipient::new(lock, &key)).transpose()?;
        let head = Self { breathmark_sealed: VERSION, stream: Bytes::random().map_err(system)?, to };
        Ok((head, FileKey(key)))
    }

    /// What seals the messages behind this head, and the head as it stands in the file, with its line end.
    pub fn sealer(&self, key: &FileKey) -> Result<(Vec<u8>, Sealer), SealFault> {
        let mut line = serde_json::to_vec(self).map_err(|_| SealFault::System)?;
        let sealer = Sealer::new(key, self.stream, line.clone());
        line.push(b'\n');
        Ok((line, sealer))
    }

    /// The lock that opens it.
    pub fn lock(&self) -> Option<&Lock> {
        self.to.as_ref().map(|to| &to.lock)
    }

    /// The key of the file.
    pub fn key(&self, opened: &OpenedLock) -> Result<FileKey, SealFault> {
        let to = self.to.as_ref().ok_or(SealFault::KeyIsGone)?;
        let mut key = Zeroizing::new([0; 32]);
        let encapsulated = PublicKey::try_from(&to.encapsulated.0[..]).map_err(|_| SealFault::DamagedHead)?;
        Hpke::base_open(&encapsulated, &opened.secret, PURPOSE, &to.key.0, &[], &mut *key)
            .map_err(|_| SealFault::DamagedHead)?;
        Ok(FileKey(SecretKey::from(*key)))
    }
}

impl Recipient {
    fn new(lock: &Lock, file_key: &SecretKey) -> Result<Self, SealFault> {
        let mut key = Bytes([0; SEALED_KEY]);
        let encapsulated = Hpke::base_seal(&lock.public()?, PURPOSE, file_key.unprotected_as_ref(), &[], &mut key.0)
            .map_err(|_| SealFault::System)?;
        let encapsulated = encapsulated.as_ref().try_into().map_err(|_| SealFault::System)?;
        Ok(Self { lock: lock.clone(), encapsulated: Bytes(encapsulated), key })
    }
}

/// A sealed file whose head has been read.
pub struct SealedFile<R> {
    /// Its head.
    pub head: Head,
    line: Vec<u8>,
    source: R,
}

impl<R: BufRead> SealedFile<R> {
    /// Whether a file that begins with these bytes is sealed.
    pub fn begins(bytes: &[u8]) -> bool {
        bytes.starts_with(BEGINNING)
    }

    /// Reads the head; the messages follow.
    pub fn open(mut source: R) -> Result<Self, SealFault> {
        let mut line = Vec::new();
        let read = (&mut source).take(LONGEST).read_until(b'\n', &mut line);
        if read.is_err() || line.pop() != Some(b'\n') {
            return Err(SealFault::DamagedHead);
        }
        // A newer head may have keys that are unknown here: look at its version first.
        let version: Version = serde_json::from_slice(&line).map_err(|_| SealFault::DamagedHead)?;
        match version.breathmark_sealed {
            0 => return Err(SealFault::DamagedHead),
            VERSION => {}
            _ => return Err(SealFault::Newer),
        }
        let head = serde_json::from_slice(&line).map_err(|_| SealFault::DamagedHead)?;
        Ok(Self { head, line, source })
    }

    /// What is in the file.
    pub fn unseal(self, key: &FileKey) -> Unsealed<R> {
        Unsealed::new(self.source, key, self.head.stream, self.line)
    }
}
