//! The passphrases, and the pair of keys that they guard.

use orion::hazardous::aead::xchacha20poly1305 as wrap;
use orion::hazardous::kdf::argon2::{Argon2, CostParams, ID, Sequential};
use orion::hazardous::kem::x25519_hkdf_sha256::{PrivateKey, PublicKey};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::SealFault;
use super::bytes::Bytes;

/// Upper bounds on the cost that a file may ask for: ten times the usual one. A file that asks for more was not written by this
/// program. Assumption.
const MOST: Cost = Cost { iterations: 8, memory_kib: 256 * 1024, lanes: 16 };

/// The bytes of a private key that is sealed: the key and its tag.
const SEALED_SECRET: usize = 32 + 16;

/// What makes the keys of this program others than those of any other that uses the same constructions.
const PURPOSE: &[u8] = b"breathmark lock 1";

/// One passphrase, or two that are both needed. Their order doesn't matter.
pub struct Passphrases(Zeroizing<Vec<u8>>);

impl Passphrases {
    /// Of these passphrases.
    pub fn new(mut all: Vec<Zeroizing<String>>) -> Self {
        all.sort_by(|one, other| one.as_bytes().cmp(other.as_bytes()));
        // With their lengths, "ab" and "c" are others than "a" and "bc".
        let mut bytes = Zeroizing::new(vec![all.len() as u8]);
        for one in &all {
            bytes.extend_from_slice(&(one.len() as u32).to_le_bytes());
            bytes.extend_from_slice(one.as_bytes());
        }
        Self(bytes)
    }
}

/// A pair of keys. The private one is kept encrypted with a key that is derived from the passphrases.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// How many passphrases it needs: 1 or 2.
    pub(super) passphrases: u8,
    salt: Bytes<16>,
    #[serde(flatten)]
    cost: Cost,
    public: Bytes<32>,
    nonce: Bytes<24>,
    secret: Bytes<SEALED_SECRET>,
}

/// What deriving a key with Argon2id costs.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Passes over the memory.
    pub iterations: u32,
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Lanes. One processor works on all of them.
    pub lanes: u32,
}

impl Cost {
    /// What new locks cost: the second recommended choice of RFC 9106, section 4, for machines without gigabytes to spare. More
    /// makes guessing dearer, and opening slower.
    pub const USUAL: Self = Self { iterations: 3, memory_kib: 64 * 1024, lanes: 4 };
}

/// The private key of a lock that has been opened.
pub struct OpenedLock {
    public: Bytes<32>,
    pub(super) secret: PrivateKey,
}

impl Lock {
    /// A new lock with these passphrases.
    pub fn new(passphrases: &Passphrases, cost: Cost) -> Result<Self, SealFault> {
        let make = || {
            let secret = PrivateKey::generate()?;
            let public = PublicKey::try_from(&secret)?;
            let mut lock = Self {
                passphrases: passphrases.0.first().copied().unwrap_or_default(),
                salt: Bytes::random()?,
                cost,
                public: Bytes(public.as_ref().try_into().map_err(|_| orion::errors::UnknownCryptoError)?),
                nonce: Bytes::random()?,
                secret: Bytes([0; SEALED_SECRET]),
            };
            let key = lock.key(passphrases)?;
            let nonce = wrap::Nonce::from(lock.nonce.0);
            wrap::XChaCha20Poly1305::seal(
                &key,
                &nonce,
                secret.unprotected_as_ref(),
                Some(&lock.associated()),
                &mut lock.secret.0,
            )?;
            Ok(lock)
        };
        make().map_err(|_: orion::errors::UnknownCryptoError| SealFault::System)
    }

    /// How many passphrases it needs: 1 or 2.
    pub fn passphrases(&self) -> u8 {
        self.passphrases
    }

    /// Opens it.
    pub fn open(&self, passphrases: &Passphrases) -> Result<OpenedLock, SealFault> {
        if !self.is_bounded() {
            return Err(SealFault::DamagedHead);
        }
        let key = self.key(passphrases).map_err(|_| SealFault::System)?;
        let mut secret = Zeroizing::new([0; 32]);
        wrap::XChaCha20Poly1305::open(
            &key,
            &wrap::Nonce::from(self.nonce.0),
            &self.secret.0,
            Some(&self.associated()),
            &mut *secret,
        )
        .map_err(|_| SealFault::WrongPassphrase)?;
        Ok(OpenedLock { public: self.public, secret: PrivateKey::from(*secret) })
    }

    /// Whether this is the lock that was opened.
    pub fn is(&self, opened: &OpenedLock) -> bool {
        self.public == opened.public
    }

    /// The public key, with which files are sealed.
    pub(super) fn public(&self) -> Result<PublicKey, SealFault> {
        PublicKey::try_from(&self.public.0[..]).map_err(|_| SealFault::DamagedHead)
    }

    fn is_bounded(&self) -> bool {
        let Cost { iterations, memory_kib, lanes } = self.cost;
        let within = iterations <= MOST.iterations && memory_kib <= MOST.memory_kib && lanes <= MOST.lanes;
        let at_least = iterations >= 1 && lanes >= 1 && memory_kib >= 8 * lanes;
        within && at_least && (1..=2).contains(&self.passphrases)
    }

    fn key(&self, passphrases: &Passphrases) -> Result<wrap::SecretKey, orion::errors::UnknownCryptoError> {
        let Cost { iterations, memory_kib, lanes } = self.cost;
        let cost = CostParams::new(iterations, memory_kib, lanes)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::<ID, Sequential>::derive_key(&passphrases.0, &self.salt.0, &cost, None, None, &mut *key)?;
        wrap::SecretKey::try_from(&key[..])
    }

    /// What the encrypted private key is bound to.
    fn associated(&self) -> Vec<u8> {
        [PURPOSE, &[self.passphrases], &self.public.0].concat()
    }
}
