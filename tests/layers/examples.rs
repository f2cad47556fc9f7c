//! Small pieces of code, and what is read from them.

use crate::imports::{self, Names};

/// Reads code that stands in `src/talk/pause.rs`.
fn read(code: &str) -> Names {
    imports::read(code, &["talk".to_owned(), "pause".to_owned()]).unwrap()
}

fn paths(code: &str) -> Vec<String> {
    read(code).paths.iter().map(|named| named.path.join("::")).collect()
}

#[test]
fn a_grouped_use_names_each_of_its_leaves() {
    let code = "use crate::heart::{self, beat::{Beat, Receipt as Got}, hrv::*};";
    let expected = ["crate::heart", "crate::heart::beat::Beat", "crate::heart::beat::Receipt", "crate::heart::hrv"];
    assert_eq!(paths(code), expected);
}

#[test]
fn super_and_self_lead_to_where_they_stand_for() {
    assert_eq!(paths("use super::Stage;"), ["crate::talk::Stage"]);
    assert_eq!(paths("use super::super::heart::Beat;"), ["crate::heart::Beat"]);
    assert_eq!(paths("use self::gate::Gate;"), ["crate::talk::pause::gate::Gate"]);
    assert_eq!(paths("mod gate { use super::super::Stage; }"), ["crate::talk::Stage"]);
}

#[test]
fn the_crates_own_name_leads_to_its_root() {
    assert_eq!(paths("fn f() { breathmark::commands::run() }"), ["crate::commands::run"]);
}

#[test]
fn paths_in_expressions_types_patterns_and_bounds_are_seen() {
    let code = "fn f<T: crate::strap::Source>(a: Vec<crate::seat::Seat>) -> T {
        match crate::clock::now() { crate::event::Key::Space => todo(), _ => other() }
    }";
    let expected = ["crate::strap::Source", "crate::seat::Seat", "crate::clock::now", "crate::event::Key::Space"];
    let seen = paths(code);
    assert!(expected.iter().all(|path| seen.iter().any(|other| other == path)), "{seen:?}");
}

#[test]
fn paths_in_the_tokens_of_macros_are_seen() {
    let code = r#"fn f() { format!("{}", vec![crate::words::text(super::Stage::Open)]); }"#;
    assert_eq!(paths(code), ["format", "vec", "crate::words::text", "crate::talk::Stage::Open"]);
    assert_eq!(paths("macro_rules! m { () => { $crate::store::keep() }; }"), ["macro_rules", "crate::store::keep"]);
}

#[test]
fn paths_in_attributes_are_seen() {
    let code =
        "#[command(after_help = crate::commands::EXAMPLES)] struct Args; #[doc = crate::words::TEXT] struct Page;";
    assert_eq!(paths(code), ["crate::commands::EXAMPLES", "crate::words::TEXT"]);
}

#[test]
fn comments_and_strings_name_nothing() {
    let code = "//! See [`crate::app`].\n/// Like `crate::screen::Page`.\nconst TEXT: &str = \"crate::strap::scan\";";
    assert_eq!(paths(code), [""; 0]);
}

#[test]
fn what_stands_under_cfg_test_is_left_out() {
    let code = "
        #[cfg(test)] mod tests { use crate::lab::simulate; }
        #[cfg(test)] mod more;
        #[cfg(all(test, unix))] use crate::store::Folder;
        #[test] fn t() { crate::app::run() }
        impl Pause { #[cfg(test)] fn made() -> Self { crate::lab::make() } }
        struct S { #[cfg(test)] seen: crate::screen::Page }
        fn f() { #[cfg(test)] let x = crate::clock::now(); }";
    let names = read(code);
    assert_eq!((names.paths, names.modules), (vec![], vec![]));
}

#[test]
fn what_is_compiled_on_some_systems_only_counts() {
    assert_eq!(paths("#[cfg(not(test))] use crate::store::Folder;"), ["crate::store::Folder"]);
    assert_eq!(paths("#[cfg(feature = \"ble\")] use crate::strap::scan;"), ["crate::strap::scan"]);
}

#[test]
fn a_whole_file_may_be_for_tests() {
    assert_eq!(paths("#![cfg(test)] use crate::heart::Beat;"), [""; 0]);
}

#[test]
fn a_visibility_is_no_import() {
    assert_eq!(paths("pub(in crate::talk) struct Gate; pub(super) struct Other;"), [""; 0]);
}

#[test]
fn declared_modules_are_found_also_inside_others() {
    let names = read("mod gate; mod inner { pub mod way; }");
    assert_eq!(names.modules, [vec!["talk", "pause", "gate"], vec!["talk", "pause", "inner", "way"]]);
}

#[test]
fn every_async_and_await_is_seen_with_its_line() {
    let code = "async fn f() {\n    g().await;\n    let h = async { 1 };\n    tokio::join!(async { h.await });\n}";
    assert_eq!(read(code).waits, [1, 2, 3, 4, 4]);
}

#[test]
fn a_path_comes_with_the_line_of_its_leaf() {
    let names = read("use crate::{\n    heart::Beat,\n    seat::Seat,\n};");
    assert_eq!(names.paths.iter().map(|named| named.line).collect::<Vec<_>>(), [2, 3]);
}
