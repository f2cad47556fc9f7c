//! Sealing: files that only those who know one passphrase, or both of two, can read.
//!
//! ```text
//! passphrases ──Argon2id──▶ key ──opens──▶ the lock's private key ──opens──▶ the key of one file ──opens──▶ its messages
//! ```
//!
//! A lock is made once. Sealing needs its public half only, so nobody is asked for a passphrase before a talk. Each file has a
//! random key of its own. Its first line, the head, has all that is needed to open it, besides the passphrases. Then come
//! messages: each is encrypted and authenticated as soon as it is written, together with its place in the file. A changed, moved,
//! missing or foreign message is recognised, and what stands before it is read.
//!
//! | file | holds |
//! |---|---|
//! | `lock` | the passphrases, and the pair of keys that they guard |
//! | `lock_file` | the lock that new files are sealed with, in `seal.toml` |
//! | `head` | the first line of a sealed file, and the key of the file |
//! | `message` | writing and reading the messages |
//! | `bytes` | keys and salts as hexadecimal text |
//!
//! All of it is made of published constructions: Argon2id (RFC 9106), HPKE with X25519, HKDF-SHA256 and ChaCha20-Poly1305
//! (RFC 9180), and libsodium's `secretstream`. The crate orion has them. docs/sealing.md has the format byte by byte.

mod bytes;
pub mod head;
pub mod lock;
pub(crate) mod lock_file;
pub mod message;

pub use self::head::{Head, SealedFile};
pub use self::lock::{Lock, Passphrases};
pub use self::message::Unsealed;

/// Why something can't be sealed or unsealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealFault {
    /// The passphrase is not the one that it was sealed with; or one of the two isn't, and nothing says which.
    #[error("that does not open it")]
    WrongPassphrase,
    /// The first line of the file is not as it was written.
    #[error("its first line is damaged. Copy the file from a backup")]
    DamagedHead,
    /// A newer program sealed the file.
    #[error("a newer breathmark sealed it. Update breathmark to open it")]
    Newer,
    /// The key of the file is in no file.
    #[error(
        "this talk is not over, and only the program that writes it can read it. If none does any more, delete it with `breathmark forget`"
    )]
    KeyIsGone,
    /// The system gives no random numbers, or no memory.
    #[error("the system gave no random numbers or no memory for it. Try again")]
    System,
}
