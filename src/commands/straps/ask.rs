//! Asks who wears which strap, line by line, over any input and output.

use std::io::{self, BufRead, Write};

use super::list;
use crate::commands::prompt;
use crate::store::straps::Worn;
use crate::strap::scan::Sighting;
use crate::words::commands::ChooseStraps;

/// The question about one person.
pub(crate) struct Question<'a> {
    /// The person, in words.
    pub(crate) who: &'a str,
    /// The straps to choose from.
    pub(crate) found: &'a [Sighting],
    /// The strap that this person wears now.
    pub(crate) now: Option<&'a Worn>,
    /// The strap of the other person, which cannot be chosen.
    pub(crate) taken: Option<&'a Worn>,
    /// The words of the question.
    pub(crate) words: &'a ChooseStraps,
}

impl Question<'_> {
    /// Asks until the answer is the number of a strap (its index is returned), or empty (none: nothing changes).
    pub(crate) fn ask(&self, answers: &mut impl BufRead, out: &mut impl Write) -> io::Result<Option<usize>> {
        loop {
            let Some(answer) = prompt::line(&self.prompt(), answers, out)? else {
                writeln!(out)?;
                return Ok(None);
            };
            let answer = answer.trim();
            if answer.is_empty() {
                return Ok(None);
            }
            match self.chosen(answer) {
                Ok(index) => return Ok(Some(index)),
                Err(why) => writeln!(out, "{why}")?,
            }
        }
    }

    fn prompt(&self) -> String {
        let range = if self.found.len() == 1 { "1".to_owned() } else { format!("1-{}", self.found.len()) };
        let now = self.now.map_or_else(|| self.words.no_strap.clone(), |worn| list::worn(worn, self.words));
        let question = self.words.which.with(&[("who", &self.who), ("range", &range), ("now", &now)]);
        format!("\n{question} ")
    }

    fn chosen(&self, answer: &str) -> Result<usize, &str> {
        let number = answer.parse::<usize>().ok().filter(|number| (1..=self.found.len()).contains(number));
        let Some(number) = number else {
            return Err(&self.words.a_number);
        };
        if self.taken.is_some_and(|taken| taken.id == self.found[number - 1].id) {
            return Err(&self.words.taken);
        }
        Ok(number - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::strap_id::StrapId;
    use crate::words::Words;

    fn seen(id: &str) -> Sighting {
        Sighting {
            id: StrapId::new(id),
            name: "Polar".to_owned(),
            signal: Some(-60),
            heart_rate: true,
            connected: false,
        }
    }

    /// The choice, and what was printed, when somebody types `typed`.
    fn ask(typed: &str, taken: Option<&Worn>) -> (Option<usize>, String) {
        let found = [seen("A1"), seen("B2")];
        let words = &Words::built_in("en").expect("our own words").choose_straps;
        let question = Question { who: "Kim, on the right", found: &found, now: None, taken, words };
        let mut printed = Vec::new();
        let chosen = question.ask(&mut typed.as_bytes(), &mut printed).expect("memory is always there");
        (chosen, String::from_utf8(printed).expect("text"))
    }

    #[test]
    fn a_number_chooses_and_enter_changes_nothing() {
        assert_eq!(ask("2\n", None).0, Some(1));
        assert_eq!(ask("\n", None).0, None);
        assert_eq!(ask("", None).0, None, "the end of input is no choice");
        assert_eq!(ask("\n", None).1, "\nWhich strap does Kim, on the right wear? [1-2; Enter leaves it: no strap] ");
    }

    #[test]
    fn any_other_answer_is_asked_for_again() {
        let (chosen, said) = ask("3\nx\n 1 \n", None);
        assert_eq!(chosen, Some(0));
        assert_eq!(said.matches("Please type a number").count(), 2);
    }

    #[test]
    fn one_strap_cannot_be_chosen_for_both() {
        let taken = Worn { id: StrapId::new("a1"), name: String::new() };
        let (chosen, said) = ask("1\n2\n", Some(&taken));
        assert_eq!(chosen, Some(1));
        assert!(said.contains("worn on the other side"));
    }
}
