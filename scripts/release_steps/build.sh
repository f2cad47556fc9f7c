# For scripts/release: compiles the program for one target.

# Zig compiles C and links for both kinds of processor, and brings musl's headers; cargo-zigbuild gives it to cargo.
fetch_zig() {
  [ -e "$tools/done.txt" ] && cmp -s packaging/requirements.txt "$tools/done.txt" && return
  rm -rf "$tools"
  python3 -m venv "$tools"
  "$tools/bin/pip" install -q --disable-pip-version-check --require-hashes --only-binary :all: -r packaging/requirements.txt
  cp packaging/requirements.txt "$tools/done.txt"
}

fetch_mingw() {
  command -v x86_64-w64-mingw32-gcc >/dev/null && return
  apt-get update -qq
  apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends gcc-mingw-w64-x86-64-posix >/dev/null
}

program() {
  local name=breathmark
  [[ $1 != *windows* ]] || name=breathmark.exe
  echo "$root/target/$1/$profile/$name"
}

build() {
  local target=$1 command=(cargo-zigbuild rustc) cargo_home=${CARGO_HOME:-$HOME/.cargo} linker=()
  rustup target add "$target" 2>/dev/null
  case $target in
    *windows*) fetch_mingw; command=(cargo rustc) ;;
    # Without it zig's program stands at the same address each time, which makes a flaw easier to use.
    *) fetch_zig; linker=(-C link-arg=-pie) ;;
  esac
  # The folders of this machine stand in no archive. Nobody reads symbols there either; backtraces are made from a build at
  # home. Rust's flags hold for the target only, so what runs while it builds is built once for all targets. The character
  # between them lets the name of a folder have a space.
  env PATH="$tools/bin:$PATH" CARGO_INCREMENTAL=0 CARGO_PROFILE_RELEASE_STRIP=symbols CARGO_PROFILE_QUICK_STRIP=symbols \
    CARGO_ENCODED_RUSTFLAGS="--remap-path-prefix=$cargo_home=/cargo"$'\x1f'"--remap-path-prefix=$root=/breathmark" \
    CFLAGS="-ffile-prefix-map=$cargo_home=/cargo" \
    "${command[@]}" --quiet --locked --profile "$profile" --bin breathmark --target "$target" -- "${linker[@]}"
}
