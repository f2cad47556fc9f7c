//! Keyboards and pastes, in a real pseudo-terminal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(unix)]
#![allow(clippy::disallowed_methods)]

use std::time::Duration;

use crate::pty::{Terminal, home, short_home};

/// What switches the keyboard protocol and bracketed paste on, and off again.
pub(crate) const ON: [&str; 2] = ["\u{1b}[>5u", "\u{1b}[?2004h"];
const OFF: [&str; 2] = ["\u{1b}[<1u", "\u{1b}[?2004l"];

/// Longer than the program takes to read what was typed at once.
const NOT_AT_ONCE: Duration = Duration::from_millis(500);

pub(crate) fn count(terminal: &Terminal, sequence: &str) -> usize {
    terminal.written().matches(sequence).count()
}

/// Whether the terminal got back what was switched on, and in the right number.
pub(crate) fn has_all_modes_back(terminal: &Terminal) -> bool {
    let pairs = ON.iter().zip(OFF);
    pairs.into_iter().all(|(on, off)| count(terminal, on) > 0 && count(terminal, on) <= count(terminal, off))
}

#[test]
fn cyrillic_and_greek_keyboards_reach_every_step_by_the_place_of_the_key() {
    let mut terminal = Terminal::run(80, 24, &home("cyrillic"), &["talk", "--no-straps", "--ephemeral"]);
    for (name, key) in [("Left", "ф"), ("Right", "λ")] {
        terminal.wait_for(&format!("{name}, just you now"));
        terminal.press(key);
    }
    terminal.wait_for("what we agree on");
    terminal.press("фΛ");
    terminal.wait_for("what's it about?");
    terminal.press("е");
    terminal.press("деньги з");
    terminal.wait_for("деньги з_");
    terminal.press("\r");
    terminal.press("Αд");
    terminal.wait_for("Left speaks");
    // The page after the breath, so that the key to hand over is that of the turn.
    terminal.wait_for("hand over");
    terminal.press("Т");
    terminal.wait_for("Right answers");
    terminal.press("з");
    terminal.wait_for("let's take a breath");
    // Ctrl and the key of x, as the keyboard protocol says it.
    terminal.press("\u{1b}[1095::120;5u");
    assert!(terminal.wait().success());
    assert!(terminal.is_given_back() && terminal.text().trim().is_empty(), "{}", terminal.text());
    assert!(has_all_modes_back(&terminal), "{:?}", terminal.written());
}

#[test]
fn of_a_key_in_the_keyboard_protocol_only_the_press_counts() {
    let mut terminal = Terminal::run(80, 24, &short_home("kitty"), &["talk", "--no-straps", "--ephemeral"]);
    terminal.answer_none();
    terminal.wait_for("No straps");
    // p and q let go, Shift alone, the window gets and loses the focus.
    terminal.press("\u{1b}[112;1:3u\u{1b}[113;1:3u\u{1b}[57441;2u\u{1b}[I\u{1b}[O");
    // n held down, with Num Lock: a press and two repeats.
    terminal.press("\u{1b}[110;129u\u{1b}[110;129:2u\u{1b}[110;129:2u");
    terminal.wait_for("Left speaks");
    assert!(!terminal.shows("let's take a breath"), "{}", terminal.text());
    terminal.press("\u{1b}[1079::112;1u");
    terminal.wait_for("let's take a breath");
    terminal.press("\u{1b}[99;5u");
    assert!(terminal.wait().success());
    assert!(terminal.is_given_back() && has_all_modes_back(&terminal));
}

