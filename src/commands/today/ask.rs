//! Asks about each thing that is waiting. An answer is one line; Enter leaves the thing for later.

use std::io::{self, BufRead, Write};

use jiff::civil::DateTime;

use super::say;
use crate::agenda::{Agenda, ConcreteStep, HowItWent, Item, ItemKind, clean};
use crate::words::Words;

/// Asks about everything that is waiting, except an agreed return.
pub(super) fn about_everything(
    agenda: &mut Agenda,
    now: DateTime,
    words: &Words,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> io::Result<()> {
    let due: Vec<Item> = agenda.due(now).into_iter().map(|(item, _)| item.clone()).collect();
    for item in due.iter().filter(|item| item.kind != ItemKind::Return) {
        writeln!(out, "\n{}", say::what(words, item))?;
        let Some(said) = answer(words, input, out)? else { continue };
        // The item is due, so the answer cannot fail.
        let _ = agenda.answer(item.id, said, now);
        write!(out, "{}", say::thanks(words, said, false))?;
        if said == HowItWent::NotYet {
            ask_smaller_step(agenda, item, now, words, input, out)?;
        }
    }
    Ok(())
}

fn answer(words: &Words, input: &mut impl BufRead, out: &mut impl Write) -> io::Result<Option<HowItWent>> {
    loop {
        write!(out, "{}", words.today.ask)?;
        out.flush()?;
        let Some(line) = line(input)? else { return Ok(None) };
        match line.trim().to_lowercase().as_str() {
            "" => return Ok(None),
            "h" => return Ok(Some(HowItWent::Helped)),
            "p" => return Ok(Some(HowItWent::Partly)),
            "n" => return Ok(Some(HowItWent::NotYet)),
            _ => writeln!(out, "{}", words.today.ask_again)?,
        }
    }
}

/// Asks for a smaller step. It replaces a step that was too large, or stands beside a schedule that goes on.
fn ask_smaller_step(
    agenda: &mut Agenda,
    item: &Item,
    now: DateTime,
    words: &Words,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> io::Result<()> {
    write!(out, "{}", words.today.fresh_ask)?;
    out.flush()?;
    let Some(what) = line(input)?.map(|line| clean(&line)).filter(|what| !what.is_empty()) else { return Ok(()) };
    if item.kind == ItemKind::Step {
        agenda.remove(item.id);
    }
    agenda.add(Item::step(&ConcreteStep { what, who: item.who.clone(), in_days: 1 }, now));
    Ok(())
}

/// The next line, with bytes of any kind; none at the end of the input.
fn line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let read = input.read_until(b'\n', &mut bytes)?;
    Ok((read > 0).then(|| String::from_utf8_lossy(&bytes).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::Recurrence;
    use jiff::civil::date;

    fn asked(typed: &str, kind: ItemKind, every: Recurrence) -> (Agenda, String) {
        let now = date(2026, 11, 22).at(21, 0, 0, 0);
        let mut agenda = Agenda::default();
        let mut item = Item::once(kind, date(2026, 11, 21).at(20, 0, 0, 0), now);
        (item.what, item.every) = ("call your mother".to_owned(), every);
        agenda.add(item).unwrap();
        let mut said = Vec::new();
        let words = Words::built_in("en").unwrap();
        about_everything(&mut agenda, now, &words, &mut typed.as_bytes(), &mut said).unwrap();
        (agenda, String::from_utf8(said).unwrap())
    }

    #[test]
    fn an_answer_is_taken_and_enter_leaves_the_thing_for_later() {
        assert!(asked("h\n", ItemKind::Step, Recurrence::Once).0.items().is_empty());
        for typed in ["\n", "", "what?\n\n"] {
            assert_eq!(asked(typed, ItemKind::Step, Recurrence::Once).0.items().len(), 1, "{typed:?}");
        }
    }

    #[test]
    fn after_a_lapse_there_is_a_fresh_repair_and_no_reproach() {
        let (agenda, said) = asked("n\ntext her first\n", ItemKind::Step, Recurrence::Once);
        let whats: Vec<&str> = agenda.items().iter().map(|item| item.what.as_str()).collect();
        assert_eq!(whats, ["text her first"], "the smaller step takes its place");
        assert!(said.contains("fresh repair") && !said.contains("again"), "{said}");
        let (agenda, _) = asked("n\n\n", ItemKind::Step, Recurrence::Once);
        assert_eq!(agenda.items()[0].begins, date(2026, 11, 23).at(20, 0, 0, 0), "it comes back tomorrow");
        let (agenda, _) = asked("n\nonly the tablet\n", ItemKind::Behaviour, Recurrence::Daily);
        assert_eq!(agenda.items().len(), 2, "the schedule goes on beside it");
    }
}
