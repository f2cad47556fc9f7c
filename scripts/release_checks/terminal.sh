# For scripts/check-release: programs in a terminal of 80×24, and a table of what came out.

row() {
  printf '%-8s %-28s %s\n' "$1" "$2" "${3:-}" | tee -a "$table"
  [ "$1" != FAILED ] || failed=1
}

# Runs a command, keeps what it says, and compares its exit code: `expect 0 'Debian: doctor' FILE WORDS COMMAND…`.
expect() {
  local code=$1 what=$2 file=$transcripts/$3.txt words=$4 got=0
  shift 4
  "$@" >"$file" 2>&1 </dev/null || got=$?
  printf '\nexit %s\n' "$got" >>"$file"
  if [ "$got" = "$code" ] && grep -qE "$words" "$file"; then
    row ok "$what" "exit $got; $(grep -m 1 -oE ".{0,30}($words).{0,30}" "$file")"
  else
    row FAILED "$what" "exit $got, see $file"
    tail -5 "$file" >&2
  fi
}

pane() { tmux -L "check-release-$$" "$@"; }

# A person who logs in; what they type, and what is on the screen.
open_terminal() {
  pane kill-server 2>/dev/null || true
  pane -f /dev/null new-session -d -x 80 -y 24 "bash '$transcripts/login'"
}

# `login` runs in another process: it needs the functions and where the system is.
write_login() {
  { declare -f inside as_sam; declare -p system; printf 'as_sam'; printf ' %q' "$@"; echo '; sleep 60'; } >"$transcripts/login"
}

# Waits until these words are on the screen, for this many tenths of a second.
wait_for() {
  local words=$1 tenths=$2
  for _ in $(seq "$tenths"); do
    screen=$(pane capture-pane -p 2>/dev/null) || return 1
    grep -qE "$words" <<<"$screen" && return
    sleep 0.1
  done
  return 1
}

# `see 'Debian: demo' FILE TENTHS FIRST_WORDS KEYS LAST_WORDS COMMAND…`: starts it, waits, types, waits, keeps both screens.
see() {
  local what=$1 file=$transcripts/$2.txt tenths=$3 first=$4 keys=$5 last=$6 seen=no
  shift 6
  write_login "$@"
  open_terminal
  if wait_for "$first" "$tenths"; then
    printf '%s\n-- then\n' "$screen" >"$file"
    if [ -n "$keys" ]; then pane send-keys -- $keys; fi
    if wait_for "$last" "$tenths"; then seen=yes; fi
  fi
  printf '%s\n' "$screen" >>"$file"
  pane kill-server 2>/dev/null || true
  if [ "$seen" = yes ]; then row ok "$what" "$(grep -m 1 -oE "$last" <<<"$screen")"; else row FAILED "$what" "see $file"; fi
}
