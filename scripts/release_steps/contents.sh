# For scripts/release: what is in an archive, and where.

# The pages of the manual and the completions, as the program itself prints them.
print_pages() {
  mkdir "$stage/pages"
  "$1" man --folder "$stage/pages/man1"
  local shell
  for shell in bash zsh fish powershell; do "$1" completions "$shell" >"$stage/pages/$shell"; done
}

# A file for everybody to read, with the folders above it.
put() { install -D -m 644 "$1" "$2"; }

# What people read: the README with the pages that it names, and all licences.
put_documents() {
  local into=$1 list=$2 page
  for page in README.md CHANGELOG.md docs/* hardware/*.md; do put "$page" "$into/$page"; done
  put_licences "$into" "$list"
}

put_licences() {
  local into=$1 list=$2
  put LICENSE-MIT "$into/LICENSE-MIT"
  put LICENSE-APACHE "$into/LICENSE-APACHE"
  put "packaging/licences/$list.txt" "$into/LICENCES-OF-CRATES.txt"
  put packaging/licences/rust.txt "$into/LICENCES-OF-RUST.txt"
  put "packaging/licences/c-$list.txt" "$into/LICENCES-OF-C-LIBRARIES.txt"
}

# `bin` and `share`, as below /usr, /usr/local and ~/.local: unpacking there installs everything.
put_share() {
  local into=$1 page
  for page in "$stage"/pages/man1/*; do put "$page" "$into/man/man1/${page##*/}"; done
  put "$stage/pages/bash" "$into/bash-completion/completions/breathmark"
  put "$stage/pages/fish" "$into/fish/vendor_completions.d/breathmark.fish"
  put packaging/breathmark.desktop "$into/applications/breathmark.desktop"
  put "$stage/pages/powershell" "$into/doc/breathmark/completions/breathmark.ps1"
}

pack_tar() {
  local target=$1 name=breathmark-$version-$1
  local into=$stage/$name
  install -D -m 755 "$(program "$target")" "$into/bin/breathmark"
  put_share "$into/share"
  put "$stage/pages/zsh" "$into/share/zsh/site-functions/_breathmark"
  put_documents "$into/share/doc/breathmark" linux
  tar -C "$stage" --sort=name --format=ustar --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -c "$name" |
    gzip -9n >"$archives/$name.tar.gz"
}

pack_zip() {
  local target=$1 name=breathmark-$version-$1 shell
  local into=$stage/$name
  install -D -m 755 "$(program "$target")" "$into/breathmark.exe"
  put "$stage/pages/powershell" "$into/completions/breathmark.ps1"
  # Git for Windows and MSYS2 have these two.
  for shell in bash zsh; do put "$stage/pages/$shell" "$into/completions/breathmark.$shell"; done
  put_documents "$into" windows
  python3 scripts/release_steps/zip.py "$stage" "$name" "$archives/$name.zip"
}
