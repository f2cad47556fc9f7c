//! The result of a study as SVG plots. They are readable on light and dark pages, and every interval is drawn.

use std::fmt::Write;

use super::condition::{COMPARED, CONDITIONS, SIZES, USUAL_RISE_S};
use super::estimate::Estimate;
use super::report::all_detector_names;
use super::result::StudyResult;
use super::tally::{Detection, Tally};

/// A plot, to be written into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SvgPlot {
    /// The name of the file.
    pub name: String,
    /// The content of the file.
    pub svg: String,
}

/// Size of the field with the data, in pixels.
const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 320.0;
/// Margins left of the field and above it, in pixels.
const LEFT: f64 = 64.0;
const TOP: f64 = 44.0;
/// The colours of the lines. They differ in lightness too, and stand out on white and on black.
const COLOURS: [&str; 3] = ["#0072b2", "#d55e00", "#009e73"];
/// Fewer false prompts an hour than this are drawn at this place, because the axis is logarithmic.
const LEAST_RATE: f64 = 0.01;

/// All plots of a study.
pub(crate) fn all(result: &StudyResult) -> Vec<SvgPlot> {
    let mut plots = vec![detection(result), delays(result)];
    plots.extend(COMPARED.iter().filter_map(|condition| rules(result, *condition)));
    plots
}

/// The conditions that are drawn as lines, with their places.
fn lines(result: &StudyResult) -> impl Iterator<Item = (usize, &'static str, &Tally)> {
    COMPARED.iter().map(|&place| (place, CONDITIONS[place].name, &result.tallies[place]))
}

fn of_size(tally: &Tally, size: u32) -> Detection {
    tally.detection(|e| e.size == size && e.rise_s == USUAL_RISE_S)
}

fn detection(result: &StudyResult) -> SvgPlot {
    let mut canvas = Canvas::new("Rises found within two minutes, %", "size of the rise, beats a minute");
    canvas.sizes();
    (0..=5).for_each(|i| canvas.y_tick(f64::from(i) / 5.0, &format!("{}", 20 * i)));
    for (colour, (_, name, tally)) in lines(result).enumerate() {
        let points: Vec<(f64, Estimate)> =
            SIZES.iter().filter_map(|&s| Some((x(s), of_size(tally, s).found()?))).collect();
        canvas.line(colour, name, &points);
    }
    SvgPlot { name: "detection.svg".to_owned(), svg: canvas.finish() }
}

fn delays(result: &StudyResult) -> SvgPlot {
    let mut canvas = Canvas::new(
        "Delay from onset to prompt, s (median; dots: 95th percentile)",
        "size of the rise, beats a minute",
    );
    canvas.sizes();
    (0..=6).for_each(|i| canvas.y_tick(f64::from(i) / 6.0, &format!("{}", 20 * i)));
    for (colour, (_, name, tally)) in lines(result).enumerate() {
        let of = |q: f64| -> Vec<(f64, Estimate)> {
            SIZES.iter().filter_map(|&s| Some((x(s), scaled(of_size(tally, s).delay(q)?, 1.0 / 120.0)))).collect()
        };
        canvas.line(colour, name, &of(0.5));
        for (x, figure) in of(0.95) {
            canvas.dot(colour, x, figure.value);
        }
    }
    SvgPlot { name: "delay.svg".to_owned(), svg: canvas.finish() }
}

/// One cross for each detector: false prompts an hour, and the share of the rises of 15 bpm that is found.
fn rules(result: &StudyResult, condition: usize) -> Option<SvgPlot> {
    let sums = result.compared.get(&condition)?;
    let mut canvas =
        Canvas::new("+15 bpm found, %, against false prompts", "false prompts an hour of calm talk (logarithmic)");
    (0..=5).for_each(|i| canvas.y_tick(f64::from(i) / 5.0, &format!("{}", 20 * i)));
    for rate in [0.01, 0.1, 1.0, 10.0, 100.0] {
        canvas.x_tick(log_x(rate), &format!("{rate}"));
    }
    for (name, sum) in all_detector_names().zip(sums) {
        let (Some(rate), Some(share)) = (sum.calm.rate(), sum.by_size.get(&15).and_then(Detection::found)) else {
            continue;
        };
        let colour = usize::from(name.starts_with("breathmark"));
        canvas.cross(colour, &name, &rate, &share);
    }
    Some(SvgPlot { name: format!("rules_{}.svg", CONDITIONS[condition].key), svg: canvas.finish() })
}

/// Where a size of a rise lies on the x axis, 0 to 1.
fn x(size: u32) -> f64 {
    (f64::from(size) - 6.0) / 26.0
}

