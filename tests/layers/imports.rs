//! What one source file names: parsed, so that neither a comment nor a string is taken for an import.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, UseTree};

/// A path, with the line it stands on. One that leads into this crate begins with `crate`, however it was written.
#[derive(Debug, PartialEq)]
pub(crate) struct Named {
    pub(crate) line: usize,
    pub(crate) path: Vec<String>,
}

/// Everything a file names outside of its tests.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Every leaf of a `use`, every path of two names or more, and the name of every macro that is called.
    pub(crate) paths: Vec<Named>,
    /// The lines that say `async` or `.await`.
    pub(crate) waits: Vec<usize>,
    /// The modules it declares that have a file of their own.
    pub(crate) modules: Vec<Vec<String>>,
}

/// Reads the code of the file that is `module`: `["heart", "beat"]` for `src/heart/beat.rs`.
pub(crate) fn read(code: &str, module: &[String]) -> syn::Result<Names> {
    let file = syn::parse_file(code)?;
    let mut reader = Reader { module: module.to_vec(), names: Names::default() };
    if !is_for_tests(&file.attrs) {
        reader.visit_file(&file);
    }
    Ok(reader.names)
}

struct Reader {
    /// The module that is being read, inline ones included.
    module: Vec<String>,
    names: Names,
}

impl Reader {
    fn name(&mut self, at: Span, path: &[String]) {
        let path = from_the_root(&self.module, path);
        self.names.paths.push(Named { line: line(at), path });
    }

    fn wait(&mut self, at: Span) {
        self.names.waits.push(line(at));
    }

    fn leaves(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: &syn::Ident| -> Vec<String> {
            // The `self` of `talk::{self, Stage}` is `talk`.
            let more = (name != "self" || before.is_empty()).then(|| name.to_string());
            before.iter().cloned().chain(more).collect()
        };
        match tree {
            UseTree::Path(path) => self.leaves(&path.tree, &with(&path.ident)),
            UseTree::Name(leaf) => self.name(leaf.ident.span(), &with(&leaf.ident)),
            UseTree::Rename(leaf) => self.name(leaf.ident.span(), &with(&leaf.ident)),
            UseTree::Glob(leaf) => self.name(leaf.star_token.spans[0], before),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.leaves(tree, before)),
        }
    }

    /// The body of a macro is no syntax yet: paths, macros and waits are looked for among its tokens.
    fn tokens(&mut self, tokens: &TokenStream) {
        let words = flat(tokens);
        let mut at = 0;
        while at < words.len() {
            let (path, end) = path_at(&words, at);
            let called =
                path.len() == 1 && text(&words, end) == "!" && ["(", "[", "{"].contains(&text(&words, end + 1));
            if path.len() > 1 || called {
                self.name(words[at].1, &path);
            } else if ["async", "await"].contains(&text(&words, at)) {
                self.wait(words[at].1);
            }
            at = end.max(at + 1);
        }
    }
}

/// Visits a node unless it stands under `#[cfg(test)]`.
macro_rules! outside_tests {
    ($($visit:ident($node:ident)),* $(,)?) => {$(
        fn $visit(&mut self, node: &'ast syn::$node) {
            if !is_for_tests(&node.attrs) {
                visit::$visit(self, node);
            }
        }
    )*};
}

