//! The letters of annotated beats, and the words for them. Source of the letters: `PhysioNet`, "ECG annotations".

/// What a letter says about the beat at the end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Letter {
    /// A beat that came from the sinus node.
    Normal,
    /// Another beat: neither the interval before it nor that after it counts.
    OddBeat,
    /// No beat: a change of rhythm or of the signal, a wave, a comment.
    NoBeat,
}

/// The letters of beats from the sinus node, conducted as usual or with a bundle branch block.
const NORMAL: &[u8] = b"NLRB.";
/// Those of other beats.
const ODD: &[u8] = b"AaJSVrFejnE/fQ?";
/// Those of annotations that are no beats.
const NO_BEAT: &[u8] = b"[!]x()pt`'^|~+sT*D=\"@u";

pub(crate) fn letter(code: u8) -> Option<Letter> {
    match code {
        _ if NORMAL.contains(&code) => Some(Letter::Normal),
        _ if ODD.contains(&code) => Some(Letter::OddBeat),
        _ if NO_BEAT.contains(&code) => Some(Letter::NoBeat),
        _ => None,
    }
}

/// What a label says about the interval that ends with the beat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Normal,
    /// This interval is no good.
    Bad,
    /// The beat is not normal, or is none: nor is the interval after it.
    Odd,
    Unknown,
}

/// The meaning of a label: a letter, or a word. The text has no blanks around it.
pub(super) fn label(text: &[u8]) -> Label {
    if let [code] = text
        && let Some(letter) = letter(*code)
    {
        return if letter == Letter::Normal { Label::Normal } else { Label::Odd };
    }
    match &text.to_ascii_lowercase()[..] {
        b"" | b"0" | b"nn" | b"n" | b"normal" | b"accepted" | b"ok" | b"good" | b"sinus" | b"clean" | b"valid"
        | b"none" | b"gut" | b"fine" | b"measured" | b"original" | b"detected" => Label::Normal,
        b"v" | b"pvc" | b"pac" | b"ectopic" | b"premature" | b"ventricular" | b"atrial" | b"supraventricular"
        | b"ves" | b"sves" | b"sve" | b"svpb" | b"pvb" | b"vpb" | b"apc" | b"apb" => Label::Odd,
        b"artifact" | b"artefact" | b"artefakt" | b"poor" | b"reject" | b"rejected" | b"excluded" | b"missed"
        | b"extra" | b"misplaced" | b"noise" | b"noisy" | b"bad" | b"invalid" | b"missing" | b"long" | b"short"
        | b"outlier" | b"abnormal" | b"error" | b"z" | b"interp" | b"interpolated" | b"schlecht"
        | b"gest\xc3\xb6rt" | b"corrected" | b"missing beat" => Label::Bad,
        _ => Label::Unknown,
    }
}
