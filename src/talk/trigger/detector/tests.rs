use super::*;

/// The order of magnitude of the threshold.
const HIGH: f64 = 4.4;

fn fed(excess: impl IntoIterator<Item = f64>) -> Detector {
    let mut detector = Detector::default();
    detector.begin(2.0, None);
    excess.into_iter().for_each(|x| detector.push(Some(x)));
    detector
}

/// When the score passes the threshold for the first time, and the rise has stayed up, in seconds.
fn passes(excess: impl Fn(f64) -> f64) -> Option<u32> {
    let mut detector = calm(1.5);
    (0..120).find(|&s| {
        let excess = excess(f64::from(s));
        detector.push(Some(excess));
        detector.score(6.0, 0.0, false) >= HIGH && detector.outlasts_a_bump(excess, true)
    })
}

/// Ten minutes of calm talk, learnt from, then a quiet minute.
fn calm(spread: f64) -> Detector {
    let mut detector = fed([]);
    for x in wander(600, spread, 3) {
        detector.push(Some(x));
        detector.learn(false);
    }
    (0..60).for_each(|_| detector.push(Some(0.0)));
    detector
}

/// Noise whose neighbours resemble each other.
fn wander(seconds: usize, spread: f64, seed: u64) -> Vec<f64> {
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut x = 0.0;
    let mut step = || {
        let push = (0..12).map(|_| rng.f64()).sum::<f64>() - 6.0;
        x += -x / 20.0 + spread * (2.0_f64 / 20.0).sqrt() * push;
        x
    };
    (0..seconds).map(|_| step()).collect()
}

#[test]
fn a_large_rise_is_seen_soon_and_a_small_one_later() {
    let rise = |size: f64| passes(move |t| size * (1.0 - (-t / 12.0).exp()));
    let (small, large) = (rise(10.0).unwrap(), rise(20.0).unwrap());
    assert!(large <= 12 && small > large + 5, "{small} {large}");
    assert_eq!(rise(5.0), None);
}

#[test]
fn no_single_second_decides() {
    assert_eq!(passes(|t| if t == 30.0 { 500.0 } else { 0.0 }), None);
}

#[test]
fn a_restless_heart_gets_a_higher_threshold_than_a_steady_one() {
    let score = |spread| {
        let mut detector = fed([]);
        for x in wander(1800, spread, 7) {
            detector.push(Some(x));
            detector.learn(false);
        }
        detector.reset();
        (0..30).for_each(|_| detector.push(Some(10.0)));
        detector.score(6.0, 0.0, false)
    };
    assert!(score(1.0) > 1.5 * score(4.0));
}

#[test]
fn excitement_cannot_teach_that_it_is_calm() {
    let mut detector = fed([]);
    for _ in 0..120 {
        detector.push(Some(25.0));
        detector.learn(false);
    }
    assert!(detector.variability()[5] < 9.0, "{:?}", detector.variability());
    assert!(detector.score(6.0, 0.0, false) > 2.0);
}

#[test]
fn one_episode_does_not_raise_the_threshold_but_many_do() {
    let after = |episodes: usize| {
        let mut detector = calm(1.5);
        for _ in 0..episodes {
            for s in 0..180 {
                detector.push(Some(if s < 90 { 15.0 } else { 0.0 }));
                detector.learn(s < 90);
            }
        }
        detector.variability()[5]
    };
    assert!(after(1) < 1.2 * after(0), "{} {}", after(1), after(0));
    assert!(after(8) > 2.0 * after(0), "{} {}", after(8), after(0));
}

#[test]
fn a_doubtful_baseline_raises_the_threshold() {
    let score = |doubt| fed([12.0; 40]).score(6.0, doubt, false);
    assert!(score(3.0) < 0.8 * score(0.0));
}

#[test]
fn seconds_without_a_reading_are_not_filled_in() {
    let mut detector = fed([0.0; 40]);
    for s in 0..40 {
        detector.push((s % 5 == 0).then_some(20.0));
    }
    assert_eq!(detector.score(6.0, 0.0, false), 0.0);
}

