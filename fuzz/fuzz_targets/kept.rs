//! Any file as a sealed one, and as the outline of a talk: it is read or refused without a crash, and what nobody sealed is never
//! given out.
#![no_main]

use std::io::Read as _;
use std::sync::OnceLock;

use breathmark::store::kept::KeptTalk;
use breathmark::store::seal::head::FileKey;
use breathmark::store::seal::{Head, SealedFile};
use libfuzzer_sys::fuzz_target;

/// A head, its key, and one message behind it.
fn sealed() -> &'static (Vec<u8>, FileKey) {
    static SEALED: OnceLock<(Vec<u8>, FileKey)> = OnceLock::new();
    SEALED.get_or_init(|| {
        let (head, key) = Head::new(None).expect("random numbers");
        let (mut bytes, mut sealer) = head.sealer(&key).expect("a head");
        sealer.seal(b"one\n", false, &mut bytes).expect("a message");
        (bytes, key)
    })
}

fuzz_target!(|data: &[u8]| {
    let _ = KeptTalk::read(data);
    let (bytes, key) = sealed();
    for file in [data.to_vec(), [bytes, data].concat()] {
        let Ok(file) = SealedFile::open(&file[..]) else { continue };
        let mut text = Vec::new();
        let read = file.unseal(key).read_to_end(&mut text);
        assert!(text.is_empty() || text == b"one\n");
        assert!(read.is_err() || data.is_empty() || text.is_empty());
    }
});
