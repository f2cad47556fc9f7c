//! The files of `src`, found as the compiler finds them: by following `mod` from `lib.rs` and `main.rs`.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::imports::{self, Names};

pub(crate) struct File {
    /// `["heart", "beat"]` for `src/heart/beat.rs`.
    pub(crate) module: Vec<String>,
    pub(crate) path: PathBuf,
    pub(crate) names: Names,
}

impl File {
    pub(crate) fn room(&self) -> &str {
        self.module.first().map_or("lib", String::as_str)
    }

    /// The rooms it uses, each with the line that says so.
    pub(crate) fn uses(&self) -> impl Iterator<Item = (usize, &str)> {
        let into_the_crate = self.names.paths.iter().filter(|named| named.path[0] == "crate");
        let rooms = into_the_crate.filter_map(|named| Some((named.line, named.path.get(1)?.as_str())));
        rooms.filter(|(_, room)| *room != self.room())
    }
}

/// Every file that is compiled outside tests.
pub(crate) static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    let mut files = Vec::new();
    let src = root().join("src");
    follow(&src, &src.join("lib.rs"), Vec::new(), &mut files);
    follow(&src, &src.join("main.rs"), vec!["main".to_owned()], &mut files);
    files
});

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn follow(src: &Path, path: &Path, module: Vec<String>, files: &mut Vec<File>) {
    let code = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let names = imports::read(&code, &module).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let children = names.modules.clone();
    files.push(File { module, path: path.strip_prefix(root()).unwrap().to_owned(), names });
    for child in children {
        let place = src.join(child.join("/"));
        let own = place.with_extension("rs");
        let path = if own.is_file() { own } else { place.join("mod.rs") };
        follow(src, &path, child, files);
    }
}
