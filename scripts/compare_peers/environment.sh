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