/// Where a number of false prompts an hour lies on the x axis, 0 to 1.
fn log_x(rate: f64) -> f64 {
    (rate.max(LEAST_RATE) / LEAST_RATE).log10() / 4.0
}

fn scaled(figure: Estimate, by: f64) -> Estimate {
    Estimate { value: by * figure.value, low: by * figure.low, high: by * figure.high }
}

/// A field with axes. Coordinates are shares of its size, from the lower left corner.
struct Canvas {
    svg: String,
    legends: usize,
}

impl Canvas {
    fn new(title: &str, x_axis: &str) -> Self {
        let (width, height) = (WIDTH + LEFT + 180.0, HEIGHT + TOP + 56.0);
        let mut canvas = Self { svg: String::new(), legends: 0 };
        canvas.put(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n\
             <style>text{{fill:#222}}.a{{stroke:#888;fill:none}}.g{{stroke:#8884;fill:none}}\
             @media(prefers-color-scheme:dark){{text{{fill:#ddd}}}}</style>\n\
             <text x=\"{LEFT}\" y=\"24\" font-size=\"15\">{title}</text>\n\
             <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{x_axis}</text>\n\
             <path class=\"a\" d=\"M{LEFT} {TOP}V{}H{}\"/>",
            LEFT + WIDTH / 2.0, TOP + HEIGHT + 44.0, TOP + HEIGHT, LEFT + WIDTH
        ));
        canvas
    }

    fn put(&mut self, piece: &str) {
        self.svg.push_str(piece);
        self.svg.push('\n');
    }

    fn sizes(&mut self) {
        for size in SIZES {
            self.x_tick(x(size), &format!("+{size}"));
        }
    }

    fn x_tick(&mut self, at: f64, label: &str) {
        let (x, y) = place(at, 0.0);
        self.put(&format!("<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label}</text>", y + 18.0));
    }

    fn y_tick(&mut self, at: f64, label: &str) {
        let (x, y) = place(0.0, at);
        self.put(&format!("<path class=\"g\" d=\"M{x:.1} {y:.1}h{WIDTH}\"/>"));
        self.put(&format!("<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>", x - 8.0, y + 4.0));
    }

    fn line(&mut self, colour: usize, name: &str, points: &[(f64, Estimate)]) {
        let stroke = COLOURS[colour % COLOURS.len()];
        let mut path = String::new();
        for (at, figure) in points {
            let (x, y) = place(*at, figure.value);
            // Writing to a String cannot fail.
            let _ = write!(path, "{}{x:.1} {y:.1}", if path.is_empty() { "M" } else { "L" });
        }
        self.put(&format!("<path d=\"{path}\" stroke=\"{stroke}\" fill=\"none\" stroke-width=\"2\"/>"));
        for (at, figure) in points {
            let ((x, low), (_, high)) = (place(*at, figure.low), place(*at, figure.high));
            self.put(&format!("<path d=\"M{x:.1} {low:.1}V{high:.1}\" stroke=\"{stroke}\"/>"));
        }
        let y = TOP + HEIGHT - 58.0 + 18.0 * self.legends as f64;
        self.legends += 1;
        self.put(&format!("<text x=\"{:.1}\" y=\"{y:.1}\" style=\"fill:{stroke}\">{name}</text>", LEFT + WIDTH * 0.45));
    }

    fn dot(&mut self, colour: usize, x: f64, y: f64) {
        let (x, y) = place(x, y);
        self.put(&format!(
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{}\"/>",
            COLOURS[colour % COLOURS.len()]
        ));
    }

    fn cross(&mut self, colour: usize, name: &str, rate: &Estimate, share: &Estimate) {
        let stroke = COLOURS[colour % COLOURS.len()];
        let ((x, y), (left, _), (right, _)) =
            (place(log_x(rate.value), share.value), place(log_x(rate.low), 0.0), place(log_x(rate.high), 0.0));
        let ((_, low), (_, high)) = (place(0.0, share.low), place(0.0, share.high));
        self.put(&format!("<path d=\"M{left:.1} {y:.1}H{right:.1}M{x:.1} {low:.1}V{high:.1}\" stroke=\"{stroke}\"/>"));
        self.put(&format!(
            "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"10\" style=\"fill:{stroke}\">{}</text>",
            x + 4.0,
            y - 4.0,
            escaped(name)
        ));
    }

    fn finish(mut self) -> String {
        self.put("</svg>");
        self.svg
    }
}

/// Pixels of a place in the field.
fn place(x: f64, y: f64) -> (f64, f64) {
    (LEFT + WIDTH * x.clamp(0.0, 1.0), TOP + HEIGHT * (1.0 - y.clamp(0.0, 1.0)))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
