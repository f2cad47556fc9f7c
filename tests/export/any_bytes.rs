//! Whatever a journal holds: no panic, and what is written is whole.
#![allow(clippy::unwrap_used)]

use breathmark::event::seat::Seat;
use breathmark::export::name::FormatName;
use proptest::prelude::*;

use super::journals::{Played, resting, strap, talk, unpacked};

/// Holds what must be true of the export of any bytes.
fn check(journal: &[u8]) {
    let Some(played) = Played::of(journal) else { return };
    for (format, is_clean) in FormatName::ALL.into_iter().flat_map(|format| [(format, false), (format, true)]) {
        for exported in played.export(format, is_clean) {
            assert_eq!(exported.files.len(), format.endings().len());
            let tally = &exported.tally;
            let rejected: u64 = tally.rejected.values().sum();
            assert_eq!(tally.written, if is_clean { tally.beats - rejected } else { tally.beats });
            let beats = if format == FormatName::Bids { 2 } else { 0 };
            for (file, ending) in exported.files.iter().zip(format.endings()) {
                let text =
                    if ending.ends_with("gz") { unpacked(file) } else { String::from_utf8(file.clone()).unwrap() };
                assert!(text.is_empty() || text.ends_with('\n'), "{ending}");
                assert!(!["NaN", "inf"].iter().any(|word| text.contains(word)), "{ending}: {text}");
            }
            let file = &exported.files[beats];
            let text = if beats == 2 { unpacked(file) } else { String::from_utf8(file.clone()).unwrap() };
            let heads = u64::from(format == FormatName::Csv);
            let rows = match format {
                FormatName::Jsonl => text.lines().filter(|line| line.contains("\"type\":\"beat\"")).count() as u64,
                _ => text.lines().count() as u64 - heads,
            };
            assert_eq!(rows, tally.written, "{format:?}");
        }
    }
}

fn journal() -> Vec<u8> {
    let lossy = strap(resting(60, 1), |second| second % 17 == 0);
    talk(&[(Seat::Left, lossy), (Seat::Right, strap(resting(60, 2), |_| false))])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn arbitrary_bytes_are_no_journal(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes);
    }

    #[test]
    fn a_journal_with_any_notifications_is_exported(
        sent in proptest::collection::vec((0.0..3.0_f64, any::<bool>(), proptest::collection::vec(any::<u8>(), 0..14)), 0..60)
    ) {
        let mut at = 1.0;
        let mut straps = [(Seat::Left, Vec::new()), (Seat::Right, Vec::new())];
        for (step, is_left, bytes) in sent {
            at += step;
            straps[usize::from(is_left)].1.push((at, bytes));
        }
        check(&talk(&straps));
    }

    #[test]
    fn a_journal_with_bytes_changed_is_exported_as_far_as_it_can_be_read(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)
    ) {
        let mut bytes = journal();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        check(&bytes);
    }

    #[test]
    fn a_journal_that_is_cut_anywhere_is_exported_up_to_there(place in any::<prop::sample::Index>()) {
        let bytes = journal();
        check(&bytes[..place.index(bytes.len())]);
    }
}
