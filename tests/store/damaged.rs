//! A damaged file is named with its line, its key and what to do, and loses nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;

use crate::home::{FILES, Home, refused};

/// Each file with a damaged line; the line, what must be named of it, and what can be done besides mending.
const DAMAGED: [(&str, &str, usize, &str, &str); 15] = [
    (FILES[0], "[talk]\nquiet_s = 40\nturn_s = true\n", 3, "`turn_s` must be a whole number", ""),
    (FILES[0], "[left]\nname = \"Kim\nresting_rate = 60\n", 2, "this isn't written as TOML", "Mend that line."),
    (FILES[1], "[left]\nid = \"A1\"\n\n[right]\nid = 3\n", 5, "`id`: ", "straps --forget"),
    (FILES[1], "[left]\nname = \"Polar\"\n", 1, "missing field `id`", "straps --forget"),
    (FILES[1], "[left]\nid = \"A1\nname = \"Polar\"\n", 2, "`id`: ", "straps --forget"),
    (FILES[2], "[[person]]\nname = \"Kim\"\nstrap = \"A1\"\nmargin = \"much\"\n", 4, "`margin`: ", "delete the file"),
    (FILES[2], "[[person]]\nname = \"Kim\"\n", 1, "missing field `strap`", "delete the file"),
    (FILES[3], "version = 1\n\n[[item]]\nid = \"one\"\n", 4, "`id`: ", "move the file away"),
    (FILES[3], "version = 1\n\n[[item]]\nkind = \"thanks\"\n", 3, "missing field `id`", "move the file away"),
    (FILES[3], "version = 1\n[[answer]]\non = \"today\"\nsaid = \"helped\"\n", 3, "`on`: ", "move the file away"),
    (FILES[4], "version = 1\nsaid = 3\n", 2, "`said`: ", "delete the file"),
    (FILES[4], "version = 1\n[[talk]]\nbroke_off = true\nlong_pauses = -1\n", 4, "`long_pauses`: ", "delete the file"),
    (FILES[5], "# chosen\nvolume = \"loud\"\n", 2, "`volume`: ", "remove the file"),
    (FILES[5], "volume = 70\nlamp = 3\n", 2, "unknown field `lamp`", "remove the file"),
    (FILES[6], "version = 1\nleft = \"a\\u0007\"\n", 2, "`left`: the name contains", "delete the file"),
];

#[test]
fn every_damaged_file_names_its_line_its_key_and_what_to_do_and_stays_as_it_is() {
    let home = Home::new("damaged");
    for (file, text, line, what, advice) in DAMAGED {
        let path = home.write(file, text);
        let sentence = refused(&path).expect(text);
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(sentence.contains(&format!("{name}, line {line}: ")), "{sentence}");
        assert!(sentence.contains(what) && sentence.contains(advice), "{sentence}");
        assert!(!sentence.contains('\n'), "{sentence}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}

#[test]
fn a_file_that_is_no_text_says_what_to_do() {
    let home = Home::new("no-text");
    for file in FILES {
        let path = home.write(file, [0xff, 0xfe, 0x00]);
        let sentence = refused(&path).unwrap();
        assert!(sentence.contains("isn't plain text (UTF-8). Mend the file"), "{sentence}");
        assert_eq!(fs::read(&path).unwrap(), [0xff, 0xfe, 0x00]);
    }
}

#[test]
fn a_newer_file_is_not_called_damaged() {
    let home = Home::new("newer");
    for file in [FILES[3], FILES[4], FILES[6]] {
        let path = home.write(file, "version = 9\nunheard_of = true\n");
        let sentence = refused(&path).unwrap();
        assert!(sentence.contains("was written by a newer breathmark. Install that one"), "{sentence}");
    }
}

#[test]
fn what_a_damaged_file_quotes_cannot_command_the_terminal() {
    let home = Home::new("escapes");
    let path = home.write(FILES[3], "version = 1\n\"\\u001b[2J\\nx\" = 3\n");
    let sentence = refused(&path).unwrap();
    assert!(!sentence.contains(['\u{1b}', '\n']), "{sentence:?}");
}

#[cfg(feature = "ble")]
#[test]
fn damaged_straps_stop_a_talk_and_are_forgotten_only_when_asked() {
    let home = Home::new("damaged-straps");
    let path = home.write(FILES[1], "[left]\nid = 3\n");
    for args in [&["talk"][..], &["practice"], &["doctor"], &["straps"]] {
        let errors = home.refusal(args);
        assert!(errors.contains("straps.toml, line 2: `id`: "), "{errors}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "[left]\nid = 3\n");
    }
    assert!(home.run(&["straps", "--forget"]).status.success());
    assert_eq!(refused(&path), None);
}
