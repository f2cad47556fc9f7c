# For scripts that compare breathmark with other packages: `cache` is the folder of their environments, `say` tells.

say() { printf '%s: %s\n' "${0##*/}" "$*"; }

# Makes an environment of this name for a list of packages. If one fails, each is installed by itself, and the others are
# compared.
environment() {
  local folder=$cache/$1 list=$2 package
  cmp -s "$list" "$folder/done.txt" && return
  say "fetching the packages of $list"
  rm -rf "$folder"
  python3 -m venv "$folder"
  local pip=("$folder/bin/pip" install -q --disable-pip-version-check)
  if ! timeout 600 "${pip[@]}" -r "$list"; then
    while read -r package; do
      timeout 300 "${pip[@]}" "$package" || say "$package can't be installed here: it is missing below"
    done < <(grep -v '^#' "$list")
  fi
  cp "$list" "$folder/done.txt"
}

# The environments that every comparison uses.
environments() {
  mkdir -p "$cache"
  environment venv scripts/compare_peers/requirements.txt
  environment venv-hrv-analysis scripts/compare_peers/requirements-hrv-analysis.txt
}

# Builds breathmark in a folder of its own: without Bluetooth the program must not take the place of the usual one in
# target/release. `breathmark` names it then.
build_breathmark() {
  local folder=${CARGO_TARGET_DIR:-$PWD/target}/compare-peers/breathmark
  say "building breathmark"
  CARGO_TARGET_DIR=$folder cargo build --release --locked --quiet --no-default-features
  breathmark=$folder/release/breathmark
}