impl<'ast> Visit<'ast> for Reader {
    outside_tests! {
        visit_item_const(ItemConst), visit_item_enum(ItemEnum), visit_item_fn(ItemFn), visit_item_impl(ItemImpl),
        visit_item_macro(ItemMacro), visit_item_static(ItemStatic), visit_item_struct(ItemStruct),
        visit_item_trait(ItemTrait), visit_item_type(ItemType), visit_impl_item_const(ImplItemConst),
        visit_impl_item_fn(ImplItemFn), visit_impl_item_type(ImplItemType), visit_trait_item_fn(TraitItemFn),
        visit_field(Field), visit_field_value(FieldValue), visit_variant(Variant), visit_arm(Arm), visit_local(Local),
        visit_expr_block(ExprBlock),
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if is_for_tests(&item.attrs) {
            return;
        }
        self.module.push(item.ident.to_string());
        match &item.content {
            Some(_) => visit::visit_item_mod(self, item),
            None => self.names.modules.push(self.module.clone()),
        }
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_for_tests(&item.attrs) {
            self.leaves(&item.tree, &[]);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            self.name(path.segments[0].ident.span(), &names_of(path));
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.name(call.path.segments[0].ident.span(), &names_of(&call.path));
        self.tokens(&call.tokens);
    }

    fn visit_meta_list(&mut self, list: &'ast syn::MetaList) {
        self.visit_path(&list.path);
        self.tokens(&list.tokens);
    }

    /// `pub(in crate::talk)` says who may use an item, not what the item uses.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        if let Some(word) = &signature.asyncness {
            self.wait(word.span);
        }
        visit::visit_signature(self, signature);
    }

    fn visit_expr_async(&mut self, block: &'ast syn::ExprAsync) {
        self.wait(block.async_token.span);
        visit::visit_expr_async(self, block);
    }

    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        if let Some(word) = &closure.asyncness {
            self.wait(word.span);
        }
        visit::visit_expr_closure(self, closure);
    }

    fn visit_expr_await(&mut self, wait: &'ast syn::ExprAwait) {
        self.wait(wait.await_token.span);
        visit::visit_expr_await(self, wait);
    }
}

/// Whether one of the attributes keeps a thing for tests: `test`, or a `cfg` that asks for `test`.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let asked = |list: &syn::MetaList| flat(&list.tokens).into_iter().map(|(word, _)| word).collect::<Vec<_>>();
        let words = attribute.meta.require_list().map(asked).unwrap_or_default();
        let has = |word: &str| words.iter().any(|other| other == word);
        attribute.path().is_ident("test") || (attribute.path().is_ident("cfg") && has("test") && !has("not"))
    })
}

/// A path from the crate's root, if it says that it leads into the crate; any other as it is.
fn from_the_root(module: &[String], path: &[String]) -> Vec<String> {
    let first = path.first().map_or("", String::as_str);
    let (mut inside, mut rest) = match first {
        "crate" | "breathmark" => (Vec::new(), &path[1..]),
        "self" | "super" => (module.to_vec(), path),
        _ => return path.to_vec(),
    };
    while let Some(word) = rest.first().filter(|word| ["self", "super"].contains(&word.as_str())) {
        if word == "super" {
            inside.pop();
        }
        rest = &rest[1..];
    }
    std::iter::once("crate".to_owned()).chain(inside).chain(rest.iter().cloned()).collect()
}

fn names_of(path: &syn::Path) -> Vec<String> {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}

/// The tokens in a row, brackets as tokens of their own.
fn flat(tokens: &TokenStream) -> Vec<(String, Span)> {
    let mut words = Vec::new();
    for token in tokens.clone() {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                words.push((open.to_owned(), group.span_open()));
                words.extend(flat(&group.stream()));
                words.push((close.to_owned(), group.span_close()));
            }
            other => words.push((other.to_string(), other.span())),
        }
    }
    words
}

/// The names that are joined by `::` from `at` on, and where they end. No names where none begins.
fn path_at(words: &[(String, Span)], at: usize) -> (Vec<String>, usize) {
    let (mut path, mut at) = (Vec::new(), at);
    while is_name(text(words, at)) {
        path.push(text(words, at).to_owned());
        at += 1;
        if text(words, at) != ":" || text(words, at + 1) != ":" || !is_name(text(words, at + 2)) {
            break;
        }
        at += 2;
    }
    (path, at)
}

fn text(words: &[(String, Span)], at: usize) -> &str {
    words.get(at).map_or("", |(word, _)| word)
}

fn is_name(word: &str) -> bool {
    word.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

fn line(at: Span) -> usize {
    at.start().line
}