#[test]
fn a_key_that_does_nothing_shows_for_a_moment_what_does() {
    let mut terminal = Terminal::run(80, 24, &short_home("unused"), &["talk", "--no-straps", "--ephemeral"]);
    terminal.wait_for("Left, just you now");
    terminal.press("z");
    terminal.wait_for("here: a — no · s — yes");
    terminal.answer_none();
    terminal.wait_for("No straps");
    // Shift alone and the focus ask for nothing.
    terminal.press("\u{1b}[57441;2u\u{1b}[I");
    std::thread::sleep(Duration::from_millis(200));
    assert!(!terminal.shows("here: "), "{}", terminal.text());
    terminal.press("m");
    terminal.wait_for("here: Enter — begin");
    terminal.press("p");
    terminal.wait_for("let's take a breath");
    assert!(!terminal.shows("here: "), "{}", terminal.text());
    terminal.press("я");
    terminal.wait_for("here: a or l — I'm ready");
    while terminal.shows("here: ") {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(terminal.shows("let's take a breath"));
    terminal.press("\u{3}");
    assert!(terminal.wait().success());
}

#[test]
fn a_paste_is_text_in_an_open_field_and_nothing_anywhere_else() {
    let mut terminal = Terminal::run(80, 24, &home("paste"), &["talk", "--no-straps", "--ephemeral"]);
    terminal.answer_none();
    terminal.wait_for("what we agree on");
    terminal.press("\u{1b}[200~alxq\rp\u{1b}[201~");
    terminal.press("al");
    terminal.wait_for("what's it about?");
    terminal.press("t\u{1b}[200~money\r\nand x, q\u{7}\u{1b}[201~");
    terminal.wait_for("money and x, q_");
    let long = format!("\u{1b}[200~{}\u{1b}[201~", " and more".repeat(1_000_000 / 9));
    terminal.press(&long);
    terminal.wait_for("and more and more");
    terminal.press("\r");
    terminal.wait_for("p pause");
    terminal.press("p");
    terminal.wait_for("let's take a breath");
    terminal.press("\u{3}");
    assert!(terminal.wait().success());
    assert!(has_all_modes_back(&terminal));
}

/// A paste in the private check from a terminal that doesn't tell it from keys.
#[test]
fn a_paste_answers_nothing_in_the_private_check_whatever_the_terminal() {
    for (n, (term, more)) in [("xterm", None), ("xterm", Some("--plain")), ("linux", None)].into_iter().enumerate() {
        let args: Vec<&str> = ["talk", "--no-straps", "--ephemeral"].into_iter().chain(more).collect();
        let home = short_home(&format!("paste-check-{n}"));
        let mut terminal = Terminal::run_in(80, 24, &home, &args, &[("TERM", term)]);
        terminal.wait_for("Left, just you now");
        for text in ["none of your business\rno\r", "expected plans and quiet time", "all\rll"] {
            terminal.press(text);
            std::thread::sleep(NOT_AT_ONCE);
        }
        assert!(!terminal.shows("Right, just you now"), "{}", terminal.text());
        terminal.answer_none();
        terminal.wait_for("No straps");
        terminal.press("\u{3}");
        assert!(terminal.wait().success());
    }
}

#[test]
fn a_paste_is_no_row_of_keys_where_the_terminal_does_not_tell_it_from_keys() {
    for (n, (term, more)) in [("xterm", Some("--plain")), ("linux", None)].into_iter().enumerate() {
        let args: Vec<&str> = ["talk", "--no-straps", "--ephemeral"].into_iter().chain(more).collect();
        let mut terminal = Terminal::run_in(80, 24, &home(&format!("paste-old-{n}")), &args, &[("TERM", term)]);
        terminal.answer_none();
        terminal.wait_for("what we agree on");
        terminal.press("al");
        terminal.wait_for("what's it about?");
        for keys in ["expected plans and quiet time", "t", "The holiday money\rexpected plans\r", "\r"] {
            terminal.press(keys);
            std::thread::sleep(NOT_AT_ONCE);
        }
        terminal.wait_for("The holiday money expected plans");
        terminal.press("p");
        terminal.wait_for("let's take a breath");
        terminal.press("\u{3}");
        assert!(terminal.wait().success());
    }
}