#[test]
fn a_change_of_posture_is_waited_for_until_it_falls() {
    let bump =
        |t: usize| if t < 17 { 15.0 * (t as f64 / 5.0).min(1.0) } else { f64::max(0.0, 15.0 - 3.0 * (t - 17) as f64) };
    let mut detector = fed([0.0; 40]);
    for t in 0..60 {
        detector.push(Some(bump(t)));
        assert!(!detector.outlasts_a_bump(bump(t), true) || detector.is_falling(), "{t}");
    }
    let stays = fed([[0.0; 40], [15.0; 40]].concat());
    assert!(stays.outlasts_a_bump(15.0, true));
}

/// Up and down again within `width` seconds, the highest in the middle.
fn bump(size: f64, width: f64) -> impl Fn(f64) -> f64 {
    move |t| if t < width { size * (std::f64::consts::PI * t / width).sin() } else { 0.0 }
}

#[test]
fn a_laugh_of_any_size_and_width_is_over_before_its_wait_is() {
    for (size, width) in [(7.0, 8.0), (8.0, 13.0), (9.0, 16.0), (11.0, 14.0), (13.0, 12.0)] {
        let mut detector = fed([0.0; 60]);
        for t in 0..60 {
            let excess = bump(size, width)(f64::from(t));
            detector.push(Some(excess));
            let is_called = excess >= 6.0 && detector.outlasts_a_bump(excess, true) && !detector.is_falling();
            assert!(!is_called, "+{size} for {width} s, after {t} s");
        }
    }
}

#[test]
fn a_small_rise_is_waited_for_longer_than_a_great_one() {
    let waited = |size: f64| {
        let mut detector = fed([0.0; 60]);
        (0..60).find(|t| {
            let excess = size * (1.0 - (-f64::from(*t) / 12.0).exp());
            detector.push(Some(excess));
            excess >= 6.0 && detector.outlasts_a_bump(excess, true)
        })
    };
    assert!(waited(8.0) > waited(12.0) && waited(12.0) > waited(20.0), "{:?}", [8.0, 12.0, 20.0].map(waited));
    assert!(waited(20.0).is_some_and(|s| s <= 15), "{:?}", waited(20.0));
}

#[test]
fn a_rise_over_ten_seconds_is_no_movement() {
    let mut detector = fed([0.0; 60]);
    let rise = |t: f64| 20.0 * (1.0 - (-t.max(0.0) / 12.0).exp());
    for t in 0..60 {
        // The rate is a mean over 5 s.
        detector.push(Some((0..5).map(|ago| rise(f64::from(t - ago))).sum::<f64>() / 5.0));
        assert!(!detector.is_quick_rise(), "{t}");
    }
}

#[test]
fn what_began_a_moment_ago_has_not_stayed_up() {
    let mut detector = fed([0.0; 40]);
    detector.reset();
    (0..8).for_each(|_| detector.push(Some(11.0)));
    assert!(!detector.outlasts_a_bump(11.0, false));
    detector.push(Some(11.0));
    assert!(detector.outlasts_a_bump(11.0, false), "nine seconds are waited for");
}

#[test]
fn a_falling_rate_is_seen_as_one() {
    let falls = (0..10).map(|t| 20.0 - 2.0 * f64::from(t));
    assert!(fed([20.0; 20].into_iter().chain(falls)).is_falling());
    assert!(!fed([20.0; 20]).is_falling());
}

#[test]
fn hours_of_adding_leave_no_rounding_error() {
    let mut detector = fed(wander(20_000, 7.3, 1));
    (0..40).for_each(|_| detector.push(Some(0.0)));
    assert!(detector.means.iter().all(|mean| mean.sum == 0));
}

#[test]
fn a_reset_keeps_the_learnt_variability() {
    let mut detector = fed([]);
    for x in wander(900, 3.0, 5) {
        detector.push(Some(x));
        detector.learn(false);
    }
    let variability = detector.variability();
    detector.reset();
    assert_eq!(detector.variability(), variability);
    assert_eq!(detector.score(0.0, 0.0, false), 0.0);
}
